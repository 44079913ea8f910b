/** What accounts tell of their limits, and what that changes. */

import { expect, test } from 'vitest'
import { learnQuotas, limitsAt } from '#electron/engine/pipeline/quotas.ts'
import { AppError } from '#shared/app-error.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { openPipelineBench } from '#test/support/pipeline.ts'

const GATE = { service: 'beijing', baseUrl: '', model: 'happyhorse-1.1-i2v' } as const
const { limits } = DEFAULT_SETTINGS

test('where the user has left the documented limits, the account’s own hold, up and down', () => {
  expect(limitsAt(limits)).toEqual({ submitsPerSecond: 5, inFlightPerModel: 5 })
  expect(limitsAt(limits, { submitsPerSecond: 2, running: 3 })).toEqual({
    submitsPerSecond: 2,
    inFlightPerModel: 3,
  })
  expect(limitsAt(limits, { submitsPerSecond: 20, running: 50 })).toEqual({
    submitsPerSecond: 20,
    inFlightPerModel: 50,
  })
})

test('what the user has set is kept, as far as the account takes it', () => {
  const own = { submitsPerSecond: 8, inFlightPerModel: 30 }
  expect(limitsAt(own)).toEqual(own)
  expect(limitsAt(own, { submitsPerSecond: 4, running: 5, queued: 500 })).toEqual({
    submitsPerSecond: 4,
    inFlightPerModel: 30,
  })
  expect(limitsAt(own, { running: 5, queued: 10 }).inFlightPerModel).toBe(15)
  expect(limitsAt({ submitsPerSecond: 1, inFlightPerModel: 2 }, { submitsPerSecond: 9, running: 9 })).toEqual(
    {
      submitsPerSecond: 1,
      inFlightPerModel: 2,
    },
  )
})

test('an account with more room gets more takes at once', async () => {
  using bench = openPipelineBench({
    client: { limits: async () => ({ kind: 'limits', submitsPerSecond: 20, running: 12 }) },
  })
  for (let count = 0; count < 20; count += 1) bench.queue({ service: 'beijing', seed: count })
  bench.scheduler.start()
  bench.scheduler.learnQuotas([GATE])
  await bench.clock.advance(4_000)
  expect(bench.calls.filter((name) => name === 'submit')).toHaveLength(12)
  expect(bench.calls.filter((name) => name === 'limits')).toHaveLength(1)
  await bench.scheduler.stop()
})

test('an account that tells nothing, or cannot be asked, changes nothing', async () => {
  using bench = openPipelineBench({ client: { limits: async () => ({ kind: 'unsupported' }) } })
  await learnQuotas(bench.context, [GATE, { ...GATE, service: 'rehearsal' }])
  expect([bench.calls, bench.context.quotas.of(GATE)]).toEqual([['limits'], undefined])
  bench.context.profileOf = async () => {
    throw new AppError('key-missing', { region: 'beijing' })
  }
  await learnQuotas(bench.context, [GATE])
  expect([bench.calls, bench.context.quotas.of(GATE)]).toEqual([['limits'], undefined])
})
