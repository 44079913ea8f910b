/** Owns a job table in memory with one project and one shot, for tests that need no engine around it. */

import Sqlite from 'better-sqlite3'
import { type JobRecord, NEW_JOB } from '#electron/engine/database/job-record.ts'
import { migrate } from '#electron/engine/database/migrate.ts'
import { openTables, type Tables, type Touch } from '#electron/engine/database/tables.ts'
import { type Clip, NOT_JUDGED } from '#shared/clip.ts'

/** The moment at which everything in such a table was made. */
export const MADE_AT = Date.parse('2026-11-22T04:00:00Z')

export type JobTable = Tables & {
  touches: Touch[]
  /** Adds a queued job; then, if asked, fields that only the pipeline would set. */
  add(fields?: Partial<JobRecord>): JobRecord
  /** Adds a job whose clip is saved. */
  addClip(fields?: Partial<Clip>): Clip
}

/** In memory, unless a file is named that other connections open as well. */
export function openJobTable(projectFolder = '/nowhere', path = ':memory:'): JobTable {
  const db = new Sqlite(path)
  migrate(db, '/nowhere', MADE_AT)
  db.pragma('foreign_keys = ON')
  const touches: Touch[] = []
  const tables = openTables(db, (touch) => touches.push(touch))
  tables.projects.insert({ id: 'p1', name: 'Project', folder: projectFolder, seed: null, createdAt: MADE_AT })
  tables.stills.insert({
    id: 's1',
    projectId: 'p1',
    path: '/in/mist.jpg',
    name: 'mist.jpg',
    addedAt: MADE_AT,
  })
  tables.shots.append([{ ...RECIPE, id: 'h1', projectId: 'p1', stillId: 's1', createdAt: MADE_AT }])
  const estimate = { micros: 4_500_000, currency: 'CNY' } as const
  tables.batches.insert({ id: 'b1', projectId: 'p1', estimate, createdAt: MADE_AT })
  let made = 0
  const add = (fields: Partial<JobRecord> = {}) => {
    made += 1
    const job: JobRecord = { ...SAMPLE_JOB, id: `j${made}`, take: made, orderKey: made, estimate, ...fields }
    tables.jobs.insert(job)
    return job
  }
  const addClip = (fields: Partial<Clip> = {}) => {
    const { id: jobId, take } = add({ state: 'downloading', taskId: `t${made + 1}` })
    const name = `mist_t${take}_s7.mp4`
    const own = {
      id: `c${take}`,
      jobId,
      take,
      name,
      path: `${projectFolder}/${name}`,
      savedAt: MADE_AT + take,
    }
    const clip: Clip = { ...SAMPLE_CLIP, ...own, cost: estimate, ...fields }
    tables.clips.insert(clip)
    return clip
  }
  return { ...tables, touches, add, addClip }
}

const RECIPE = {
  prompt: 'the mist is drifting',
  model: 'happyhorse-1.1-i2v',
  resolution: '720P',
  durationSeconds: 5,
  watermark: true,
  seed: 7,
  seedLocked: false,
} as const

const { seedLocked: _, ...SENT } = RECIPE

const SAMPLE_CLIP = {
  ...{ projectId: 'p1', batchId: 'b1', shotId: 'h1', stillId: 's1', stillName: 'mist.jpg' },
  ...{ prompt: RECIPE.prompt, model: RECIPE.model, resolution: RECIPE.resolution },
  ...{ durationSeconds: RECIPE.durationSeconds, seed: RECIPE.seed },
  ...{ bytes: 1, sha256: 'aa', width: 1280, height: 720, durationMs: 5_000, frames: 120, frameRate: 24 },
  ...{ videoCodec: 'avc', audioCodec: null, missingAt: null, trashedAt: null },
  ...NOT_JUDGED,
} as const satisfies Partial<Clip>

const SAMPLE_JOB = {
  ...SENT,
  projectId: 'p1',
  batchId: 'b1',
  shotId: 'h1',
  stillId: 's1',
  stillName: 'mist.jpg',
  stillSha256: 'aa',
  ...NEW_JOB,
  retakeOf: null,
  service: 'rehearsal',
  baseUrl: '',
  framePath: '/nowhere/aa.jpeg',
  frameSha256: 'aa',
  frameMime: 'image/jpeg',
  dueAt: MADE_AT,
  createdAt: MADE_AT,
  updatedAt: MADE_AT,
} as const satisfies Partial<JobRecord>
