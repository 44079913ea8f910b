/** What becomes of a job whose answer was lost. */

import { expect, test } from 'vitest'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import type { RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { recover } from '#electron/engine/pipeline/recovery.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { LOST, listing, measured, ROW, search, searchFor, within } from '#test/support/lost-answer.ts'
import { openPipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

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
  await searchFor(bench, job)
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
  await searchFor(bench, bench.job('j2'))
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
    await searchFor(bench, job)
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
      list: async (_, filter) => {
        return { ...within(filter, [{ ...ROW, taskId: 't1' }]), serverDate: bench.clock.now() - set }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = measured(bench, bench.queue(LOST), 0)
  await bench.clock.advance(5_000)
  bench.clock.jump(set)
  await searchFor(bench, job)
  expect([bench.job(job.id).state, bench.job(job.id).taskId]).toEqual(['rendering', 't1'])
})

test('a clock that was set before anybody had measured it hides no task either', async () => {
  const set = 5 * HOUR_MS
  using bench = openPipelineBench({
    client: {
      list: async (_, filter) => {
        return { ...within(filter, [{ ...ROW, taskId: 't1' }]), serverDate: bench.clock.now() - set }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = bench.queue(LOST)
  bench.clock.jump(set)
  await searchFor(bench, job)
  expect(bench.job(job.id).taskId).toBe('t1')
})

test('two jobs with different prompts are told apart by what the tasks echo', async () => {
  const tasks = [succeededTask('t1', { prompt: 'the fox is running' }), succeededTask('t2')]
  const { bench, job } = await search(listing(tasks), 61_000, [{ ...LOST, prompt: 'the fox is running' }])
  using _ = bench
  expect(job.taskId).toBe('t2')
  const other = bench.job('j2')
  await searchFor(bench, other)
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

test.each([
  ['trimmed', 'the mist is drifting \n', 'the mist is drifting'],
  ['composed anew', 'the cafe\u0301 opens', 'the caf\u00e9 opens'],
])('a task whose prompt comes back %s is the one', async (_, prompt, echo) => {
  const { bench, job } = await search(listing([succeededTask('t1', { prompt: echo })]), 1_000, [], { prompt })
  using __ = bench
  expect(job.taskId).toBe('t1')
})

test('a task whose prompt comes back cut somewhere else is left to the user', async () => {
  const echo = succeededTask('t1', { prompt: 'x'.repeat(4_900) })
  const { bench, job } = await search(listing([echo]), 61_000, [], { prompt: 'x'.repeat(6_000) })
  using _ = bench
  expect([job.state, job.dueAt, job.taskId]).toEqual(['unconfirmed', null, null])
})

test('of two jobs whose prompts differ in white space alone neither takes the task that either could have made', async () => {
  const other = { ...LOST, prompt: 'the  mist is drifting' }
  const { bench, job } = await search(listing([succeededTask('t1')]), 61_000, [other])
  using _ = bench
  expect([job.state, job.dueAt]).toEqual(['unconfirmed', null])
})

test('a list that is refused says so on the job, and when it stays refused the user is asked and the queue goes on', async () => {
  let word = refusal('fail')
  using bench = openPipelineBench({ client: { list: async () => ({ kind: 'refused', refusal: word }) } })
  const job = measured(bench, bench.queue({ ...LOST, dueAt: MADE_AT }), 0)
  bench.queue()
  bench.scheduler.start()
  await bench.clock.advance(100)
  const words = 'The search for it failed: Some.Code so it says.'
  expect(bench.job(job.id).error).toEqual({ code: 'reply-lost', values: { detail: words } })
  expect(bench.job(job.id).dueAt).not.toBe(null)
  word = { ...word, httpStatus: 404 }
  await bench.clock.advance(MINUTE_MS)
  expect(bench.job(job.id)).toMatchObject({
    state: 'unconfirmed',
    dueAt: null,
    error: { code: 'reply-lost' },
  })
  expect(bench.job('j2').state).toBe('rendering')
  await bench.scheduler.stop()
})

test.each(['list', 'query'] as const)(
  'a %s that cannot be had for a day ends with the question',
  async (call) => {
    const fault = async () => ({ kind: 'throttled' as const, refusal: refusal('wait', 'throttled') })
    using bench = openPipelineBench({ client: { ...listing([succeededTask('t1')]).client, [call]: fault } })
    const job = measured(bench, bench.queue(LOST), 0)
    await bench.clock.advance(DAY_MS - 1_000)
    const before = await searchFor(bench, job)
    expect([before.dueAt === null, before.error?.code]).toEqual([false, 'reply-lost'])
    await bench.clock.advance(2_000)
    const after = await searchFor(bench, before)
    expect([after.state, after.dueAt, after.error?.code]).toEqual(['unconfirmed', null, 'reply-lost'])
  },
)

test('a list that answers again takes its fault from the job, which tells how its answer was lost', async () => {
  let isOut = true
  using bench = openPipelineBench({
    client: {
      submit: async () => ({ kind: 'unanswered', detail: 'The line broke.' }),
      list: async (_, filter) => (isOut ? { kind: 'never-left', detail: 'no route' } : within(filter, [])),
    },
  })
  bench.queue()
  bench.scheduler.start()
  await bench.clock.advance(10_000)
  expect(bench.job('j1').error?.code).toBe('unreachable')
  isOut = false
  await bench.clock.advance(15_000)
  expect(bench.job('j1')).toMatchObject({
    ...{ state: 'unconfirmed', attempts: 0 },
    error: { code: 'reply-lost', values: { detail: 'The line broke.' } },
  })
  await bench.scheduler.stop()
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
      list: async (_, { span }) => {
        windows.push((span?.from ?? 0) - MADE_AT)
        const rows = [{ ...ROW, taskId: 't1', createdAt: MADE_AT + ahead + 300 }]
        return { kind: 'page', rows, total: 1, totalPages: 1, serverDate: bench.clock.now() + ahead }
      },
      query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
    },
  })
  const job = bench.queue(LOST)
  await searchFor(bench, job)
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
    ...{ state: 'unconfirmed', dueAt: MADE_AT, lostAt: MADE_AT },
  })
  expect(bench.story('j2')).toEqual(['created'])
})
