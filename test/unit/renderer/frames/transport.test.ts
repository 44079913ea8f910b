import { expect, test } from 'vitest'
import { nextRate, regionWith } from '#renderer/frames/transport.ts'

test('J and L start, double and turn around', () => {
  expect(nextRate(0, 1)).toBe(1)
  expect(nextRate(1, 1)).toBe(2)
  expect(nextRate(8, 1)).toBe(8)
  expect(nextRate(4, -1)).toBe(-1)
  expect(nextRate(-1, -1)).toBe(-2)
})

test('a loop has a start before its end, whichever is set first', () => {
  expect(regionWith(null, { from: 2 }, 5)).toEqual({ from: 2, to: 5 })
  expect(regionWith({ from: 2, to: 5 }, { to: 3 }, 5)).toEqual({ from: 2, to: 3 })
  expect(regionWith({ from: 2, to: 3 }, { from: 4 }, 5)).toEqual({ from: 4, to: 5 })
  expect(regionWith({ from: 2, to: 3 }, { to: 1 }, 5)).toEqual({ from: 0, to: 1 })
})
