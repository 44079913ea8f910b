import { describe, expect, test } from 'vitest'
import { type Aim, nextToDecode, urgency } from '#renderer/frames/decode-plan.ts'

const CAPACITY = 24
const still: Aim = { at: 50, direction: 0, from: 0, to: 119 }

/** Reads as a reader does, until nothing more is wanted; tells what is held and how many frames were decoded. */
function read(aim: Aim, held: Set<number>, keys: readonly number[] = [0]) {
  let next: number | null = null
  let decoded = 0
  for (let wanted = plan(); wanted !== undefined; wanted = plan()) {
    const key = keys.findLast((one) => one <= (wanted ?? 0)) ?? 0
    if (next === null || next > wanted || key > next) next = key
    held.add(next)
    decoded += 1
    next += 1
    const byNeed = [...held].sort((a, b) => urgency(aim, b) - urgency(aim, a))
    for (const frame of byNeed.slice(0, Math.max(0, held.size - CAPACITY))) held.delete(frame)
    expect(decoded, 'it comes to an end').toBeLessThan(2_000)
  }
  return { held, decoded }

  function plan() {
    return nextToDecode(aim, CAPACITY, (frame) => held.has(frame), next)
  }
}

describe('what is decoded', () => {
  test('is what is on screen before anything else', () => {
    expect(nextToDecode(still, CAPACITY, () => false, null)).toBe(50)
    expect(nextToDecode(still, CAPACITY, (frame) => frame !== 50, 12)).toBe(50)
  })

  test('around a picture that stands still lies on both sides of it', () => {
    const { held } = read(still, new Set())
    expect(held.size).toBe(CAPACITY)
    expect(Math.min(...held)).toBeLessThanOrEqual(40)
    expect(Math.max(...held)).toBeGreaterThanOrEqual(60)
  })

  test('for steps back is fetched in large bites: most steps decode nothing', () => {
    const { held } = read(still, new Set())
    const bites: number[] = []
    for (let at = 49; at > 20; at--) {
      const { decoded } = read({ ...still, at }, held)
      if (decoded > 0) bites.push(decoded)
    }
    expect(bites.length).toBeLessThan(8)
  })

  test('while playing lies ahead, and behind only what a step back after a stop needs', () => {
    const { held } = read({ ...still, direction: 1 }, new Set())
    expect([...held].filter((frame) => frame < 50).length).toBeLessThanOrEqual(8)
    for (let frame = 50; frame < 60; frame++) expect(held).toContain(frame)
  })

  test('near the end of a loop is its beginning', () => {
    const { held } = read({ at: 57, direction: 1, from: 20, to: 59 }, new Set())
    for (const frame of [57, 58, 59, 20, 21, 22]) expect(held).toContain(frame)
    expect(held).not.toContain(60)
  })

  test('while playing backwards lies behind, and past the beginning is the end', () => {
    const { held } = read({ at: 3, direction: -1, from: 0, to: 119 }, new Set(), [0, 60])
    for (const frame of [3, 2, 1, 0, 119]) expect(held).toContain(frame)
  })

  test('is nothing once a short clip is held as a whole', () => {
    const all = new Set(Array.from({ length: 20 }, (_, frame) => frame))
    for (const direction of [-1, 0, 1] as const) {
      expect(nextToDecode({ at: 5, direction, from: 0, to: 19 }, CAPACITY, (one) => all.has(one), null)).toBe(
        undefined,
      )
    }
  })
})
