/** The one loop. */

import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { HOUR_MS } from '#shared/time.ts'
import { settle } from '#test/support/fake-clock.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, refusal } from '#test/support/pipeline.ts'

const RENDERING = { state: 'rendering', taskStatus: 'RUNNING', submittedAt: MADE_AT } as const
const LOST = { state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT } as const

test('what is paid for comes first: download, poll, search, submit', async () => {
  using bench = openPipelineBench()
  bench.queue({ model: 'happyhorse-1.0-i2v' })
  bench.queue(LOST)
  bench.queue({ ...RENDERING, taskId: 'a' })
  const link = {
    videoUrl: 'https://store/b.mp4',
    linkDiesAt: MADE_AT + 10_000,
    clipName: 'b.mp4',
    clipKey: 'b.mp4',
  }
  bench.queue({ state: 'downloading', taskId: 'b', ...link })
  bench.scheduler.start()
  await expect.poll(() => bench.calls.length).toBeGreaterThanOrEqual(4)
  // The download opens its file first, so its call is the last to leave although it began first.
  expect(bench.calls.filter((name) => name !== 'download').slice(0, 3)).toEqual(['query', 'list', 'submit'])
  expect(bench.calls).toContain('download')
  await bench.scheduler.stop()
})

test('submissions keep the pace of their gate and stop at its room', async () => {
  using bench = openPipelineBench()
  for (let count = 0; count < 8; count += 1) bench.queue({ seed: count })
  bench.scheduler.start()
  const submitted = () => bench.calls.filter((name) => name === 'submit').length
  await bench.clock.advance(0)
  expect(submitted()).toBe(1)
  await bench.clock.advance(199)
  expect(submitted()).toBe(1)
  await bench.clock.advance(1)
  expect(submitted()).toBe(2)
  await bench.clock.advance(5_000)
  expect(submitted()).toBe(5)
  await bench.scheduler.stop()
})

test('each model has a gate of its own', async () => {
  const limits = { ...DEFAULT_SETTINGS.limits, inFlightPerModel: 1 }
  using bench = openPipelineBench({ settings: { ...DEFAULT_SETTINGS, limits } })
  bench.queue({ seed: 1 })
  bench.queue({ seed: 2 })
  bench.queue({ seed: 3, model: 'happyhorse-1.0-i2v' })
  bench.scheduler.start()
  await bench.clock.advance(2_000)
  expect(['j1', 'j2', 'j3'].map((id) => bench.job(id).state)).toEqual(['rendering', 'queued', 'rendering'])
  await bench.scheduler.stop()
})

test('while a lost answer is looked for, its model submits nothing more', async () => {
  using bench = openPipelineBench()
  bench.queue(LOST)
  bench.queue()
  bench.queue({ model: 'happyhorse-1.0-i2v' })
  bench.scheduler.start()
  await bench.clock.advance(50_000)
  expect(['j1', 'j2', 'j3'].map((id) => bench.job(id).state)).toEqual(['unconfirmed', 'queued', 'rendering'])
  await bench.clock.advance(15_000)
  expect(bench.story('j1')).toContain('absent')
  expect(bench.job('j2').state).toBe('rendering')
  await bench.scheduler.stop()
})

test('paused, nothing new is submitted and what is rendering is still looked at', async () => {
  using bench = openPipelineBench()
  bench.tables.settings.savePause({ byUser: true, error: null, since: MADE_AT })
  bench.queue()
  bench.queue({ ...RENDERING, taskId: 'a' })
  bench.scheduler.start()
  await bench.clock.advance(16_000)
  expect(bench.calls).toEqual(['query', 'query'])
  bench.tables.settings.savePause(null)
  bench.scheduler.release()
  await bench.clock.advance(10)
  expect(bench.calls.at(-1)).toBe('submit')
  await bench.scheduler.stop()
})

test('a throttled gate rests, and then goes on with the same job first', async () => {
  let tries = 0
  const order: number[] = []
  using bench = openPipelineBench({
    client: {
      submit: async (_, { seed }) => {
        order.push(seed)
        tries += 1
        if (tries <= 2) return { kind: 'throttled', refusal: refusal('wait', 'throttled') }
        return { kind: 'accepted', taskId: `t${seed}` }
      },
    },
  })
  bench.queue({ seed: 1 })
  bench.queue({ seed: 2 })
  bench.scheduler.start()
  await bench.clock.advance(60_000)
  expect(order).toEqual([1, 1, 1, 2])
  await bench.scheduler.stop()
})

