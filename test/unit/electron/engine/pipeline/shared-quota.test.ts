/** What happens when another program lives on the same account and eats from its quota. */

import { expect, test } from 'vitest'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { SECOND_MS } from '#shared/time.ts'
import { openPipelineBench, type PipelineBench, refusal } from '#test/support/pipeline.ts'

type Refused = 'requests' | 'tasks' | undefined

/** A service that asks `ruling` about every submission, and keeps the seeds it took in order. */
function serviceWith(ruling: (taken: number[], now: number) => Refused, inFlightPerModel = 5) {
  const [taken, moments, refused]: [number[], number[], number[]] = [[], [], []]
  const submit: HappyHorseClient['submit'] = async (_, { seed }) => {
    const now = bench.clock.now()
    const tooMany = ruling(moments, now)
    if (tooMany) {
      refused.push(seed)
      return { kind: 'throttled', refusal: { ...refusal('wait', 'throttled'), tooMany } }
    }
    taken.push(seed)
    moments.push(now)
    return { kind: 'accepted', taskId: `t${seed}` }
  }
  const limits = { ...DEFAULT_SETTINGS.limits, inFlightPerModel }
  const bench: PipelineBench = openPipelineBench({
    client: { submit },
    settings: { ...DEFAULT_SETTINGS, limits },
  })
  return { bench, taken, refused }
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('where another program leaves two of five submissions a second, ours all go through, in order, and few are refused', async () => {
  const left = 2
  const { bench, taken, refused } = serviceWith((moments, now) => {
    return moments.filter((at) => at > now - SECOND_MS).length < left ? undefined : 'requests'
  }, 500)
  using _ = bench
  for (const seed of upTo(60)) bench.queue({ seed })
  bench.scheduler.start()
  await bench.clock.advance(60 * SECOND_MS)
  expect(taken).toEqual(upTo(60))
  expect(refused.length).toBeLessThan(15)
  await bench.scheduler.stop()
})

test('where another program leaves room for three of five tasks, three of ours stay in flight and the fourth is tried seldom', async () => {
  const room = 3
  const { bench, taken, refused } = serviceWith(() => {
    const rendering = upTo(30).filter((n) => bench.tables.jobs.byId(`j${n}`)?.state === 'rendering')
    return rendering.length < room ? undefined : 'tasks'
  })
  using _ = bench
  for (const seed of upTo(30)) bench.queue({ seed })
  bench.scheduler.start()
  for (let ended = 1; ended <= 20; ended += 1) {
    await bench.clock.advance(20 * SECOND_MS)
    const job = bench.job(`j${ended}`)
    expect(job.state).toBe('rendering')
    bench.tables.jobs.transition({ id: job.id, from: 'rendering', event: 'broke', at: bench.clock.now() })
    bench.scheduler.nudge()
  }
  expect(taken.slice(0, 22)).toEqual(upTo(22))
  // At first it is refused until it has learnt, later about once for every round of three.
  expect(refused.length).toBeLessThan(30)
  await bench.scheduler.stop()
})

test('a service that asks for a pause gets it, and the job that was refused goes first', async () => {
  let refusals = 1
  const order: number[] = []
  using bench = openPipelineBench({
    client: {
      submit: async (_, { seed }) => {
        order.push(seed)
        if (refusals-- > 0) {
          const no = { ...refusal('wait', 'throttled'), tooMany: 'requests' as const }
          return { kind: 'throttled', refusal: no, retryAfterMs: 30_000 }
        }
        return { kind: 'accepted', taskId: `t${seed}` }
      },
    },
  })
  bench.queue({ seed: 1 })
  bench.queue({ seed: 2 })
  bench.scheduler.start()
  await bench.clock.advance(29_900)
  expect(order).toEqual([1])
  await bench.clock.advance(2_000)
  expect(order).toEqual([1, 1, 2])
  await bench.scheduler.stop()
})
