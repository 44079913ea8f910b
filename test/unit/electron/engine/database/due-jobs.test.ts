/** What the scheduler asks of the jobs table. */

import { expect, test } from 'vitest'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

const GATE = { service: 'rehearsal', baseUrl: '', model: 'happyhorse-1.1-i2v' } as const

test('downloads come soonest to die first', () => {
  const tables = openJobTable()
  tables.add({ id: 'later', state: 'downloading', taskId: 'a', linkDiesAt: MADE_AT + 9, dueAt: MADE_AT - 5 })
  tables.add({ id: 'sooner', state: 'downloading', taskId: 'b', linkDiesAt: MADE_AT + 3, dueAt: MADE_AT })
  tables.add({
    id: 'not yet',
    state: 'downloading',
    taskId: 'c',
    linkDiesAt: MADE_AT + 1,
    dueAt: MADE_AT + 1,
  })
  expect(tables.dueJobs.due('downloading', MADE_AT, 10).map((job) => job.id)).toEqual(['sooner', 'later'])
})

test('each model of each service waits at its own gate, in the order of the queue', () => {
  const tables = openJobTable()
  tables.add({ id: 'second', orderKey: 2 })
  tables.add({ id: 'first', orderKey: 1 })
  tables.add({ id: 'elsewhere', service: 'beijing' })
  tables.add({ id: 'old model', model: 'happyhorse-1.0-i2v' })
  expect(tables.dueJobs.gates()).toHaveLength(3)
  expect(tables.dueJobs.waiting(GATE, MADE_AT, 10).map((job) => job.id)).toEqual(['first', 'second'])
})

test('an unconfirmed job counts as in flight no longer than a render can last', () => {
  const tables = openJobTable()
  tables.add({ state: 'rendering', taskId: 'a' })
  tables.add({ state: 'unconfirmed', submittedAt: MADE_AT })
  tables.add({ state: 'downloading', taskId: 'b' })
  expect(tables.dueJobs.inFlight(GATE, MADE_AT + 1)).toBe(2)
  expect(tables.dueJobs.inFlight(GATE, MADE_AT + LIFETIMES.renderMs)).toBe(1)
})

test('a job that waits for the user moves nothing', () => {
  const tables = openJobTable()
  tables.add({ state: 'unconfirmed', dueAt: null })
  expect(tables.dueJobs.somethingMoves()).toBe(false)
  expect(tables.dueJobs.nextDueAt(0)).toBeNull()
  tables.add({ state: 'unconfirmed', dueAt: MADE_AT })
  expect(tables.dueJobs.somethingMoves()).toBe(true)
  expect(tables.dueJobs.nextDueAt(0)).toBe(MADE_AT)
})

test('of each waiting batch the first job is told, and jobs of batches named are passed over', () => {
  const tables = openJobTable()
  const estimate = { micros: 0, currency: 'CNY' } as const
  tables.batches.insert({ id: 'b2', projectId: 'p1', estimate, createdAt: MADE_AT })
  for (const batchId of ['b1', 'b2', 'b1', 'b2']) tables.add({ batchId })
  tables.add({ batchId: 'b2', model: 'happyhorse-1.0-i2v' })
  const { dueJobs } = tables
  expect(dueJobs.headsOfBatches(GATE, MADE_AT).map(({ id }) => id)).toEqual(['j1', 'j2'])
  expect(dueJobs.waiting(GATE, MADE_AT, 10, ['b1']).map(({ id }) => id)).toEqual(['j2', 'j4'])
  expect([dueJobs.queuedIn('b1'), dueJobs.queuedIn('b2')]).toEqual([2, 3])
  expect([dueJobs.somethingWaits(['b1']), dueJobs.somethingWaits(['b1', 'b2'])]).toEqual([true, false])
})

test('how long a render took is told by the service’s own clock, and kinds are kept apart', () => {
  const tables = openJobTable()
  const done = (index: number, tookMs: number, more = {}) => {
    const { id } = tables.add({ state: 'downloading', taskId: `done ${index}`, ...more })
    const times = { scheduledAt: MADE_AT, endedAt: MADE_AT + tookMs }
    tables.addClip({ id: `c${index}`, jobId: id })
    const patch = { ...times, clipId: `c${index}` }
    tables.jobs.transition({ id, from: 'downloading', event: 'saved', at: MADE_AT, patch })
  }
  done(1, 90_000)
  done(2, 110_000)
  done(3, 400_000, { resolution: '1080P' })
  done(4, 7_000, { service: 'beijing' })
  const kind = { ...GATE, resolution: '720P', durationSeconds: 5 } as const
  expect(tables.dueJobs.renderTimes(kind)).toEqual([110_000, 90_000])
})
