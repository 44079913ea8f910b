/** Owns what the jobs benchmark writes: batches of jobs, and each job's whole life as a list of transitions. */

import { type JobRecord, NEW_JOB } from '#electron/engine/database/job-record.ts'
import type { Transition } from '#electron/engine/database/jobs.ts'
import type { Tables } from '#electron/engine/database/tables.ts'
import { type Clip, NOT_JUDGED } from '#shared/clip.ts'
import { HOUR_MS } from '#shared/time.ts'

export const BATCH_SIZE = 1_000
const MADE_AT = Date.parse('2026-11-22T04:00:00Z')
const SHA256 = 'c0ffee'.repeat(11).slice(0, 64)
const ESTIMATE = { micros: 4_500_000, currency: 'CNY' } as const
const RECIPE = {
  prompt: 'mist is drifting over the lake, the camera is pushing in slowly, the light is warm and low',
  model: 'happyhorse-1.1-i2v',
  resolution: '720P',
  durationSeconds: 5,
  watermark: true,
  seed: 7,
} as const

/** The rows that jobs refer to: one project, one still with one shot for each job of a batch, one batch a run. */
export function writeParents(tables: Tables, batches: number): void {
  const createdAt = MADE_AT
  tables.atomically(() => {
    tables.projects.insert({ id: 'project', name: 'Bench', folder: '/clips', seed: null, createdAt })
    for (let index = 0; index < BATCH_SIZE; index += 1) {
      const name = `photo-${index}.jpg`
      const still = { id: `still-${index}`, projectId: 'project', path: `/photos/${name}`, name }
      tables.stills.insert({ ...still, addedAt: createdAt })
      const shot = { id: `shot-${index}`, projectId: 'project', stillId: still.id, createdAt }
      tables.shots.append([{ ...RECIPE, ...shot, seedLocked: false }])
    }
    for (let batch = 0; batch < batches; batch += 1) {
      tables.batches.insert({ id: `batch-${batch}`, projectId: 'project', estimate: ESTIMATE, createdAt })
    }
  })
}

/** One take of every shot, as they are queued together. */
export function batchOf(batch: number): JobRecord[] {
  return Array.from({ length: BATCH_SIZE }, (_, index) => ({
    ...SAMPLE_JOB,
    id: crypto.randomUUID(),
    batchId: `batch-${batch}`,
    shotId: `shot-${index}`,
    stillId: `still-${index}`,
    stillName: `photo-${index}.jpg`,
    framePath: `/data/first-frames/${index}-${SHA256}.jpg`,
    take: batch + 1,
    orderKey: batch * BATCH_SIZE + index,
  }))
}

const SAMPLE_JOB = {
  ...RECIPE,
  projectId: 'project',
  stillSha256: SHA256,
  frameSha256: SHA256,
  frameMime: 'image/jpeg',
  ...NEW_JOB,
  service: 'beijing',
  baseUrl: '',
  dueAt: MADE_AT,
  estimate: ESTIMATE,
  createdAt: MADE_AT,
  updatedAt: MADE_AT,
  retakeOf: null,
} as const satisfies Partial<JobRecord>

const CLAIMED = { reservedMicros: ESTIMATE.micros, lostAt: null, attempts: 1, error: null, dueAt: null }

/** A transition, with the clip that comes into being in the same transaction. */
export type LifeStep = Transition & { clip?: Clip }

/** All that the pipeline writes when everything goes well, from `started` to `saved`. */
export function lifeOf(job: JobRecord): LifeStep[] {
  const [taskId, requestId] = [crypto.randomUUID(), crypto.randomUUID()]
  const at = MADE_AT + 1_000
  const calm = { attempts: 0, error: null }
  const clip = clipOf(job)
  const steps: Omit<LifeStep, 'id' | 'at'>[] = [
    {
      ...{ from: 'queued', event: 'started', facts: { attempt: 1 } },
      patch: { ...CLAIMED, submittedAt: at, bookedAt: at },
    },
    {
      ...{ from: 'submitting', event: 'accepted', requestId, facts: { taskId } },
      patch: { ...calm, taskId, requestId, taskStatus: 'PENDING', acceptedAt: at, taskDiesAt: at, dueAt: at },
    },
    {
      ...{ from: 'rendering', event: 'progressed', requestId, facts: { status: 'RUNNING' } },
      patch: { ...calm, taskStatus: 'RUNNING', dueAt: at, scheduledAt: at },
    },
    {
      ...{ from: 'rendering', event: 'succeeded', requestId },
      ...{ facts: { billedSeconds: 5, micros: ESTIMATE.micros, told: true } },
      patch: { ...calm, taskStatus: 'SUCCEEDED', requestId, dueAt: at, ...outcomeAt(at, taskId) },
    },
    {
      ...{ from: 'downloading', event: 'saved', requestId, facts: { bytes: clip.bytes, name: clip.name } },
      patch: { ...calm, clipId: clip.id, finishedAt: at, dueAt: null, videoUrl: null },
      clip,
    },
  ]
  return steps.map((step, index) => ({ ...step, id: job.id, at: at + index * 1_000 }))
}

function outcomeAt(at: number, taskId: string) {
  return {
    videoUrl: `https://dashscope-result.oss-cn-beijing.aliyuncs.com/1d/${taskId}.mp4?Expires=1&Signature=${SHA256}`,
    linkDiesAt: at + 24 * HOUR_MS,
    scheduledAt: at,
    endedAt: at,
    billedSeconds: 5,
    billedResolution: '720P' as const,
    actualMicros: ESTIMATE.micros,
  }
}

function clipOf({ id: jobId, shotId, stillId, stillName, batchId, take }: JobRecord): Clip {
  const { prompt, model, resolution, seed, durationSeconds } = RECIPE
  const name = `${stillName.replace('.jpg', '')}_t${take}_s${seed}.mp4`
  return {
    ...{ id: crypto.randomUUID(), jobId, projectId: 'project', shotId, stillId, stillName, batchId },
    ...{ durationSeconds, ...NOT_JUDGED, trashedAt: null },
    ...{ prompt, model, resolution, seed, take, name, path: `/clips/${name}`, cost: ESTIMATE },
    ...{ bytes: 3_400_000, sha256: SHA256, width: 1280, height: 720, durationMs: 5_083.3, frames: 122 },
    ...{ frameRate: 24, videoCodec: 'avc', audioCodec: 'aac', savedAt: MADE_AT, missingAt: null },
  }
}
