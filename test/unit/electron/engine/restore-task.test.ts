/** Jobs come back from the journal: where they stood, with what they cost. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobPatch, JobRecord } from '#electron/engine/database/job-record.ts'
import { silentLog } from '#electron/engine/log.ts'
import { restore } from '#electron/engine/restore.ts'
import { putBack } from '#electron/engine/restore-task.ts'
import { isWorthKeeping } from '#electron/engine/task-journal.ts'
import { JOB_EVENTS, type JobEventName, next } from '#shared/job-machine.ts'
import { fakeClock } from '#test/support/fake-clock.ts'
import { type JobTable, MADE_AT, openJobTable } from '#test/support/job-table.ts'

const ids = { newId: () => crypto.randomUUID(), clock: fakeClock(MADE_AT) }
const keptOf = (job: JobRecord) => ({ job, stillPath: '/in/mist.jpg' })

/** What each step writes down about money and task, as the pipeline does. */
function patchOf(event: JobEventName, job: JobRecord): JobPatch {
  if (event === 'started') return { bookedAt: MADE_AT, reservedMicros: 4_500_000 }
  if (event === 'accepted' || event === 'found') return { taskId: `task of ${job.id}` }
  if (event === 'succeeded') return { actualMicros: 4_400_000 }
  if (event === 'vanished' || event === 'discarded' || event === 'absent')
    return { doubtedMicros: job.doubtedMicros + 4_500_000 }
  return {}
}

/** Leads a new job along the machine as far as the drawn steps are possible; not to a saved clip. */
function lead(tables: JobTable, steps: readonly JobEventName[], id: string = ids.newId()): JobRecord {
  let job = tables.add({ id })
  for (const event of steps) {
    if (event === 'saved' || !next(job.state, event)) continue
    const patch = patchOf(event, job)
    job = tables.jobs.transition({ id, from: job.state, event, at: MADE_AT, patch }) ?? job
  }
  return job
}

const steps = fc.array(fc.constantFrom(...JOB_EVENTS), { minLength: 4, maxLength: 40 })
const MONEY = ['state', 'taskId', 'actual', 'doubtedMicros', 'reservedMicros', 'bookedAt'] as const
const moneyOf = (job: JobRecord | undefined) => MONEY.map((field) => [field, job?.[field]])

test('whatever has happened to a job, it comes back to where it stood and counts what it counted', () => {
  const [lost, empty, older] = [openJobTable(), openJobTable(), openJobTable()]
  fc.assert(
    fc.property(steps, fc.nat(40), (drawn, copied) => {
      const job = lead(lost, drawn)
      fc.pre(isWorthKeeping(job))
      expect(putBack(empty, ids, keptOf(job))).toBe('restored')
      expect(moneyOf(empty.jobs.byId(job.id))).toEqual(moneyOf(job))
      // The copy knew it at an earlier moment: it is led on from there.
      lead(older, drawn.slice(0, copied), job.id)
      expect(putBack(older, ids, keptOf(job))).not.toBe('lost')
      expect(moneyOf(older.jobs.byId(job.id))).toEqual(moneyOf(job))
    }),
    { numRuns: 100 },
  )
})

test('a job comes back with shot, still and batch that no copy knows, and its history says so', () => {
  const job = { ...lead(openJobTable(), ['started', 'accepted']), shotId: 'h9', stillId: 's9', batchId: 'b9' }
  const tables = openJobTable()
  expect(putBack(tables, ids, keptOf(job))).toBe('restored')
  expect(tables.jobs.byId(job.id)).toMatchObject({ state: 'rendering', shotId: 'h9', batchId: 'b9' })
  expect(tables.stills.byId(tables.jobs.byId(job.id)?.stillId ?? '')?.path).toBe('/in/mist.jpg')
  const events = tables.jobEvents.ofJob(job.id)
  expect(events.map(({ event, facts }) => [event, facts.restored ?? false])).toEqual([
    ['created', false],
    ['started', true],
    ['accepted', true],
  ])
})

test('what was being sent is for the user to settle, what renders goes on, and what has no place is named with its cost', async () => {
  const before = openJobTable()
  const sent = lead(before, ['started'])
  const renders = lead(before, ['started', 'accepted'])
  const homeless = { ...lead(before, ['started', 'accepted']), projectId: 'gone' }
  const tables = openJobTable()
  const ports = { ...ids, log: silentLog }
  const rescue = { setAside: null, damage: '', backup: null }
  const tasks = [sent, renders, homeless].map(keptOf)
  const report = await restore({ tables, ports }, rescue, { projects: [], tasks })
  expect(report).toMatchObject({
    ...{ tasks: 2, offQueue: 0 },
    lost: [
      {
        ...{ stillName: 'mist.jpg', take: 3, taskId: `task of ${homeless.id}` },
        cost: { micros: 4_500_000, currency: 'CNY' },
      },
    ],
  })
  const back = (id: string) => tables.jobs.byId(id)
  expect([back(sent.id)?.state, back(sent.id)?.dueAt]).toEqual(['unconfirmed', null])
  expect([back(renders.id)?.state, back(renders.id)?.dueAt]).toEqual(['rendering', MADE_AT])
})

test('a task that another job owns by now is named and not taken twice', () => {
  const job = lead(openJobTable(), ['started', 'accepted'])
  const tables = openJobTable()
  tables.add({ id: 'other', state: 'rendering', taskId: job.taskId })
  expect(putBack(tables, ids, keptOf(job))).toBe('lost')
})
