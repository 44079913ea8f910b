/** What refusals teach about the pace, and how it comes back. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LearntPace } from '#electron/engine/pipeline/learnt-pace.ts'
import { TokenBucket } from '#electron/engine/pipeline/rate-limit.ts'

const RATE = 5
const RECOVERY_MS = 120_000

test('a refusal halves the rate at once, and two minutes without one give it back', () => {
  const pace = new LearntPace(RECOVERY_MS)
  expect(pace.share(0)).toBe(1)
  pace.refused('requests', 0)
  expect(pace.share(0)).toBe(0.5)
  pace.refused('requests', 900)
  expect(pace.share(900)).toBeCloseTo(0.5075)
  pace.refused('requests', 1_000)
  expect(pace.share(1_000)).toBeLessThan(0.26)
  expect(pace.share(121_000)).toBe(1)
})

test('one refusal for too many tasks takes no room, two in a row leave what is in flight', () => {
  const pace = new LearntPace(RECOVERY_MS)
  pace.refused('tasks', 0, 3)
  pace.accepted(5)
  pace.refused('tasks', 0, 3)
  expect(pace.room(5)).toBe(5)
  pace.refused('tasks', 0, 3)
  expect(pace.room(5)).toBe(3)
  for (let taken = 0; taken < 3; taken += 1) pace.accepted(5)
  expect(pace.room(5)).toBe(4)
  for (let taken = 0; taken < 4; taken += 1) pace.accepted(5)
  expect(pace.room(5)).toBe(5)
})

test('whatever happens, one task may always be tried and the rate stays above nothing and at most whole', () => {
  const happening = fc.record({
    what: fc.constantFrom('requests' as const, 'tasks' as const, 'accepted' as const),
    afterMs: fc.integer({ min: -5_000, max: 20_000 }),
    inFlight: fc.integer({ min: 0, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 200 }), fc.integer({ min: 1, max: 40 }), (story, limit) => {
      const pace = new LearntPace(RECOVERY_MS)
      let now = 0
      for (const { what, afterMs, inFlight } of story) {
        now += afterMs
        if (what === 'accepted') pace.accepted(limit)
        else pace.refused(what, now, inFlight)
        expect(pace.share(now)).toBeGreaterThan(0)
        expect(pace.share(now)).toBeLessThanOrEqual(1)
        expect(pace.room(limit)).toBeGreaterThanOrEqual(1)
        expect(pace.room(limit)).toBeLessThanOrEqual(limit)
      }
      for (let taken = 0; taken < limit * (limit + 1); taken += 1) pace.accepted(limit)
      expect([pace.share(now + 120_000), pace.room(limit)]).toEqual([1, limit])
    }),
  )
})

/** Calls to a service that lets `left` through in any second, for ten minutes. */
function beside(left: number): { taken: number; refused: number } {
  const [pace, bucket] = [new LearntPace(RECOVERY_MS), new TokenBucket(RATE, 1, 0)]
  const passed: number[] = []
  let refused = 0
  for (let now = 0; now < 600_000; now += 20) {
    bucket.setRate(RATE * pace.share(now))
    if (!bucket.tryTake(now)) continue
    if (passed.filter((at) => at > now - 1_000).length < left) passed.push(now)
    else {
      refused += 1
      pace.refused('requests', now)
    }
  }
  return { taken: passed.length, refused }
}

test.each([1, 2, 3, 4])(
  'beside a program that leaves %i of 5 calls a second, over half of them are used and few are refused',
  (left) => {
    const { taken, refused } = beside(left)
    expect(taken).toBeGreaterThan(left * 600 * 0.5)
    expect(refused).toBeLessThan(taken * 0.15)
  },
)

test('at the documented limit nothing is refused and nothing is lost', () => {
  const { taken, refused } = beside(RATE)
  expect(refused).toBe(0)
  expect(taken).toBeGreaterThan(RATE * 600 * 0.99)
})
