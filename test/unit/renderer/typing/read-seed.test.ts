/** A seed is the one that was meant, or none: two numbers are never run together, and none is cut short. */

import { expect, test } from 'vitest'
import { readSeed, readSeeds } from '#renderer/typing/read-seed.ts'

test.each([
  ['4711', 4_711],
  [' 4711\n', 4_711],
  ['seed: 4711', 4_711],
  ['种子 4711', 4_711],
  ['4,711', 4_711],
  ['2 147 483 647', 2_147_483_647],
  ['0', 0],
])('“%s” is the seed %d', (text, seed) => {
  expect(readSeed(text)).toBe(seed)
})

test.each([
  '',
  'seed',
  '42, 43',
  '42\n43\n44',
  '12-34',
  '1.5',
  '-5',
  '2147483648',
  '12345678901',
  '1e6',
  'take_t01_s4711-0',
])('“%s” is no seed', (text) => {
  expect(readSeed(text)).toBeUndefined()
})

test.each([
  ['11, 22, 33', [11, 22, 33]],
  ['11，22、33', [11, 22, 33]],
  ['11;22', [11, 22]],
  ['123\n456\n789\n', [123, 456, 789]],
  ['123\t456', [123, 456]],
  ['2147483647 1234567890', [2_147_483_647, 1_234_567_890]],
])('“%s” is a list of seeds', (text, seeds) => {
  expect(readSeeds(text)).toEqual(seeds)
})

test.each(['4711', '4,711', '2 147 483 647', '11, x', '11, 2147483648', '11, -5', '', '11,'])(
  '“%s” is no list of seeds',
  (text) => {
    expect(readSeeds(text)).toBeUndefined()
  },
)
