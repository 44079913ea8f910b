/** The token bucket. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TokenBucket, takeToken } from '#electron/engine/pipeline/rate-limit.ts'
import { fakeClock } from '#test/support/fake-clock.ts'

test('in no second pass more calls than the rate and the burst, however they come', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 20, maxLength: 200 })
  fc.assert(
    fc.property(
      pauses,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 5 }),
      (steps, rate, burst) => {
        const bucket = new TokenBucket(rate, burst, 0)
        const passed: number[] = []
        let now = 0
        for (const step of steps) {
          now += step
          while (bucket.tryTake(now)) passed.push(now)
        }
        for (const at of passed) {
          expect(passed.filter((one) => one >= at && one < at + 1_000).length).toBeLessThanOrEqual(
            rate + burst,
          )
        }
      },
    ),
  )
})

test('who waits until a token is told to be there gets it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), (rate) => {
      const bucket = new TokenBucket(rate, 1, 0)
      let now = 0
      for (let call = 0; call < 50; call += 1) {
        now = bucket.readyAt(now)
        expect(bucket.tryTake(now)).toBe(true)
      }
      // Little is lost by whole milliseconds: 50 calls take 49 pauses.
      expect(now).toBeLessThanOrEqual((49 / rate) * 1_000 + 50)
    }),
  )
})

test('a clock that is set back neither stops the flow nor lets a crowd through', () => {
  const bucket = new TokenBucket(5, 1, 100_000)
  expect(bucket.tryTake(100_000)).toBe(true)
  expect(bucket.tryTake(40_000)).toBe(false)
  expect(bucket.readyAt(40_000)).toBe(40_200)
  expect(bucket.tryTake(40_200)).toBe(true)
})

test('waiting for a token ends with the token or with leaving', async () => {
  const clock = fakeClock(0)
  const bucket = new TokenBucket(1, 1, 0)
  const leave = new AbortController()
  expect(await takeToken(bucket, clock, leave.signal)).toBe(true)
  const second = takeToken(bucket, clock, leave.signal)
  await clock.advance(1_000)
  expect(await second).toBe(true)
  const third = takeToken(bucket, clock, leave.signal)
  leave.abort()
  expect(await third).toBe(false)
})
