/** Owns the proof that the limits are judged exactly, and that a value over a limit never reads like the limit. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StillFacts } from '#electron/engine/preflight/facts.ts'
import { judge } from '#electron/engine/preflight/judge.ts'
import { FIRST_FRAME_LIMITS } from '#shared/happyhorse.ts'

const GOOD: StillFacts = {
  path: '/a.jpg',
  name: 'a.jpg',
  bytes: 1_000,
  sha256: 'ab',
  format: 'jpeg',
  found: 'JPEG',
  width: 640,
  height: 480,
  orientation: 1,
  pages: 1,
  hasAlpha: false,
  space: 'srgb',
  problem: null,
  modifiedAt: 1,
}

const rulesOf = (facts: Partial<StillFacts>) => judge({ ...GOOD, ...facts }).map(({ rule }) => rule)

describe('the smallest side', () => {
  test.each([
    [300, 300, []],
    [299, 300, ['too-small']],
    [300, 299, ['too-small']],
  ])('%d × %d px → %j', (width, height, rules) => {
    expect(rulesOf({ width, height })).toEqual(rules)
  })
})

describe('the ratio', () => {
  test.each([
    [400, 1000, []],
    [300, 750, []],
    [300, 751, ['too-tall']],
    [1000, 400, []],
    [1001, 400, ['too-wide']],
  ])('%d × %d px → %j', (width, height, rules) => {
    expect(rulesOf({ width, height })).toEqual(rules)
  })

  test('is told with two decimals, rounded away from the limit', () => {
    expect(judge({ ...GOOD, width: 4000, height: 10_001 })).toEqual([
      { rule: 'too-tall', level: 'block', values: { ratio: 2.51, limit: 2.5, width: 4000, height: 10_001 } },
    ])
    expect(judge({ ...GOOD, width: 7000, height: 2000 })).toEqual([
      { rule: 'too-wide', level: 'block', values: { ratio: 3.5, limit: 2.5, width: 7000, height: 2000 } },
    ])
  })

  test('over the limit never reads like the limit', () => {
    const side = fc.integer({ min: 300, max: 30_000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const found = judge({ ...GOOD, width, height })
        for (const { values } of found) expect(values.ratio).toBeGreaterThan(2.5)
        expect(found.length > 0).toBe(Math.max(width, height) > 2.5 * Math.min(width, height))
      }),
    )
  })
})

describe('the weight', () => {
  const { maxBytes } = FIRST_FRAME_LIMITS
  test('may be exactly the limit', () => {
    expect(rulesOf({ bytes: maxBytes })).toEqual([])
  })

  test('over the limit by a byte reads as more than it', () => {
    expect(judge({ ...GOOD, bytes: maxBytes + 1 })).toEqual([
      { rule: 'too-heavy', level: 'block', values: { megabytes: 20.1, limit: 20 } },
    ])
  })
})

test('a problem silences remarks about what would be sent', () => {
  const problem = { rule: 'damaged', level: 'block', values: { detail: 'x' } } as const
  expect(rulesOf({ problem, orientation: 6, pages: 2, name: 'a.png' })).toEqual(['damaged'])
})

test('everything that can be said is said, the gravest first', () => {
  const facts = { format: 'webp', found: 'WEBP', width: 100, height: 900, orientation: 8, pages: 3 }
  expect(rulesOf({ ...facts, hasAlpha: true, space: 'cmyk' })).toEqual([
    'too-small',
    'too-tall',
    'animated',
    'transparent',
    'other-colours',
    'misleading-name',
    'sideways',
  ])
})

test.each(['a.jpg', 'a.JPEG', 'a.jfif', 'a'])('the name %s misleads nobody about a JPEG', (name) => {
  expect(rulesOf({ name })).toEqual([])
})
