/** Shows how many calls pass in one virtual second. */

import { expect, test } from 'vitest'
import { type CallKind, rateGate } from '#electron/rehearsal/rate-limit.ts'
import { virtualClock } from '#electron/rehearsal/virtual-clock.ts'

function gateAt(speed: number) {
  let now = 0
  const gate = rateGate(virtualClock(speed, () => now))
  const pass = (ms: number) => {
    now += ms
  }
  const admitted = (kind: CallKind, calls: number, scope?: string) =>
    Array.from({ length: calls }, () => gate.admit(kind, scope)).filter(Boolean).length
  return { admitted, pass }
}

test.each([
  ['submit', 5],
  ['query', 20],
  ['list', 20],
  ['cancel', 20],
  ['policy', 100],
] as const)('in one second pass %s calls: %i', (kind, limit) => {
  const { admitted, pass } = gateAt(1)
  expect(admitted(kind, 150)).toBe(limit)
  pass(999)
  expect(admitted(kind, 150)).toBe(0)
  pass(1)
  expect(admitted(kind, 150)).toBe(limit)
})

test('each model has its own submits', () => {
  const { admitted } = gateAt(1)
  expect(admitted('submit', 9, 'happyhorse-1.1-i2v')).toBe(5)
  expect(admitted('submit', 9, 'happyhorse-1.0-i2v')).toBe(5)
})

test('the limit holds per virtual second', () => {
  const { admitted, pass } = gateAt(50)
  expect(admitted('submit', 9)).toBe(5)
  pass(20)
  expect(admitted('submit', 9)).toBe(5)
})

test('a speed below a tenth or no number is refused', () => {
  expect(() => virtualClock(0.05, () => 0)).toThrow(RangeError)
  expect(() => virtualClock(Number.NaN, () => 0)).toThrow(RangeError)
  expect(virtualClock(0.1, () => 0).real(1_000)).toBe(10_000)
})
