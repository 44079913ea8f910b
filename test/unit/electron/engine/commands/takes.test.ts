/** Which seeds takes get. */

import { expect, test } from 'vitest'
import { drawSeed, seedsFor } from '#electron/engine/commands/takes.ts'
import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'

function counting(): () => number {
  let drawn = 0
  return () => drawn++ / 10
}

test('asked for by name, seeds are those and no others', () => {
  expect(seedsFor({ seed: 5, seedLocked: true }, 3, [1, 2], counting())).toEqual([1, 2])
})

test('a locked seed is that of every take', () => {
  expect(seedsFor({ seed: 5, seedLocked: true }, 3, undefined, counting())).toEqual([5, 5, 5])
})

test('left open, every take draws its own', () => {
  const seeds = seedsFor({ seed: null, seedLocked: false }, 3, undefined, counting())
  expect(new Set(seeds).size).toBe(3)
})

test('a seed that is set but not locked is for the first take', () => {
  const [first, ...others] = seedsFor({ seed: 5, seedLocked: false }, 3, undefined, counting())
  expect([first, new Set(others).size, others.includes(5)]).toEqual([5, 2, false])
})

test('drawn seeds reach from the smallest to the largest allowed', () => {
  expect(drawSeed(() => 0)).toBe(PARAMETER_LIMITS.seed.min)
  expect(drawSeed(() => 1 - 2 ** -53)).toBe(PARAMETER_LIMITS.seed.max)
})
