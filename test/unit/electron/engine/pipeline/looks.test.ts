/** How many tasks are watched with few questions, and how all questions share one budget. */

import { expect, test } from 'vitest'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import type { ListedTask, RemoteStatus } from '#electron/engine/happyhorse/outcomes.ts'
import { cancelTask } from '#electron/engine/pipeline/user-word.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, type PipelineBench, refusal } from '#test/support/pipeline.ts'

const MODEL = 'happyhorse-1.1-i2v'
const RENDERING = {
  state: 'rendering',
  taskStatus: 'PENDING',
  submittedAt: MADE_AT,
  acceptedAt: MADE_AT,
} as const

const row = (taskId: string, status: RemoteStatus = 'PENDING'): ListedTask => {
  return { taskId, status, createdAt: MADE_AT, model: MODEL }
}

/** A list in pages of fifty that shows what `tasks` gives. */
function listing(tasks: () => ListedTask[]): HappyHorseClient['list'] {
  return async (_, { page, pageSize }) => {
    const all = tasks()
    const rows = all.slice((page - 1) * pageSize, page * pageSize)
    return { kind: 'page', rows, total: all.length, totalPages: Math.ceil(all.length / pageSize) }
  }
}

const render = (bench: PipelineBench, count: number, more = {}) =>
  Array.from({ length: count }, (_, index) => bench.queue({ ...RENDERING, taskId: `t${index + 1}`, ...more }))
const count = (bench: PipelineBench, name: string) => bench.calls.filter((one) => one === name).length

