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
