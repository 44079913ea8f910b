/** What becomes of a job whose answer was lost. */

import { expect, test } from 'vitest'
import type { ListedTask, RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { recover } from '#electron/engine/pipeline/recovery.ts'
import { DAY_MS, MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { type BenchOptions, openPipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

const MODEL = 'happyhorse-1.1-i2v'
const LOST = { state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT + 500 } as const
const ROW = { status: 'RUNNING', model: MODEL, createdAt: MADE_AT + 300 }

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

async function search(
  options: BenchOptions,
  afterMs: number,
  others: (typeof LOST & { prompt?: string })[] = [],
) {
  const bench = openPipelineBench(options)
  const job = bench.queue(LOST)
  for (const other of others) bench.queue(other)
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

test('the only task of the window is ours once everything that could turn up has', async () => {
  const running: RemoteTask = { taskId: 't1', status: 'RUNNING' }
  const early = await search(listing([running]), 10_000)
  using _ = early.bench
  expect(early.job.state).toBe('unconfirmed')
  const late = await search(listing([running]), 61_000)
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
  expect([job.state, job.dueAt, bench.calls]).toEqual(['unconfirmed', null, []])
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
