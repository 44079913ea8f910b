/** Owns the proof that every still's name makes a clip name that every system takes. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CLIP_NAME_MAX_BYTES, clipName, nameKey } from '#electron/engine/library/clip-name.ts'

const free = () => false
const named = (stillName: string) => clipName({ stillName, take: 1, seed: 7 }, free)

describe('a clip', () => {
  test.each([
    ['bamboo-forest.png', 'bamboo-forest_t01_s7.mp4'],
    ['竹林 雾.jpeg', '竹林 雾_t01_s7.mp4'],
    ['a/b\\c:d*e?.jpg', 'a-b-c-d-e-_t01_s7.mp4'],
    ['CON.jpg', '_CON_t01_s7.mp4'],
    ['nul.tar.jpg', '_nul.tar_t01_s7.mp4'],
    ['COM¹.jpg', '_COM¹_t01_s7.mp4'],
    ['.hidden.jpg', 'hidden_t01_s7.mp4'],
    ['--yes.jpg', 'yes_t01_s7.mp4'],
    ['trailing dots... .jpg', 'trailing dots_t01_s7.mp4'],
    ['gpj\u202Eexe.jpg', 'gpjexe_t01_s7.mp4'],
    ['two\n\tlines.jpg', 'twolines_t01_s7.mp4'],
    ['e\u0301.jpg', '\u00E9_t01_s7.mp4'],
    ['..', 'still_t01_s7.mp4'],
    ['.jpg', 'still_t01_s7.mp4'],
    ['', 'still_t01_s7.mp4'],
  ])('of the still %j is called %j', (stillName, name) => {
    expect(named(stillName)).toBe(name)
  })

  test('tells take and seed', () => {
    expect(clipName({ stillName: 'a.jpg', take: 123, seed: 2_147_483_647 }, free)).toBe(
      'a_t123_s2147483647.mp4',
    )
  })

  test('of a long name is cut between characters as people see them', () => {
    const name = named(`${'👩‍🚀'.repeat(60)}.jpg`)
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(CLIP_NAME_MAX_BYTES)
    expect(name).toMatch(/^(👩🚀)+👩?_t01_s7\.mp4$/u)
  })

  test('whose name is taken gets a number, and the next one another', () => {
    const there = new Set(['a_t01_s7.mp4', 'a_t01_s7-2.mp4'])
    expect(clipName({ stillName: 'A.jpg', take: 1, seed: 7 }, (name) => there.has(nameKey(name)))).toBe(
      'A_t01_s7-3.mp4',
    )
  })

  test('finds an end when everything is taken', () => {
    expect(() => clipName({ stillName: 'a.jpg', take: 1, seed: 7 }, () => true)).toThrowError(
      expect.objectContaining({ code: 'bug' }),
    )
  })
})

describe('whatever the still is called, the name', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.stringMatching(/^(con|nul|lpt1|COM9|\.|\/|\\| |:|-){1,6}(\.[a-z]{1,4})?$/),
  )
  const anyParts = fc.record({
    stillName: anyName,
    take: fc.integer({ min: 1, max: 9_999 }),
    seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  })

  test('holds nothing a system forbids and fits', () => {
    fc.assert(
      fc.property(anyParts, (parts) => {
        const name = clipName(parts, free)
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
        expect(name).not.toMatch(/^[.\s-]|[.\s]$/)
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\./i)
        expect(name).toMatch(/_t\d{2,4}_s\d{1,10}\.mp4$/)
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(CLIP_NAME_MAX_BYTES)
        expect(name).toBe(name.normalize('NFC'))
      }),
    )
  })

  test('is never used twice, not even in another case', () => {
    fc.assert(
      fc.property(fc.array(anyParts, { maxLength: 40 }), (all) => {
        const keys = new Set<string>()
        for (const parts of all) keys.add(nameKey(clipName(parts, (name) => keys.has(nameKey(name)))))
        expect(keys.size).toBe(all.length)
      }),
    )
  })
})
