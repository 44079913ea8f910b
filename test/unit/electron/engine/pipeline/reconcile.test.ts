/** What becomes of a job whose answer was lost. */

import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import type { ListedTask, RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { recover } from '#electron/engine/pipeline/recovery.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import {
  type BenchOptions,
  openPipelineBench,
  type PipelineBench,
  refusal,
  succeededTask,
} from '#test/support/pipeline.ts'

const MODEL = 'happyhorse-1.1-i2v'
const LOST = { state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT + 500 } as const
const ROW = { status: 'RUNNING', model: MODEL, createdAt: MADE_AT + 300 } as const

/** A service that lists these tasks, in pages of two, whatever window is asked for. */
function listing(tasks: readonly RemoteTask[], rows: Partial<ListedTask>[] = []): BenchOptions {
  const all = tasks.map((task, index) => ({ ...ROW, ...rows[index], taskId: task.taskId }))
  return {
    client: {
      list: async (_, { page }) => ({
        kind: 'page',
        rows: all.slice((page - 1) * 2, page * 2),
        total: all.length,
        totalPages: Math.ceil(all.length / 2),
      }),
      query: async (_, taskId) => {
        const task = tasks.find((one) => one.taskId === taskId)
        return { kind: 'task', task: task ?? { taskId, status: 'UNKNOWN' } }
      },
    },
  }
}

/** Writes into a job's history that the service's clock was known to be ahead by so much when it was claimed. */
function measured(bench: PipelineBench, job: JobRecord, aheadMs: number): JobRecord {
  const facts = { attempt: 1, aheadMs }
  const claimed = {
    jobId: job.id,
    at: MADE_AT,
    from: 'queued',
    to: 'submitting',
    requestId: null,
    facts,
  } as const
  bench.tables.jobEvents.append({ ...claimed, event: 'started' })
  return job
}

async function search(options: BenchOptions, afterMs: number, others: Partial<JobRecord>[] = []) {
  const bench = openPipelineBench(options)
  const job = measured(bench, bench.queue(LOST), 0)
  for (const other of others) measured(bench, bench.queue(other), 0)
  await bench.clock.advance(afterMs)
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  return { bench, job: bench.job(job.id) }
}

test('nothing in the list is believed only after a settling time, and then the job is queued again', async () => {
  const early = await search(listing([]), 59_000)
  using _ = early.bench
  expect([early.job.state, early.job.dueAt]).toEqual(['unconfirmed', MADE_AT + 60_500])
  const late = await search(listing([]), 60_500)
  using __ = late.bench
  expect([late.job.state, late.job.error]).toEqual(['queued', null])
})

test('a finished task with the same prompt is the one, at once', async () => {
  const { bench, job } = await search(listing([succeededTask('t1')]), 1_000)
  using _ = bench
  expect([job.state, job.taskId, job.dueAt]).toEqual(['rendering', 't1', MADE_AT + 1_000])
})

test('a task made from another prompt is not ours, though it is the only one', async () => {
  const { bench, job } = await search(listing([succeededTask('t1', { prompt: 'a stranger sings' })]), 61_000)
  using _ = bench
  expect(job.state).toBe('queued')
})

test('a task that still runs is waited for, though it is the only one: its prompt may be a stranger’s', async () => {
  const { bench, job } = await search(listing([{ taskId: 't1', status: 'RUNNING' }]), 90_000)
  using _ = bench
  expect([job.state, job.dueAt, job.taskId]).toEqual(['unconfirmed', MADE_AT + 93_000, null])
})

test('the only task of the window is ours when it broke without telling its prompt', async () => {
  const broken: RemoteTask = { taskId: 't1', status: 'FAILED' }
  const early = await search(listing([broken]), 10_000)
  using _ = early.bench
  expect(early.job.state).toBe('unconfirmed')
  const late = await search(listing([broken]), 61_000)
  using __ = late.bench
  expect([late.job.state, late.job.taskId]).toEqual(['rendering', 't1'])
})

test('tasks that other jobs own are no candidates, on whatever page they stand', async () => {
  const tasks = ['o1', 'o2', 't3'].map((taskId) => succeededTask(taskId))
  using bench = openPipelineBench(listing(tasks))
  const job = bench.queue(LOST)
  for (const taskId of ['o1', 'o2']) bench.queue({ state: 'rendering', taskId })
  await bench.clock.advance(1_000)
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  expect(bench.job(job.id).taskId).toBe('t3')
  expect(bench.calls).toEqual(['list', 'list', 'query'])
})

