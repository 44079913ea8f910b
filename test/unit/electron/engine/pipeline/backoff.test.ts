/** How long to wait before another try. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BACKOFF_CAP_MS, backoffMs } from '#electron/engine/pipeline/backoff.ts'

test('pauses double from one second to one minute', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => backoffMs({ attempt, random: 1 }))
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
})

test('a pause lies between half and all of its length, and never above a minute', () => {
  const randoms = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), randoms, (attempt, random) => {
      const whole = backoffMs({ attempt, random: 1 })
      const pause = backoffMs({ attempt, random })
      expect(pause).toBeGreaterThanOrEqual(whole / 2)
      expect(pause).toBeLessThanOrEqual(Math.min(whole, BACKOFF_CAP_MS))
    }),
  )
})

test('the service is given the time it asks for, as long as it is no mistake', () => {
  expect(backoffMs({ attempt: 1, random: 0, retryAfterMs: 90_000 })).toBe(90_000)
  expect(backoffMs({ attempt: 9, random: 0, retryAfterMs: 1_000 })).toBe(30_000)
  expect(backoffMs({ attempt: 1, random: 0, retryAfterMs: 10 ** 12 })).toBe(3_600_000)
})
