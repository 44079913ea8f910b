/** How a job changes its state: one winner, one line of history. */

import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { migrate } from '#electron/engine/database/migrate.ts'
import { openTables } from '#electron/engine/database/tables.ts'
import { MADE_AT, openJobTable } from '#test/support/job-table.ts'

test('a new job begins its history with its creation', () => {
  const tables = openJobTable()
  const job = tables.add()
  const [event, ...others] = tables.jobEvents.ofJob(job.id)
  expect([event?.event, event?.from, event?.to, others]).toEqual(['created', null, 'queued', []])
  expect(tables.jobs.byId(job.id)).toEqual(job)
})

test('of two that want the same transition one wins, and the other leaves no trace', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  const started = { id, from: 'queued', event: 'started', at: MADE_AT + 1 } as const
  expect(tables.jobs.transition(started)?.state).toBe('submitting')
  expect(tables.jobs.transition(started)).toBeUndefined()
  expect(tables.jobEvents.ofJob(id).map(({ event }) => event)).toEqual(['created', 'started'])
})

test('an event that the machine does not know in a state is an error, and nothing is written', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  const saved = { id, from: 'queued', event: 'saved', at: MADE_AT + 1 } as const
  expect(() => tables.jobs.transition(saved)).toThrow('A job that is queued cannot be saved')
  expect(tables.jobs.byId(id)?.state).toBe('queued')
})

test('a transition carries its facts into the row and its error into the history', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  const error = { code: 'throttled' as const, values: { code: 'Throttling', message: 'slow' } }
  tables.jobs.transition({ id, from: 'queued', event: 'started', at: MADE_AT + 1 })
  const job = tables.jobs.transition({
    ...{ id, from: 'submitting', event: 'throttled', at: MADE_AT + 2 },
    ...{ error, requestId: 'r1', facts: { attempt: 1 }, patch: { error, dueAt: MADE_AT + 900 } },
  })
  expect([job?.state, job?.dueAt, job?.error, job?.updatedAt]).toEqual([
    'queued',
    MADE_AT + 900,
    error,
    MADE_AT + 2,
  ])
  expect(tables.jobEvents.ofJob(id).at(-1)).toMatchObject({
    ...{ event: 'throttled', from: 'submitting', to: 'queued', at: MADE_AT + 2 },
    ...{ error, requestId: 'r1', facts: { attempt: 1 } },
  })
})

test('a failing line of history takes its transition back with it', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  const facts = { broken: 1n } as unknown as Record<string, number>
  expect(() => tables.jobs.transition({ id, from: 'queued', event: 'started', at: 1, facts })).toThrow(
    TypeError,
  )
  expect(tables.jobs.byId(id)?.state).toBe('queued')
})

test('a note changes facts without counting as a movement, and only in the state it was made for', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  expect(tables.jobs.note(id, 'queued', { dueAt: 5 })).toMatchObject({ dueAt: 5, updatedAt: MADE_AT })
  expect(tables.jobs.note(id, 'rendering', { dueAt: 6 })).toBeUndefined()
  expect(tables.jobs.byId(id)?.dueAt).toBe(5)
})

test('two jobs never own one task', () => {
  const tables = openJobTable()
  for (const take of [1, 2]) tables.add({ id: `x${take}`, take })
  const accept = (id: string) => {
    tables.jobs.transition({ id, from: 'queued', event: 'started', at: 1 })
    return tables.jobs.transition({
      id,
      from: 'submitting',
      event: 'accepted',
      at: 2,
      patch: { taskId: 't' },
    })
  }
  expect(accept('x1')?.state).toBe('rendering')
  expect(() => accept('x2')).toThrow(/UNIQUE/)
  expect(tables.jobs.byId('x2')?.state).toBe('submitting')
  expect(tables.jobs.ownerOf('t')).toBe('x1')
})

test('the table itself refuses a rendering job without a task', () => {
  const tables = openJobTable()
  const { id } = tables.add()
  tables.jobs.transition({ id, from: 'queued', event: 'started', at: 1 })
  expect(() => tables.jobs.transition({ id, from: 'submitting', event: 'accepted', at: 2 })).toThrow(
    /rendering_has_a_task/,
  )
})

test('a step that whoever hears of it cannot write down does not happen', () => {
  const db = new Sqlite(':memory:')
  migrate(db, null, MADE_AT)
  db.pragma('foreign_keys = OFF')
  const tables = openTables(db, undefined, () => {
    throw new Error('no space left')
  })
  const { id } = openJobTable().add()
  tables.jobs.insert(openJobTable().add())
  const started = { id, from: 'queued', event: 'started', at: MADE_AT + 1 } as const
  expect(() => tables.jobs.transition(started)).toThrow('no space left')
  expect(tables.jobs.byId(id)?.state).toBe('queued')
  expect(tables.jobEvents.ofJob(id).map(({ event }) => event)).toEqual(['created'])
})
