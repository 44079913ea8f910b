/** Numbers are read as they were meant, or not at all: never as a thousandth, and never as something nobody typed. */

import { expect, test } from 'vitest'
import { decimalsOf, judge, readNumber, settle } from '#renderer/ui/number-reading.ts'

test.each([
  ['125', 125],
  ['1,250', 1_250],
  ['1.250', 1_250],
  ['1 250', 1_250],
  ['1 250', 1_250],
  ["1'250", 1_250],
  ['1，250', 1_250],
  ['1.250,00', 1_250],
  ['1,250.00', 1_250],
  ['1,250,000', 1_250_000],
  ['1,0000,0000', 100_000_000],
  ['１２', 12],
  ['8 s', 8],
  ['1\u00a0250', 1_250],
  ['1\u202f250\n', 1_250],
  ['8秒', 8],
  ['seed: 4711', 4_711],
  ['-5', -5],
  ['−5', -5],
  ['take-5', 5],
  ['7.5', 7.5],
  ['7,5', 7.5],
  ['0,500', 0.5],
])('where whole numbers are meant, “%s” is %d', (text, read) => {
  expect(readNumber(text, 0)).toBe(read)
})

test.each([
  ['12,5', 12.5],
  ['¥12,50', 12.5],
  ['-¥12.50', -12.5],
  ['1,250', 1_250],
  ['1,250.5', 1_250.5],
  ['1.250,50', 1_250.5],
  ['1 250,50 元', 1_250.5],
  ['1’250.50', 1_250.5],
  ['12，5', 12.5],
  ['12。5', 12.5],
  ['.5', 0.5],
  ['¥1,2500.00', 12_500],
])('where hundredths are meant, “%s” is %d', (text, read) => {
  expect(readNumber(text, 2)).toBe(read)
})

test.each([
  ['1.250', 2, 'twoWays'],
  ['1,2500', 0, 'twoWays'],
  ['1,2500', 2, 'twoWays'],
  ['1,250', 6, 'twoWays'],
  ['0,125', 6, 0.125],
  ['1.250', 6, 1.25],
])('“%s” in a field of %d decimals is %s', (text, decimals, read) => {
  expect(readNumber(text, decimals)).toBe(read)
})

test.each([
  ...['', '-', ',', 'abc', '1e3', '3-15', '1, 2, 3', '1,2,3', '42 43', '1.2.3', '5-', '0x1f'],
  // Cells of a table, one below the other or side by side.
  ...['1\n250', '1\t250', '1\r\n250'],
])('“%s” is no number', (text) => {
  expect(readNumber(text, 2)).toBe('unread')
})

test('beyond the range its end is taken, what is too fine is rounded, and each is told with what was asked', () => {
  const seconds = { min: 3, max: 15, step: 1 }
  expect(settle(8, seconds)).toEqual({ value: 8 })
  expect(judge('60', seconds)).toEqual({ value: 15, correction: { why: 'most', asked: 60, became: 15 } })
  expect(judge('-5', seconds)).toEqual({ value: 3, correction: { why: 'least', asked: -5, became: 3 } })
  expect(judge('7.5', seconds)).toEqual({ value: 8, correction: { why: 'step', asked: 7.5, became: 8 } })
  expect(judge('3-15', seconds)).toEqual({ correction: { why: 'unread', typed: '3-15' } })
})

test('how fine a step is', () => {
  expect([1, 0.1, 0.01, 0.000_001, 5].map(decimalsOf)).toEqual([0, 1, 2, 6, 0])
})
