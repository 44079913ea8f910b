/** When a lost request was sent, and until when it may have arrived. */

import { expect, test } from 'vitest'
import type { ListedTask } from '#electron/engine/happyhorse/outcomes.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { recover } from '#electron/engine/pipeline/recovery.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { LOST, listing, measured, ROW, search, searchFor, within } from '#test/support/lost-answer.ts'
import { openPipelineBench, type PipelineBench, succeededTask } from '#test/support/pipeline.ts'

const BASE_URL = 'http://service/api/v1'

/** A service whose first answer is lost after the machine has slept on the way to it. */
function sleepingOnTheWay(sleepMs: number): { bench: PipelineBench; made: ListedTask[] } {
  const made: ListedTask[] = []
  const bench = openPipelineBench({
    client: {
      submit: async () => {
        if (made.length === 0) bench.clock.jump(sleepMs)
        const taskId = `t${made.length + 1}`
        made.push({ ...ROW, taskId, status: 'SUCCEEDED', createdAt: bench.clock.now() })
        if (made.length > 1) return { kind: 'accepted', taskId, serverDate: bench.clock.now() }
        bench.clock.jump(1_500)
        return { kind: 'unanswered', detail: 'reset' }
      },
      list: async (_, filter) => ({ ...within(filter, made), serverDate: bench.clock.now() }),
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  bench.context.skew.learn(BASE_URL, bench.clock.now(), bench.clock.now())
  return { bench, made }
}

test.each([0, 13 * MINUTE_MS, 30 * MINUTE_MS, 8 * HOUR_MS])(
  'a request that left %i ms after its claim, because the machine slept, is found and sent once',
  async (sleepMs) => {
    const { bench, made } = sleepingOnTheWay(sleepMs)
    using _ = bench
    bench.queue()
    bench.scheduler.start()
    await bench.clock.advance(5 * MINUTE_MS)
    expect([bench.job('j1').taskId, made.length]).toEqual(['t1', 1])
    await bench.scheduler.stop()
  },
)

test('a request that left long after its claim, in a run that then crashed, is found by the next one', async () => {
  const rows = [{ ...ROW, taskId: 't1', createdAt: MADE_AT + 8 * HOUR_MS }]
  using bench = openPipelineBench({
    client: {
      list: async (_, filter) => ({ ...within(filter, rows), serverDate: bench.clock.now() }),
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = measured(bench, bench.queue({ state: 'submitting', submittedAt: MADE_AT, lostAt: null }), 0)
  await bench.clock.advance(8 * HOUR_MS + MINUTE_MS)
  recover(bench.context)
  expect((await searchFor(bench, bench.job(job.id))).taskId).toBe('t1')
})

test('a machine that slept after the loss as well waits until the list has settled, by its own clock', async () => {
  using bench = openPipelineBench(listing([]))
  const job = measured(bench, bench.queue({ ...LOST, lostAt: MADE_AT + HOUR_MS }), 0)
  await bench.clock.advance(HOUR_MS + 59_000)
  expect((await searchFor(bench, job)).state).toBe('unconfirmed')
  await bench.clock.advance(2_000)
  expect((await searchFor(bench, bench.job(job.id))).state).toBe('queued')
})

test('a service’s clock that was measured before ours was set does not make a list settled that still lags', async () => {
  let lists = 0
  using bench = openPipelineBench({
    client: {
      list: async () => {
        lists += 1
        // Our clock was five hours further on when it was measured.
        return { kind: 'page', rows: [], total: 0, serverDate: bench.clock.now() + 5 * HOUR_MS }
      },
    },
  })
  const job = measured(bench, bench.queue(LOST), 0)
  await bench.clock.advance(3_500)
  const early = await searchFor(bench, job)
  expect([early.state, lists]).toEqual(['unconfirmed', 2])
})

test('a service whose clock was never measured again is not held to what it was', async () => {
  const rows = [{ createdAt: MADE_AT + 300 }, { createdAt: MADE_AT + 5_300 }]
  using bench = openPipelineBench(listing([succeededTask('t1'), succeededTask('t2')], rows))
  const job = measured(bench, bench.queue(LOST), 0)
  const rival = measured(
    bench,
    bench.queue({ ...LOST, submittedAt: MADE_AT + 5_000, lostAt: MADE_AT + 5_500 }),
    0,
  )
  bench.context.skew.forget()
  await bench.clock.advance(70_000)
  for (const one of [job, rival]) {
    expect(await bench.clock.until(reconcile(bench.context, one))).toMatchObject({ patch: { dueAt: null } })
  }
})

test('a task of the same prompt that was made before the request left is not taken for its own', async () => {
  const foreign = listing([succeededTask('t1')], [{ createdAt: MADE_AT - 90_000 }])
  const early = await search(foreign, 2_000)
  using _ = early.bench
  expect([early.job.state, early.job.taskId]).toEqual(['unconfirmed', null])
  const late = await search(foreign, 61_000)
  using __ = late.bench
  expect([late.job.state, late.job.taskId, late.job.dueAt]).toEqual(['unconfirmed', null, null])
})

test('beside such a task its own is found at once', async () => {
  const rows = [{ createdAt: MADE_AT - 90_000 }, { createdAt: MADE_AT + 300 }]
  const { bench, job } = await search(listing([succeededTask('t1'), succeededTask('t2')], rows), 2_000)
  using _ = bench
  expect(job.taskId).toBe('t2')
})

test('a task that broke before the request left is nobody’s loss', async () => {
  const rows = [{ createdAt: MADE_AT - 90_000 }]
  const { bench, job } = await search(listing([{ taskId: 't1', status: 'FAILED' }], rows), 61_000)
  using _ = bench
  expect(job.state).toBe('queued')
})

test('a clock that was put right by half a minute just before the claim makes no task of ours too early', async () => {
  using bench = openPipelineBench(listing([succeededTask('t1')], [{ createdAt: MADE_AT - 29_700 }]))
  const job = measured(bench, bench.queue(LOST), 0)
  // What was measured no longer held at the claim: ours was half a minute ahead.
  bench.context.skew.learn(BASE_URL, MADE_AT - 30_000, MADE_AT)
  await bench.clock.advance(1_000)
  expect((await searchFor(bench, job)).taskId).toBe('t1')
})
