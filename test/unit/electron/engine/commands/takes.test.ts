/** Which seeds takes get. */

import { expect, test } from 'vitest'
import { seedsFor } from '#electron/engine/commands/takes.ts'
import { drawSeed } from '#shared/draws.ts'
import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'

function counting(): () => number {
  let drawn = 0
  return () => drawn++ / 10
}

test('asked for by name, seeds are those and no others', () => {
  expect(seedsFor({ seed: 5, seedLocked: true }, 3, counting(), { wished: [1, 2] })).toEqual([1, 2])
})

test('a locked seed is that of every take', () => {
  expect(seedsFor({ seed: 5, seedLocked: true }, 3, counting())).toEqual([5, 5, 5])
})

test('left open, every take draws its own', () => {
  const seeds = seedsFor({ seed: null, seedLocked: false }, 3, counting())
  expect(new Set(seeds).size).toBe(3)
})

test('a seed that is set but not locked is for the first take', () => {
  const [first, ...others] = seedsFor({ seed: 5, seedLocked: false }, 3, counting())
  expect([first, new Set(others).size, others.includes(5)]).toEqual([5, 2, false])
})

test('a seed locked for the project is that of every take, unless the shot has its own', () => {
  const given = { ofProject: 9, ofBatch: [1, 2, 3] }
  expect(seedsFor({ seed: null, seedLocked: false }, 3, counting(), given)).toEqual([9, 9, 9])
  expect(seedsFor({ seed: 5, seedLocked: false }, 3, counting(), given)).toEqual([5, 9, 9])
  expect(seedsFor({ seed: 5, seedLocked: true }, 3, counting(), given)).toEqual([5, 5, 5])
})

test('one draw for the batch gives the takes of every shot the same seeds', () => {
  const given = { ofBatch: [1, 2, 3] }
  expect(seedsFor({ seed: null, seedLocked: false }, 3, counting(), given)).toEqual([1, 2, 3])
  expect(seedsFor({ seed: 5, seedLocked: true }, 2, counting(), given)).toEqual([5, 5])
})

test('drawn seeds reach from the smallest to the largest allowed', () => {
  expect(drawSeed(() => 0)).toBe(PARAMETER_LIMITS.seed.min)
  expect(drawSeed(() => 1 - 2 ** -53)).toBe(PARAMETER_LIMITS.seed.max)
})
