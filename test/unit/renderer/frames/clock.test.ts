import { describe, expect, test } from 'vitest'
import { makeClock, wrapped } from '#renderer/frames/clock.ts'
import { makeDriftMeter } from '#renderer/frames/drift.ts'
import { evenTable, frameAt } from '#renderer/frames/frame-table.ts'

describe('the clock of the panes', () => {
  test('runs at its speed, and stands still at none', () => {
    const clock = makeClock()
    clock.setSpan({ from: 0, to: 10 })
    clock.set(1, 0)
    clock.setRate(0.5, 0)
    expect(clock.at(200)).toBeCloseTo(1.1)
    clock.setRate(0, 200)
    expect(clock.at(400)).toBeCloseTo(1.1)
  })

  test('does not make up for time that nobody saw', () => {
    const clock = makeClock()
    clock.setSpan({ from: 0, to: 10 })
    clock.setRate(1, 0)
    expect(clock.at(60_000)).toBeCloseTo(0.25)
  })

  test('leads from one end of what repeats in at the other', () => {
    const loop = { from: 2, to: 4 }
    expect(wrapped(4, 1, loop)).toBe(2)
    expect(wrapped(4.5, 1, loop)).toBe(2.5)
    expect(wrapped(1.75, -1, loop)).toBe(3.75)
    expect(wrapped(3, 1, loop)).toBe(3)
  })

  test('shows no frame behind the end of what repeats, however near it stops to it', () => {
    const table = evenTable(48, 24)
    const loop = { from: 10 / 24, to: 13 / 24 }
    for (let before = 0; before < 0.01; before += 0.0001) {
      const shown = frameAt(table, wrapped(loop.to - before, 1, loop))
      expect(shown).toBeOneOf([10, 12])
    }
  })

  test('stays where it was put while it stands, even outside of what repeats', () => {
    expect(wrapped(7, 0, { from: 2, to: 4 })).toBe(7)
  })
})

describe('the measure of exactness', () => {
  test('tells how often panes were within a frame of each other, and the worst', () => {
    const meter = makeDriftMeter()
    meter.note(0, [0, 0, -1], 0)
    meter.note(16, [0, -3], 0.016)
    expect(meter.read()).toMatchObject({ looks: 2, together: 0.5, farthest: 3 })
  })

  test('tells the speed that was reached of the last seconds alone', () => {
    const meter = makeDriftMeter()
    for (let at = 0; at <= 4_000; at += 100) meter.note(at, [0], at <= 2_000 ? 0 : 0.05)
    expect(meter.read().pace).toBeCloseTo(0.5)
    meter.pause()
    expect(meter.read().pace).toBe(1)
  })

  test('says full exactness of what never played', () => {
    expect(makeDriftMeter().read()).toEqual({ looks: 0, together: 1, farthest: 0, pace: 1 })
  })
})