test('tasks outside the window or of another model are no candidates', async () => {
  const tasks = ['t1', 't2', 't3'].map((taskId) => succeededTask(taskId))
  const rows = [
    { createdAt: MADE_AT - 2 * MINUTE_MS - 1 },
    { createdAt: MADE_AT + 500 + 2 * MINUTE_MS + 1 },
    { model: 'happyhorse-1.0-i2v' },
  ]
  const { bench, job } = await search(listing(tasks, rows), 61_000)
  using _ = bench
  expect(job.state).toBe('queued')
})

test('several that fit are left to the user, and nothing is due any more', async () => {
  const { bench, job } = await search(listing([succeededTask('t1'), succeededTask('t2')]), 61_000)
  using _ = bench
  expect([job.state, job.dueAt, job.error]).toEqual([
    'unconfirmed',
    null,
    { code: 'reply-lost', values: { detail: '2 tasks could be this one.' } },
  ])
})

test('of two jobs with equal prompts neither takes the task that either could have made', async () => {
  const { bench, job } = await search(listing([succeededTask('t1')]), 61_000, [LOST])
  using _ = bench
  expect([job.state, job.dueAt]).toEqual(['unconfirmed', null])
})

test('of two jobs with equal prompts each takes its own task, when the first was made before the second was sent', async () => {
  const tasks = [succeededTask('t2'), succeededTask('t1')]
  const rows = [{ createdAt: MADE_AT + 5_300 }, { createdAt: MADE_AT + 300 }]
  const second = { ...LOST, submittedAt: MADE_AT + 5_000, lostAt: MADE_AT + 5_500 }
  const { bench, job } = await search(listing(tasks, rows), 61_000, [second])
  using _ = bench
  expect([job.state, job.taskId]).toEqual(['rendering', 't1'])
  apply(bench.context, bench.job('j2'), await bench.clock.until(reconcile(bench.context, bench.job('j2'))))
  expect(bench.job('j2').taskId).toBe('t2')
})

test('two requests with equal prompts that were under way at once are left to the user', async () => {
  const tasks = [succeededTask('t1'), succeededTask('t2')]
  const rows = [{ createdAt: MADE_AT + 300 }, { createdAt: MADE_AT + 400 }]
  const second = { ...LOST, submittedAt: MADE_AT + 200 }
  const { bench, job } = await search(listing(tasks, rows), 61_000, [second])
  using _ = bench
  expect([job.state, job.dueAt, job.taskId]).toEqual(['unconfirmed', null, null])
})

test('of two jobs with equal prompts neither takes the other’s task because the service’s clock was read more exactly for one', async () => {
  const tasks = [succeededTask('t1'), succeededTask('t2')]
  const { client } = listing(tasks, [{ createdAt: MADE_AT + 10 }, { createdAt: MADE_AT + 700 }])
  using bench = openPipelineBench({
    client: {
      ...client,
      list: async (...given) => {
        const outcome = await client?.list?.(...given)
        // A date in whole seconds, on an answer that was under way for a while.
        return { ...outcome, serverDate: bench.clock.now() - 500 } as Awaited<
          ReturnType<HappyHorseClient['list']>
        >
      },
    },
  })
  const first = measured(bench, bench.queue(LOST), 0)
  const second = measured(bench, bench.queue({ ...LOST, submittedAt: MADE_AT + 100 }), -900)
  await bench.clock.advance(61_000)
  bench.context.skew.learn('http://service/api/v1', bench.clock.now(), bench.clock.now())
  for (const job of [first, second]) {
    apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
    expect([bench.job(job.id).state, bench.job(job.id).taskId]).toEqual(['unconfirmed', null])
  }
})

test('of two jobs with equal prompts the one whose request never arrived is queued again', async () => {
  const first = { ...LOST, submittedAt: MADE_AT - 10_000, lostAt: MADE_AT - 9_000 }
  const rows = [{ createdAt: MADE_AT - 9_500 }]
  const { bench, job } = await search(listing([succeededTask('t1')], rows), 61_000, [first])
  using _ = bench
  expect([job.state, bench.job('j2').state]).toEqual(['queued', 'unconfirmed'])
})