test('a missing key pauses the queue before anything is claimed', async () => {
  using bench = openPipelineBench()
  bench.queue()
  bench.context.profileOf = async () => {
    throw new (await import('#shared/app-error.ts')).AppError('key-missing', { region: 'beijing' })
  }
  bench.scheduler.start()
  await bench.clock.advance(10_000)
  expect([bench.calls, bench.story('j1')]).toEqual([[], ['created']])
  expect(bench.tables.settings.pause()?.error?.code).toBe('key-missing')
  await bench.scheduler.stop()
})

test('looks at tasks keep under the query budget', async () => {
  const limits = { ...DEFAULT_SETTINGS.limits, queriesPerSecond: 4 }
  using bench = openPipelineBench({ settings: { ...DEFAULT_SETTINGS, limits } })
  for (let count = 0; count < 40; count += 1) bench.queue({ ...RENDERING, taskId: `t${count}` })
  bench.scheduler.start()
  await bench.clock.advance(0)
  expect(bench.calls).toHaveLength(2)
  await bench.clock.advance(1_000)
  expect(bench.calls).toHaveLength(6)
  await bench.clock.advance(4_000)
  expect(bench.calls).toHaveLength(22)
  await bench.scheduler.stop()
})

test('idle means that nothing moves without the user', async () => {
  using bench = openPipelineBench()
  bench.queue({ ...LOST, dueAt: null })
  bench.scheduler.start()
  await bench.scheduler.whenIdle()
  bench.queue({ ...RENDERING, taskId: 'a' })
  let idle = false
  void bench.scheduler.whenIdle().then(() => {
    idle = true
  })
  await bench.clock.advance(1_000)
  expect(idle).toBe(false)
  await bench.scheduler.stop()
  await settle()
  expect(idle).toBe(true)
})

test('stopping waits for the answer to a request in flight and writes it down', async () => {
  let reply = (_: string) => {}
  const answered = new Promise<string>((resolve) => {
    reply = resolve
  })
  using bench = openPipelineBench({
    client: { submit: async () => ({ kind: 'accepted', taskId: await answered }) },
  })
  bench.queue()
  bench.scheduler.start()
  await bench.clock.advance(10)
  const stopped = bench.scheduler.stop()
  reply('t1')
  await stopped
  expect([bench.job('j1').state, bench.job('j1').taskId]).toEqual(['rendering', 't1'])
  expect(bench.clock.sleepers).toBe(0)
})

test('a request that stays unanswered while stopping is given up after its grace and left to the search', async () => {
  using bench = openPipelineBench({
    client: {
      submit: (_, __, signal) =>
        new Promise((resolve) => {
          const give = () => resolve({ kind: 'unanswered', detail: 'aborted' })
          signal?.addEventListener('abort', give, { once: true })
        }),
    },
  })
  bench.queue()
  bench.scheduler.start()
  await bench.clock.advance(10)
  const stopped = bench.scheduler.stop()
  await bench.clock.advance(4_999)
  expect(bench.job('j1').state).toBe('submitting')
  await bench.clock.advance(1)
  await stopped
  expect(bench.job('j1').state).toBe('unconfirmed')
})

test.each([26, 1, -1, -26])(
  'a clock set by %i hours keeps no task waiting for the old time',
  async (hours) => {
    using bench = openPipelineBench()
    bench.queue({ ...RENDERING, taskId: 'a' })
    bench.scheduler.start()
    await bench.clock.advance(100)
    bench.clock.jump(hours * HOUR_MS)
    bench.scheduler.nudge()
    await bench.clock.advance(100)
    expect(bench.calls).toEqual(['query', 'query'])
    await bench.scheduler.stop()
  },
)

test('a clock that was set back by an hour while nobody ran keeps no task waiting either', async () => {
  using bench = openPipelineBench()
  const anHourOn = MADE_AT + HOUR_MS
  bench.queue({ ...RENDERING, taskId: 'a', createdAt: anHourOn, dueAt: anHourOn + 15_000 })
  bench.scheduler.start()
  await bench.clock.advance(100)
  expect(bench.calls).toEqual(['query'])
  await bench.scheduler.stop()
})

