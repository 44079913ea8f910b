/** Owns what is promised about the pixel size of clips. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipSize, parseRatio, TIER_PIXELS, type Tier } from '#electron/rehearsal/clips/clip-size.ts'

const tier = fc.constantFrom<Tier[]>(480, 720, 1080)
const ratio = fc.double({ min: 0.4, max: 2.5, noNaN: true })

test('every ratio the service accepts is kept within 2 % at the tier’s pixel count', () => {
  fc.assert(
    fc.property(tier, ratio, (lines, wanted) => {
      const { width, height } = clipSize(lines, wanted)
      expect(Math.abs(width / height / wanted - 1)).toBeLessThan(0.02)
      expect(Math.abs((width * height) / TIER_PIXELS[lines] - 1)).toBeLessThan(0.11)
    }),
    { numRuns: 2000 },
  )
})

test('sides are multiples of 16 except at 1920×1080', () => {
  fc.assert(
    fc.property(tier, ratio, (lines, wanted) => {
      const { width, height } = clipSize(lines, wanted)
      const sides = [width % 16, height % 16]
      expect(Math.max(width, height) === 1920 && Math.min(width, height) === 1080 ? [0, 0] : sides).toEqual([
        0, 0,
      ])
    }),
    { numRuns: 2000 },
  )
})

test.each([
  [720, 16 / 9, 1280, 720],
  [720, 9 / 16, 720, 1280],
  [1080, 16 / 9, 1920, 1080],
  [1080, 9 / 16, 1080, 1920],
  [480, 16 / 9, 848, 480],
  [720, 1, 960, 960],
  [720, 2.5, 1520, 608],
] as const)('%iP at %f is %i×%i', (lines, wanted, width, height) => {
  expect(clipSize(lines, wanted)).toEqual({ width, height })
})

test('a ratio is read from the words of the API, and nothing else is one', () => {
  expect(parseRatio('21:9')).toBeCloseTo(2.3333)
  expect(['', '16x9', '0:9', '9:0', 'wide'].map(parseRatio)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