test.each([-26, -5, 5, 26])('a clock that was set by %i h since the request hides no task', async (hours) => {
  const set = hours * HOUR_MS
  using bench = openPipelineBench({
    client: {
      list: async (_, { from, to }) => {
        const row = { ...ROW, taskId: 't1' }
        const rows = row.createdAt >= from && row.createdAt <= to ? [row] : []
        return { kind: 'page', rows, total: rows.length, totalPages: 1, serverDate: bench.clock.now() - set }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = measured(bench, bench.queue(LOST), 0)
  await bench.clock.advance(5_000)
  bench.clock.jump(set)
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  expect([bench.job(job.id).state, bench.job(job.id).taskId]).toEqual(['rendering', 't1'])
})

test('a clock that was set before anybody had measured it hides no task either', async () => {
  const set = 5 * HOUR_MS
  using bench = openPipelineBench({
    client: {
      list: async (_, { from, to }) => {
        const rows = ROW.createdAt >= from && ROW.createdAt <= to ? [{ ...ROW, taskId: 't1' }] : []
        return { kind: 'page', rows, total: rows.length, totalPages: 1, serverDate: bench.clock.now() - set }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = bench.queue(LOST)
  bench.clock.jump(set)
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  expect(bench.job(job.id).taskId).toBe('t1')
})

test('two jobs with different prompts are told apart by what the tasks echo', async () => {
  const tasks = [succeededTask('t1', { prompt: 'the fox is running' }), succeededTask('t2')]
  const { bench, job } = await search(listing(tasks), 61_000, [{ ...LOST, prompt: 'the fox is running' }])
  using _ = bench
  expect(job.taskId).toBe('t2')
  const other = bench.job('j2')
  apply(bench.context, other, await bench.clock.until(reconcile(bench.context, other)))
  expect(bench.job('j2').taskId).toBe('t1')
})

test('with a request of the same model under way nothing is decided', async () => {
  using bench = openPipelineBench(listing([succeededTask('t1')]))
  const job = bench.queue(LOST)
  bench.queue({ state: 'submitting' })
  await bench.clock.advance(61_000)
  expect(await reconcile(bench.context, job)).toEqual({ patch: { dueAt: MADE_AT + 62_000 } })
  expect(bench.calls).toEqual([])
})

test('a list that cannot be had is asked for again, and the job stays', async () => {
  const list = async () => ({ kind: 'throttled' as const, refusal: refusal('wait', 'throttled') })
  const { bench, job } = await search({ client: { list } }, 61_000)
  using _ = bench
  expect([job.state, job.attempts, job.dueAt]).toEqual(['unconfirmed', 1, MADE_AT + 61_750])
})

test('a day later the list knows nothing any more, so the user is asked', async () => {
  const { bench, job } = await search(listing([]), DAY_MS + 1_000)
  using _ = bench
  expect([job.state, job.dueAt, bench.calls]).toEqual(['unconfirmed', null, ['list']])
})

test('a clock that differs from that of the service moves the window', async () => {
  const ahead = 10 * MINUTE_MS
  const windows: number[] = []
  using bench = openPipelineBench({
    client: {
      list: async (_, { from }) => {
        windows.push(from - MADE_AT)
        const rows = [{ ...ROW, taskId: 't1', createdAt: MADE_AT + ahead + 300 }]
        return { kind: 'page', rows, total: 1, totalPages: 1, serverDate: bench.clock.now() + ahead }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = bench.queue(LOST)
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  expect(windows).toEqual([-2 * MINUTE_MS, ahead - 2 * MINUTE_MS])
  expect(bench.job(job.id).taskId).toBe('t1')
})

test('after a crash every claimed job is looked for, and nothing else is touched', () => {
  using bench = openPipelineBench()
  const claimed = bench.queue({ state: 'submitting', submittedAt: MADE_AT - 60 * MINUTE_MS })
  bench.queue()
  bench.queue({ state: 'rendering', taskId: 'a' })
  expect(recover(bench.context).map((job) => job.id)).toEqual([claimed.id])
  expect(bench.job(claimed.id)).toMatchObject({
    ...{ state: 'unconfirmed', dueAt: MADE_AT, lostAt: MADE_AT - 50 * MINUTE_MS },
  })
  expect(bench.story('j2')).toEqual(['created'])
})
