/** How measures are worded: what stands out in the order of its time, and what is said of the clip as a whole. */

import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { marksOf, notesOf, numbersOf } from '#renderer/clips/measure-hints.ts'
import { startLanguages } from '#renderer/locales/i18n.ts'
import type { MeasureValues } from '#shared/measures.ts'

const CLEAN: MeasureValues = {
  ...{ likeness: 0.97, motion: 1.24, flicker: 0.04, frozenMs: 0, cuts: 0, drift: 1, flashes: 0 },
  driftBy: { lightness: 1, red: 0, yellow: 0 },
  flash: { exceeds: false, generalPerSecond: 0, redPerSecond: 0 },
  ...{ cutsAtMs: [], frozen: [], flickering: [], flashing: [] },
  curve: { stepMs: 41.667, motion: [0], luma: [50] },
}

beforeAll(() => startLanguages('en'))

test('a clean clip has neither marks nor notes, only its numbers', () => {
  expect([marksOf(CLEAN, i18next.t), notesOf(CLEAN, i18next.t)]).toEqual([[], []])
  expect(numbersOf(CLEAN, i18next.t)).toBe('likeness 97 % · motion 1.2 % · flicker 0.0 % · drift ΔE 1.0')
  expect(numbersOf({ ...CLEAN, likeness: null }, i18next.t)).toMatch(/^motion/)
})

test('marks stand in the order of their time and say what they are', () => {
  const values: MeasureValues = {
    ...CLEAN,
    flashes: 5,
    cutsAtMs: [2000],
    frozen: [{ fromMs: 500, toMs: 1083 }],
    flashing: [{ fromMs: 1200, toMs: 1900 }],
  }
  expect(marksOf(values, i18next.t).map(({ label }) => label)).toEqual([
    'Stands still from 0.50 to 1.08 s',
    'Flashes more than 3 times in a second, from 1.20 to 1.90 s',
    'Cut at 2.00 s',
  ])
})

test('a drift names the ways that make most of it, a strange beginning how alike it is', () => {
  const driftBy = { lightness: -6, red: 1, yellow: 8 }
  expect(notesOf({ ...CLEAN, likeness: 0.42, drift: 10, driftBy }, i18next.t)).toEqual([
    'Begins unlike the picture that was sent: 42 % alike',
    'Colours drift by ΔE 10.0: darker, yellower',
  ])
})
