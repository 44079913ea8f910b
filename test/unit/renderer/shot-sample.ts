/** Owns the shot and job that tests of the renderer change to their needs. */

import { type Job, JobSchema } from '#shared/job.ts'
import { type Shot, ShotSchema } from '#shared/shot.ts'

/** A checked still of 1200 × 800 with the settings new shots have. */
export function aShot(change: Partial<Shot> = {}): Shot {
  return ShotSchema.parse({
    id: 's1',
    projectId: 'p1',
    still: {
      id: 'i1',
      projectId: 'p1',
      path: '/photos/lake.jpg',
      name: 'lake.jpg',
      sha256: 'aa',
      bytes: 1_000,
      format: 'jpeg',
      width: 1_200,
      height: 800,
      findings: [],
      inspectedAt: 1,
      addedAt: 1,
    },
    prompt: '',
    model: 'happyhorse-1.1-i2v',
    resolution: '720P',
    durationSeconds: 5,
    watermark: true,
    seed: null,
    seedLocked: false,
    takes: 0,
    live: 0,
    saved: 0,
    clipId: null,
    missing: 0,
    createdAt: 1,
    ...change,
  })
}

/** A queued job of the first take of that shot. */
export function aJob(change: Partial<Job> = {}): Job {
  return JobSchema.parse({
    id: 'j1',
    projectId: 'p1',
    batchId: 'b1',
    shotId: 's1',
    stillId: 'i1',
    stillName: 'lake.jpg',
    take: 1,
    state: 'queued',
    retakeOf: null,
    service: 'rehearsal',
    model: 'happyhorse-1.1-i2v',
    prompt: '',
    resolution: '720P',
    durationSeconds: 5,
    watermark: true,
    seed: 7,
    orderKey: 1,
    taskId: null,
    requestId: null,
    taskStatus: null,
    dueAt: null,
    attempts: 0,
    submittedAt: null,
    acceptedAt: null,
    finishedAt: null,
    taskDiesAt: null,
    linkDiesAt: null,
    estimate: { micros: 4_500_000, currency: 'CNY' },
    actual: null,
    billedSeconds: null,
    doubtedMicros: 0,
    hiddenAt: null,
    error: null,
    clipId: null,
    ...{ stillSha256: 'aa', frameSha256: 'bb', clipMissing: false, clipTrashed: false },
    createdAt: 1,
    updatedAt: 1,
    ...change,
  })
}
