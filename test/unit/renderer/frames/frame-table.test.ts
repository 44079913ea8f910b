import { describe, expect, test } from 'vitest'
import {
  evenTable,
  frameAt,
  keyOf,
  lengthOf,
  makeFrameTable,
  middleOf,
  timeOf,
} from '#renderer/frames/frame-table.ts'

/** In the order a decoder wants them: frame 2 is shown before frame 1. Lengths are uneven, the first frame is not at 0. */
const table = makeFrameTable([
  { timestamp: 0.5, duration: 0.1, isKey: true },
  { timestamp: 0.9, duration: 0.05, isKey: false },
  { timestamp: 0.6, duration: 0.3, isKey: false },
  { timestamp: 0.95, duration: 0.2, isKey: true },
])

describe('the frames of a clip', () => {
  test('are counted in the order they are shown, from the first one on', () => {
    expect([...table.times].map((time) => time.toFixed(2))).toEqual(['0.00', '0.10', '0.40', '0.45'])
    expect(table.end).toBeCloseTo(0.65)
    expect(table.keys).toEqual([0, 3])
  })

  test('are found by the moment they began, however uneven their lengths are', () => {
    expect([-1, 0, 0.05, 0.1, 0.39, 0.4, 0.449, 0.45, 9].map((at) => frameAt(table, at))).toEqual([
      0, 0, 0, 1, 1, 2, 3, 3, 3,
    ])
  })

  test('are the same moment when a container rounded their times to whole milliseconds', () => {
    const rounded = makeFrameTable(
      Array.from({ length: 300 }, (_, frame) => ({
        timestamp: Math.round((frame * 1_000) / 30) / 1_000,
        duration: 1 / 30,
        isKey: frame === 0,
      })),
    )
    for (let frame = 0; frame < 300; frame++) expect(frameAt(rounded, frame / 30)).toBe(frame)
  })

  test('know where decoding has to begin', () => {
    expect([0, 2, 3].map((frame) => keyOf(table, frame))).toEqual([0, 0, 3])
  })

  test('beyond the clip stand for its ends', () => {
    expect(timeOf(table, -4)).toBe(0)
    expect(timeOf(table, 99)).toBeCloseTo(0.45)
  })

  test('give an offset its length in time, to both sides', () => {
    expect(lengthOf(table, 2)).toBeCloseTo(0.4)
    expect(lengthOf(table, -1)).toBeCloseTo(-0.1)
    expect(lengthOf(table, 0)).toBe(0)
  })

  test('last as long as the one before where the container does not say', () => {
    const untold = [0, 0.04, 0.1].map((timestamp) => ({ timestamp, duration: 0, isKey: timestamp === 0 }))
    expect(makeFrameTable(untold).end).toBeCloseTo(0.16)
  })

  test('are at least one', () => {
    expect(() => makeFrameTable([])).toThrow(RangeError)
  })

  test('have a middle from which no rounding leads to another one', () => {
    for (const one of [table, evenTable(123, 24)]) {
      for (let frame = 0; frame < one.times.length; frame++) {
        expect(frameAt(one, middleOf(one, frame) - 0.01)).toBeLessThanOrEqual(frame)
        expect(frameAt(one, middleOf(one, frame))).toBe(frame)
      }
    }
  })

  test('begun a moment later count as begun, unless exactness is asked for', () => {
    expect(frameAt(evenTable(24, 24), 0.999 / 24)).toBe(1)
    expect(frameAt(evenTable(24, 24), 0.999 / 24, 0)).toBe(0)
  })
})
