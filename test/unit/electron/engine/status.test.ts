/** The studio at a glance. */

import { expect, test } from 'vitest'
import { folderStatus, statusOf } from '#electron/engine/status.ts'
import { NOT_JUDGED } from '#shared/clip.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

const FACTS = {
  pin: { service: 'beijing', baseUrl: '' },
  baseUrl: null,
  keySet: true,
  nextLookAt: 5,
  heldBatches: [],
  quota: undefined,
  now: MADE_AT,
} as const

test('what is left is guessed from the median of our own past jobs of the same kind', () => {
  const tables = openJobTable()
  const { removedAt: _, still, ...shot } = tables.shots.byId('h1') ?? never()
  tables.shots.append([{ ...shot, id: 'h2', stillId: still.id }])
  for (const [index, seconds] of [60, 80, 300].entries()) save(tables, index, seconds * 1_000)
  tables.add({ shotId: 'h2', take: 1 })
  tables.add({ shotId: 'h2', take: 2 })
  expect(statusOf(tables, FACTS).remainingMs).toEqual({ from: 64_000, to: 112_000 })
  tables.add({ shotId: 'h2', take: 3, durationSeconds: 15 })
  expect(statusOf(tables, FACTS).remainingMs).toBeNull()
})

test('the first death that counts is that of the link, once there is one', () => {
  const tables = openJobTable()
  tables.add({ state: 'rendering', taskId: 'a', taskDiesAt: MADE_AT + 50 })
  tables.add({ state: 'downloading', taskId: 'b', taskDiesAt: MADE_AT + 10, linkDiesAt: MADE_AT + 90 })
  expect(statusOf(tables, FACTS).oldestDiesAt).toBe(MADE_AT + 50)
})

test('a rehearsal is told as such, with nothing spent', () => {
  const status = statusOf(openJobTable(), { ...FACTS, pin: { service: 'rehearsal', baseUrl: '' } })
  expect([status.rehearsal, status.spent, status.reserved, status.nextLookAt]).toEqual([
    true,
    { micros: 0, currency: 'CNY' },
    { micros: 0, currency: 'CNY' },
    5,
  ])
})

test('a rehearsal tells how many jobs of before still go where they are charged', () => {
  const tables = openJobTable()
  for (const state of ['queued', 'rendering', 'canceled'] as const)
    tables.add({ state, service: 'beijing', ...(state === 'rendering' ? { taskId: 'a' } : {}) })
  tables.add({ state: 'queued', service: 'rehearsal' })
  expect(statusOf(tables, { ...FACTS, pin: { service: 'rehearsal', baseUrl: '' } }).charged).toBe(2)
})

/** A job that took so long from its acceptance to its clip. */
function save(tables: ReturnType<typeof openJobTable>, index: number, tookMs: number): void {
  const { id } = tables.add({ state: 'downloading', taskId: `t${index}`, acceptedAt: MADE_AT })
  const facts = { bytes: 1, sha256: 'x', width: 1, height: 1, durationMs: 1, frames: 1, frameRate: 24 }
  const recipe = { take: index + 1, seed: 7, prompt: '', model: 'm', resolution: '720P' } as const
  const owners = { projectId: 'p1', shotId: 'h1', stillId: 's1', stillName: 'mist.jpg', batchId: 'b1' }
  const place = { ...owners, durationSeconds: 5, ...NOT_JUDGED, path: `/${id}`, name: id, savedAt: MADE_AT }
  const cost = { micros: 0, currency: 'CNY' } as const
  const codecs = { videoCodec: 'avc', audioCodec: null, missingAt: null, trashedAt: null }
  tables.clips.insert({ id: `c${index}`, jobId: id, ...facts, ...recipe, ...place, ...codecs, cost })
  const finishedAt = MADE_AT + tookMs
  const patch = { clipId: `c${index}`, finishedAt }
  tables.jobs.transition({ id, from: 'downloading', event: 'saved', at: finishedAt, patch })
}

function never(): never {
  throw new Error('the table is made with a shot')
}

test('a folder whose settings rehearse is no rehearsal while jobs of another run are charged', () => {
  const tables = openJobTable()
  tables.add({ service: 'rehearsal', estimate: { micros: 0, currency: 'CNY' } })
  expect(folderStatus(tables, MADE_AT)).toMatchObject({ service: 'rehearsal', rehearsal: true })
  tables.add({ service: 'beijing' })
  tables.add({ service: 'custom', baseUrl: 'http://there/api/v1', state: 'failed' })
  expect(folderStatus(tables, MADE_AT)).toMatchObject({
    service: 'rehearsal',
    rehearsal: false,
    services: [
      { service: 'beijing', baseUrl: '', live: 1 },
      { service: 'rehearsal', baseUrl: '', live: 1 },
    ],
  })
})
