/** Days in date fields and the spans of moments they stand for, by this machine's calendar. */

import { expect, test } from 'vitest'
import { dayAfter, dayOf, midnightOf, spanOf } from '#renderer/features/library/days.ts'

const at = (day: number, hour = 0) => new Date(2026, 10, day, hour).getTime()

test('a day begins at its midnight and ends where the next one begins', () => {
  expect(midnightOf('2026-11-29')).toBe(at(29))
  expect(dayAfter('2026-11-30')).toBe(new Date(2026, 11, 1).getTime())
  expect(dayOf(at(29, 23))).toBe('2026-11-29')
  expect([dayOf(null), midnightOf(''), dayAfter(''), midnightOf('2026-1')]).toEqual(['', null, null, null])
})

test('an end may be left open, and without any end nothing is sifted', () => {
  expect(spanOf({ from: at(3), before: null }, { from: at(3) })).toEqual({ from: at(3), before: null })
  expect(spanOf({ from: null, before: null }, { from: null })).toBeNull()
})

test('where the last day would lie before the first one, the day chosen last is the only one', () => {
  expect(spanOf({ from: at(9), before: at(5) }, { from: at(9) })).toEqual({ from: at(9), before: at(10) })
  expect(spanOf({ from: at(9), before: at(5) }, { before: at(5) })).toEqual({ from: at(4), before: at(5) })
})
