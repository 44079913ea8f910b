/** What the user may say about one job. */

import { expect, test } from 'vitest'
import { cancelTask, candidatesOf, settle } from '#electron/engine/pipeline/user-word.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { type BenchOptions, openPipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

const LOST = { state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT, dueAt: null } as const
const RENDERING = { state: 'rendering', taskId: 't1', dueAt: MADE_AT } as const

const TWO: BenchOptions = {
  client: {
    list: async () => ({
      kind: 'page',
      rows: ['t1', 't2'].map((taskId, index) => ({
        ...{ taskId, createdAt: MADE_AT + index, status: 'SUCCEEDED', model: 'happyhorse-1.1-i2v' },
      })),
      ...{ total: 2, totalPages: 1 },
    }),
    query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
  },
}

test('the user sees every task that may belong to a lost answer, with its prompt', async () => {
  using bench = openPipelineBench(TWO)
  const candidates = await bench.clock.until(candidatesOf(bench.context, bench.queue(LOST)))
  expect(candidates).toEqual([
    { taskId: 't1', createdAt: MADE_AT, status: 'SUCCEEDED', prompt: 'the mist is drifting' },
    { taskId: 't2', createdAt: MADE_AT + 1, status: 'SUCCEEDED', prompt: 'the mist is drifting' },
  ])
})

test('a task attached by the user is the job’s own, and nobody else may have it', async () => {
  using bench = openPipelineBench(TWO)
  const job = await settle(bench.context, bench.queue(LOST), { choice: 'attach', taskId: 't2' })
  expect([job.state, job.taskId, job.dueAt]).toEqual(['rendering', 't2', MADE_AT])
  const other = settle(bench.context, bench.queue(LOST), { choice: 'attach', taskId: 't2' })
  await expect(other).rejects.toMatchObject({ code: 'bad-request' })
})

test('a task that the service does not know cannot be attached', async () => {
  using bench = openPipelineBench({
    client: { query: async (_, taskId) => ({ kind: 'task', task: { taskId, status: 'UNKNOWN' } }) },
  })
  const work = settle(bench.context, bench.queue(LOST), { choice: 'attach', taskId: 'made up' })
  await expect(work).rejects.toMatchObject({ code: 'not-found' })
  expect(bench.job('j1').state).toBe('unconfirmed')
})

test('given up or sent again is for the user alone to say', async () => {
  using bench = openPipelineBench()
  const given = await settle(bench.context, bench.queue(LOST), { choice: 'discard' })
  expect([given.state, given.error?.code]).toEqual(['failed', 'discarded-by-user'])
  const again = await settle(bench.context, bench.queue(LOST), { choice: 'resubmit' })
  expect([again.state, again.dueAt, again.error]).toEqual(['queued', MADE_AT, null])
  expect(bench.tables.jobEvents.ofJob(again.id).at(-1)?.facts).toEqual({ by: 'user' })
})

test('only a lost answer can be settled', async () => {
  using bench = openPipelineBench()
  const work = settle(bench.context, bench.queue(RENDERING), { choice: 'resubmit' })
  await expect(work).rejects.toMatchObject({ code: 'not-possible-now', values: { state: 'rendering' } })
})

test('a task that waits is canceled at the service, one that runs is not', async () => {
  using bench = openPipelineBench()
  expect(await cancelTask(bench.context, bench.queue(RENDERING))).toBeUndefined()
  expect(bench.job('j1')).toMatchObject({ state: 'canceled', dueAt: null })
  using late = openPipelineBench({
    client: { cancel: async () => ({ kind: 'too-late', refusal: refusal('fail') }) },
  })
  const error = await cancelTask(late.context, late.queue(RENDERING))
  expect([error?.code, error?.values, late.job('j1').state]).toEqual([
    'not-possible-now',
    { state: 'rendering' },
    'rendering',
  ])
})

test('the service is never asked to cancel a job that has no task', async () => {
  using bench = openPipelineBench()
  const error = await cancelTask(bench.context, bench.queue())
  expect([error?.code, error?.values]).toEqual(['not-possible-now', { state: 'queued' }])
  expect(bench.calls).toEqual([])
})

test('a cancellation whose answer was lost is believed when the task says so itself', async () => {
  const lost = async () => ({ kind: 'unanswered' as const, detail: 'cut' })
  const saying = (status: 'CANCELED' | 'PENDING' | 'RUNNING') =>
    openPipelineBench({
      client: { cancel: lost, query: async (_, taskId) => ({ kind: 'task', task: { taskId, status } }) },
    })
  using canceled = saying('CANCELED')
  expect(await cancelTask(canceled.context, canceled.queue(RENDERING))).toBeUndefined()
  expect(canceled.job('j1').state).toBe('canceled')
  using running = saying('RUNNING')
  expect((await cancelTask(running.context, running.queue(RENDERING)))?.code).toBe('not-possible-now')
  using waiting = saying('PENDING')
  expect((await cancelTask(waiting.context, waiting.queue(RENDERING)))?.code).toBe('unreachable')
  expect(waiting.job('j1').state).toBe('rendering')
})
