import { describe, expect, test } from 'vitest'
import { frameStart, nextRate, regionWith } from '#renderer/frames/transport.ts'

const clip = { frameRate: 24, frames: 123 }
const frameAt = (seconds: number) => Math.floor(seconds * clip.frameRate)

describe('stepping by frames', () => {
  test('goes to the next and the previous one from anywhere within a frame', () => {
    for (const within of [0, 0.2, 0.5, 0.99]) {
      const seconds = (10 + within) / 24
      expect(frameAt(frameStart(seconds, 1, clip))).toBe(11)
      expect(frameAt(frameStart(seconds, -1, clip))).toBe(9)
    }
  })

  test('walks through every frame once', () => {
    let seconds = 0
    const seen = [0]
    for (let step = 1; step < clip.frames; step += 1) {
      seconds = frameStart(seconds, 1, clip)
      seen.push(frameAt(seconds))
    }
    expect(seen).toEqual(Array.from({ length: clip.frames }, (_, frame) => frame))
  })

  test('stops at the first and the last frame', () => {
    expect(frameAt(frameStart(0, -1, clip))).toBe(0)
    expect(frameAt(frameStart(5.2, 1, clip))).toBe(122)
  })
})

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