test.each(['start', 'sleep'] as const)(
  'after a %s all that is late is asked at once, what dies first before all, and what waited for the network with it',
  async (after) => {
    const asked: string[] = []
    using bench = openPipelineBench({
      client: {
        query: async (_, taskId) => {
          asked.push(taskId)
          return { kind: 'task', task: { taskId, status: 'RUNNING' } }
        },
        list: async () => ({ kind: 'never-left', detail: 'no route' }),
      },
    })
    const silence = { code: 'unreachable', values: { detail: 'no route' } } as const
    const add = () => {
      const now = bench.clock.now()
      bench.queue({ ...RENDERING, taskId: 'last', dueAt: now - 20_000, taskDiesAt: now + 23 * HOUR_MS })
      bench.queue({ ...RENDERING, taskId: 'first', dueAt: now - 10_000, taskDiesAt: now + 120_000 })
      bench.queue({
        ...RENDERING,
        taskId: 'out',
        error: silence,
        dueAt: now + 50_000,
        taskDiesAt: now + HOUR_MS,
      })
    }
    if (after === 'start') add()
    bench.scheduler.start()
    await bench.clock.advance(1_000)
    if (after === 'sleep') {
      bench.clock.jump(2 * HOUR_MS)
      add()
      await bench.clock.advance(1_000)
    }
    expect(asked).toEqual(['first', 'out', 'last'])
    await bench.scheduler.stop()
  },
)

test.each([2, -2])(
  'a clock that moved by %i h forgets how far the service’s was ahead, though nothing was due',
  async (hours) => {
    using bench = openPipelineBench()
    bench.context.skew.learn('http://service', MADE_AT, MADE_AT)
    bench.scheduler.start()
    await bench.clock.advance(HOUR_MS)
    expect(bench.context.skew.measured('http://service')).toBe(0)
    bench.clock.jump(hours * HOUR_MS)
    if (hours < 0) bench.scheduler.nudge()
    await bench.clock.advance(1_000)
    expect(bench.context.skew.measured('http://service')).toBeUndefined()
    await bench.scheduler.stop()
  },
)

test('a queue that is late is not touched by that: it has an order of its own', () => {
  using bench = openPipelineBench()
  bench.queue({ dueAt: MADE_AT - HOUR_MS })
  bench.scheduler.lookNow()
  expect(bench.job('j1').dueAt).toBe(MADE_AT - HOUR_MS)
})

test('an answer that the table does not take at once is kept until it does', async () => {
  using bench = openPipelineBench({
    client: { submit: async () => ({ kind: 'accepted', taskId: 'the one' }) },
  })
  const { jobs } = bench.tables
  const transition = jobs.transition.bind(jobs)
  let refusals = 2
  jobs.transition = (change) => {
    if (change.event === 'accepted' && refusals-- > 0) throw new Error('disk I/O error')
    return transition(change)
  }
  bench.queue()
  bench.scheduler.start()
  await bench.clock.advance(5_000)
  expect([bench.job('j1').state, bench.job('j1').taskId]).toEqual(['rendering', 'the one'])
  await bench.scheduler.stop()
})

test('a step whose end cannot be written is tried again after a pause, and longer each time', async () => {
  let refusals = 3
  using bench = openPipelineBench()
  bench.queue({ ...RENDERING, taskId: 'a' })
  const { note } = bench.tables.jobs
  bench.tables.jobs.note = (...given) => {
    refusals -= 1
    if (refusals >= 0) throw new Error('database or disk is full')
    return note.apply(bench.tables.jobs, given)
  }
  bench.scheduler.start()
  const asked = () => bench.calls.filter((name) => name === 'query').length
  await bench.clock.advance(0)
  expect(asked()).toBe(1)
  await bench.clock.advance(500)
  expect(asked()).toBe(1)
  await bench.clock.advance(500)
  expect(asked()).toBe(2)
  await bench.clock.advance(1_000)
  expect(asked()).toBe(2)
  await bench.clock.advance(1_000)
  expect(asked()).toBe(3)
  await bench.clock.advance(3_500)
  expect(asked()).toBe(4)
  await bench.scheduler.stop()
})
