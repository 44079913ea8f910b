/** Shows that renders take the documented times, with a seeded spread. */

import { expect, test } from 'vitest'
import { draw } from '#electron/rehearsal/draws.ts'
import { drawRenderMs, typicalRenderMs } from '#electron/rehearsal/render-time.ts'
import { modelFacts, type Resolution } from '#shared/happyhorse.ts'

function typicalSeconds(model: string, resolution: Resolution, seconds: number): number {
  const facts = modelFacts(model)
  if (!facts) throw new Error(model)
  return Math.round(typicalRenderMs(facts, resolution, seconds) / 1_000)
}

test.each([
  ['happyhorse-1.1-i2v', '720P', 5, 104],
  ['happyhorse-1.1-t2v', '720P', 5, 80],
  ['happyhorse-1.1-r2v', '720P', 5, 40],
  ['happyhorse-1.0-video-edit', '720P', 6.62, 59],
  ['happyhorse-1.1-i2v', '1080P', 15, 720],
  ['happyhorse-1.0-i2v', '1080P', 15, 840],
  ['happyhorse-1.1-r2v', '1080P', 15, 720],
] as const)('%s at %s for %d s takes the documented %d s', (model, resolution, seconds, took) => {
  expect(typicalSeconds(model, resolution, seconds)).toBe(took)
})

test('more pixels and more seconds take longer', () => {
  const times = [
    typicalSeconds('happyhorse-1.1-i2v', '480P', 3),
    typicalSeconds('happyhorse-1.1-i2v', '720P', 3),
    typicalSeconds('happyhorse-1.1-i2v', '720P', 10),
    typicalSeconds('happyhorse-1.1-i2v', '1080P', 10),
  ]
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(new Set(times).size).toBe(4)
})

test('a seed fixes every draw, and the draws spread around the typical time', () => {
  const times = Array.from({ length: 500 }, (_, ordinal) => drawRenderMs(100_000, 1, ordinal))
  expect(times).toEqual(Array.from({ length: 500 }, (_, ordinal) => drawRenderMs(100_000, 1, ordinal)))
  expect(drawRenderMs(100_000, 2, 0)).not.toBe(times[0])
  expect(Math.min(...times)).toBeGreaterThanOrEqual(70_000)
  expect(Math.max(...times)).toBeLessThanOrEqual(150_000)
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  expect(mean).toBeGreaterThan(97_000)
  expect(mean).toBeLessThan(105_000)
})

test('draws fill the unit interval evenly', () => {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (let word = 0; word < 10_000; word += 1) {
    const place = Math.floor(draw(1, 'x', word) * 10)
    tenths[place] = (tenths[place] ?? 0) + 1
  }
  expect(Math.min(...tenths)).toBeGreaterThan(900)
  expect(Math.max(...tenths)).toBeLessThan(1_100)
})
