/** What windows ask of the jobs table. */

import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

const PAGE = { projectId: 'p1' }

test('the queue is told in its own order, everything else by its newest movement', () => {
  const tables = openJobTable()
  tables.add({ id: 'late', orderKey: 9, updatedAt: 30 })
  tables.add({ id: 'early', orderKey: 1, updatedAt: 10 })
  tables.add({ id: 'ended', orderKey: 5, updatedAt: 20, state: 'failed' })
  const ids = (states?: ('queued' | 'failed')[]) =>
    tables.jobLists.page({ ...PAGE, states }, 0, 10).rows.map((job) => job.id)
  expect(ids(['queued'])).toEqual(['early', 'late'])
  expect(ids()).toEqual(['late', 'ended', 'early'])
  expect(ids(['queued', 'failed'])).toEqual(['late', 'ended', 'early'])
})

test('a page is a window, and its total counts what lies outside', () => {
  const tables = openJobTable()
  for (let count = 0; count < 5; count += 1) tables.add({ updatedAt: count })
  const { rows, total } = tables.jobLists.page(PAGE, 1, 2)
  expect([rows.map((job) => job.id), total]).toEqual([['j4', 'j3'], 5])
  expect(tables.jobLists.page({ projectId: 'another' }, 0, 10)).toEqual({ rows: [], total: 0 })
})

test('spent is what was billed, reserved is the worst case of what is on its way', () => {
  const tables = openJobTable()
  tables.add()
  tables.add({ state: 'submitting' })
  tables.add({ state: 'unconfirmed' })
  tables.add({ state: 'downloading', taskId: 't1', actual: { micros: 4_000_000, currency: 'CNY' } })
  expect(tables.jobLists.reserved('CNY')).toEqual({ micros: 9_000_000, currency: 'CNY' })
  expect(tables.jobLists.spent('CNY')).toEqual({ micros: 4_000_000, currency: 'CNY' })
  expect(tables.jobLists.spent('USD').micros).toBe(0)
})

test('every state is counted, the empty ones as well', () => {
  const tables = openJobTable()
  tables.add()
  tables.add({ state: 'canceled' })
  expect(tables.jobLists.counts()).toEqual({
    ...{ queued: 1, submitting: 0, unconfirmed: 0, rendering: 0 },
    ...{ downloading: 0, done: 0, failed: 0, canceled: 1 },
  })
})

test('a shot knows its takes: queued ever, live now', () => {
  const tables = openJobTable()
  tables.add()
  tables.add({ state: 'failed' })
  expect(tables.shots.byId('h1')).toMatchObject({ takes: 2, live: 1, saved: 0, clipId: null })
  expect(tables.shots.lastTake('h1')).toBe(2)
})

test('a hidden job leaves the lists that leave it out, goes on, and comes back', () => {
  const tables = openJobTable()
  tables.add({ id: 'seen', state: 'rendering', taskId: 'a' })
  tables.add({ id: 'hidden', state: 'rendering', taskId: 'b' })
  tables.jobs.setHidden('hidden', MADE_AT)
  const ids = (hidden?: boolean) =>
    tables.jobLists.page({ projectId: 'p1', hidden }, 0, 10).rows.map((job) => job.id)
  expect([ids(false), ids(true), ids().sort()]).toEqual([['seen'], ['hidden'], ['hidden', 'seen']])
  expect(tables.dueJobs.due('rendering', MADE_AT, 10)).toHaveLength(2)
  expect(tables.jobLists.counts().rendering).toBe(2)
  tables.jobs.setHidden('hidden', null)
  expect(ids(true)).toEqual([])
})

test('a take was paid for when it, what it retakes or what retakes it cost money and has no clip', () => {
  const tables = openJobTable()
  const paid = { micros: 4_500_000, currency: 'CNY' } as const
  const add = (id: string, fields: Partial<JobRecord>) => tables.add({ id, ...fields })
  add('expired', { state: 'failed', actual: paid })
  add('restored', { state: 'canceled', error: { code: 'restored-from-backup', values: {} } })
  const vanished = add('vanished', { state: 'failed', doubtedMicros: 4_500_000 })
  add('after', { state: 'canceled', retakeOf: 'vanished' })
  add('fetched', { state: 'downloading', actual: paid, taskId: 't1' })
  add('refused', { state: 'failed' })
  const wasPaid = (id: string) => tables.jobLists.wasPaidFor(id, vanished)
  expect(['expired', 'restored', 'vanished', 'after'].filter(wasPaid)).toHaveLength(4)
  expect(['fetched', 'refused'].filter(wasPaid)).toEqual([])
  expect(tables.jobLists.wasPaidFor('vanished', { ...vanished, seed: 8 })).toBe(false)
})