test('one page of the list answers for many that are due, and only who is over is asked for singly', async () => {
  const asked: string[] = []
  using bench = openPipelineBench({
    client: {
      list: listing(() => [
        row('t1', 'RUNNING'),
        row('t2', 'SUCCEEDED'),
        ...[3, 4, 5].map((n) => row(`t${n}`)),
      ]),
      query: async (_, taskId) => {
        asked.push(taskId)
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  render(bench, 5)
  bench.scheduler.start()
  await bench.clock.advance(100)
  expect([bench.calls, asked]).toEqual([['list', 'query'], ['t2']])
  expect(bench.job('j1').taskStatus).toBe('RUNNING')
  expect(bench.story('j3')).toEqual(['created'])
  expect(bench.job('j3').dueAt).toBeGreaterThanOrEqual(MADE_AT + 15_000)
  await bench.scheduler.stop()
})

test('of those that are over, the soonest to die is asked for first', async () => {
  const asked: string[] = []
  using bench = openPipelineBench({
    client: {
      list: listing(() => [1, 2, 3].map((n) => row(`t${n}`, 'SUCCEEDED'))),
      query: async (_, taskId) => {
        asked.push(taskId)
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  for (const [index, taskDiesAt] of [3, 1, 2].entries())
    bench.queue({ ...RENDERING, taskId: `t${index + 1}`, taskDiesAt: MADE_AT + taskDiesAt * MINUTE_MS })
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  expect(asked).toEqual(['t2', 't3', 't1'])
  await bench.scheduler.stop()
})

test('two that are due are asked for singly', async () => {
  using bench = openPipelineBench()
  render(bench, 2)
  bench.scheduler.start()
  await bench.clock.advance(100)
  expect(bench.calls).toEqual(['query', 'query'])
  await bench.scheduler.stop()
})

test('who does not stand in the list is asked for singly', async () => {
  using bench = openPipelineBench({ client: { list: listing(() => [row('t1'), row('a stranger')]) } })
  render(bench, 4)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  expect([count(bench, 'list'), count(bench, 'query')]).toEqual([1, 3])
  await bench.scheduler.stop()
})

test('a list that cannot be had lets nobody wait', async () => {
  using bench = openPipelineBench({
    client: { list: async () => ({ kind: 'unanswered', detail: 'HTTP 502' }) },
  })
  render(bench, 4)
  bench.scheduler.start()
  await bench.clock.advance(900)
  expect([count(bench, 'list'), count(bench, 'query')]).toEqual([1, 4])
  await bench.scheduler.stop()
})

test('without a key there is no list, and the queue pauses once', async () => {
  using bench = openPipelineBench()
  bench.context.profileOf = async () => {
    throw new (await import('#shared/app-error.ts')).AppError('key-missing', { region: 'beijing' })
  }
  render(bench, 4)
  bench.scheduler.start()
  await bench.clock.advance(500)
  expect([bench.calls, bench.tables.settings.pause()?.error?.code]).toEqual([[], 'key-missing'])
  await bench.scheduler.stop()
})

test('a list whose pages cost more than the questions they spare is left after the first', async () => {
  const strangers = Array.from({ length: 400 }, (_, index) => row(`stranger ${index}`))
  using bench = openPipelineBench({ client: { list: listing(() => strangers) } })
  render(bench, 4)
  bench.scheduler.start()
  await bench.clock.advance(20 * SECOND_MS)
  expect([count(bench, 'list'), count(bench, 'query')]).toEqual([1, 8])
  await bench.scheduler.stop()
})

test('five hundred waiting tasks cost ten pages a round and leave the budget to others', async () => {
  let waiting = 0
  using bench = openPipelineBench({
    client: { list: listing(() => Array.from({ length: waiting }, (_, index) => row(`t${index + 1}`))) },
  })
  waiting = render(bench, 500).length
  bench.scheduler.start()
  await bench.clock.advance(MINUTE_MS)
  expect(count(bench, 'query')).toBe(0)
  expect(count(bench, 'list')).toBeLessThanOrEqual(5 * 11)
  await bench.scheduler.stop()
})

test('looks, lists, searches and cancels together never pass 20 questions in a second, whatever the user allows', async () => {
  const asked: number[] = []
  const limits = { ...DEFAULT_SETTINGS.limits, queriesPerSecond: 20 }
  using bench = openPipelineBench({ settings: { ...DEFAULT_SETTINGS, limits } })
  const { client } = bench.context
  bench.context.client = () => {
    const noted =
      (call: unknown) =>
      (...given: unknown[]) => {
        asked.push(bench.clock.now())
        return (call as (...given: unknown[]) => unknown)(...given)
      }
    const { query, list, cancel, ...rest } = client()
    // The same methods with the same arguments; only their moments are noted on the way.
    return { ...rest, query: noted(query), list: noted(list), cancel: noted(cancel) } as HappyHorseClient
  }
  const jobs = render(bench, 80)
  bench.queue({ state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT, model: 'happyhorse-1.0-i2v' })
  bench.scheduler.start()
  const cancels = jobs.slice(0, 20).map((job) => cancelTask(bench.context, job))
  await bench.clock.advance(30 * SECOND_MS)
  await Promise.all(cancels)
  expect(asked.length).toBeGreaterThan(100)
  for (const at of asked)
    expect(asked.filter((one) => one >= at && one < at + SECOND_MS).length).toBeLessThanOrEqual(20)
  await bench.scheduler.stop()
})

test('a refusal for the rate slows every question down, and the wish of the service is heeded', async () => {
  let refusals = 1
  using bench = openPipelineBench({
    client: {
      query: async (_, taskId) => {
        if (refusals-- > 0) {
          const no = { ...refusal('wait', 'throttled'), tooMany: 'requests' as const }
          return { kind: 'throttled', refusal: no, retryAfterMs: 5_000 }
        }
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  render(bench, 2)
  bench.scheduler.start()
  await bench.clock.advance(4_900)
  expect(bench.calls).toHaveLength(2)
  await bench.clock.advance(1_000)
  expect(bench.calls).toHaveLength(3)
  await bench.scheduler.stop()
})

test('a clock that was set back by an hour just after a refusal keeps no question waiting for the old time', async () => {
  let refusals = 1
  using bench = openPipelineBench({
    client: {
      query: async (_, taskId) => {
        const no = { ...refusal('wait', 'throttled'), tooMany: 'requests' as const }
        if (refusals-- > 0) return { kind: 'throttled', refusal: no }
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  render(bench, 1)
  bench.scheduler.start()
  await bench.clock.advance(300)
  bench.clock.jump(-HOUR_MS)
  bench.scheduler.nudge()
  await bench.clock.advance(2_000)
  expect(bench.calls).toEqual(['query', 'query'])
  await bench.scheduler.stop()
})
