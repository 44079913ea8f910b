/** Owns that every take starts from the untouched still and that seeds lead to different places. */

import { beforeAll, expect, test } from 'vitest'
import { moveCamera } from '#electron/rehearsal/clips/camera.ts'
import { travelled } from '#electron/rehearsal/clips/curves.ts'
import { type Field, gridFor, newField, resetField } from '#electron/rehearsal/clips/grid.ts'
import { addLight } from '#electron/rehearsal/clips/light.ts'
import { addLife } from '#electron/rehearsal/clips/living.ts'
import { drawClouds } from '#electron/rehearsal/clips/noise.ts'
import { readPrompt } from '#electron/rehearsal/clips/prompt-words.ts'
import { readStill, type StillMap } from '#electron/rehearsal/clips/still-map.ts'
import { planTake } from '#electron/rehearsal/clips/take.ts'
import { drawPhoto } from '#test/support/media/photo.ts'

const grid = gridFor({ width: 320, height: 176 })
const clouds = drawClouds(1)
const field = newField(grid)
let map: StillMap

beforeAll(async () => {
  map = await readStill(await drawPhoto({ width: 640, height: 352 }), grid)
})

function fieldAt(prompt: string, seed: number, seconds: number, nudge = 0.5): Field {
  const take = planTake(readPrompt(prompt), map, seed, () => nudge)
  resetField(field)
  moveCamera(field, grid, map, take, seconds, 5)
  addLife(field, grid, map, take, clouds, seconds)
  addLight(field, grid, map, take, clouds, { seconds, length: 5 })
  return field
}

const largest = (values: Float32Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

test.each([
  '',
  'push in, mist, wind, water',
  'pull out, sunset, snow',
  'orbit, neon lights flicker, rain',
  'pan, clouds, driving fast',
  'handheld, light sweep, fire',
])('frame 0 of “%s” is the still, whatever the seed', (prompt) => {
  for (let seed = 0; seed < 40; seed++) {
    const start = fieldAt(prompt, seed, 0)
    expect([largest(start.shiftX), largest(start.shiftY)]).toEqual([0, 0])
    expect(largest(start.gain.map((gain) => gain - 1))).toBe(0)
    expect(largest(start.lift)).toBe(0)
    expect(largest(start.tintRed)).toBe(0)
  }
})

test('near and far move by different amounts, so that the picture has depth', () => {
  const { shiftX } = fieldAt('orbit', 3, 5)
  const far = map.depth.findIndex((depth, node) => depth < 0.2 && node % grid.columns === 10)
  const near = map.depth.findIndex((depth, node) => depth > 0.8 && node % grid.columns === 10)
  expect(Math.min(far, near)).toBeGreaterThanOrEqual(0)
  expect(Math.abs((shiftX[far] ?? 0) - (shiftX[near] ?? 0))).toBeGreaterThan(2)
})

test('a static camera leaves the frame’s corners where they are', () => {
  const { shiftX, shiftY } = fieldAt('static camera', 9, 4)
  expect([shiftX[0], shiftY[0], shiftX.at(-1), shiftY.at(-1)].map((shift) => Math.abs(shift ?? 9))).toEqual([
    0, 0, 0, 0,
  ])
})

test('another seed goes elsewhere; the same seed only nearly repeats itself', () => {
  const first = Float32Array.from(fieldAt('push in', 1, 4).shiftX)
  const rerun = Float32Array.from(fieldAt('push in', 1, 4, 0.9).shiftX)
  const other = Float32Array.from(fieldAt('push in', 2, 4).shiftX)
  const gap = (a: Float32Array, b: Float32Array) => largest(a.map((value, node) => value - (b[node] ?? 0)))
  expect(gap(first, rerun)).toBeGreaterThan(0)
  expect(gap(first, other)).toBeGreaterThan(3 * gap(first, rerun))
})

test('a move gathers speed from rest and ends exactly at its goal', () => {
  const ways = Array.from({ length: 121 }, (_, frame) => travelled(frame / 24, 5))
  expect(ways[0]).toBe(0)
  expect(ways[120]).toBeCloseTo(1, 9)
  expect(ways[1]).toBeLessThan(0.001)
  expect(ways.every((way, frame) => frame === 0 || way > (ways[frame - 1] ?? 0))).toBe(true)
})
