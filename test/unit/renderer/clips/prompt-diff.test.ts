/** What differs between two prompts is told word by word, in English, in Chinese and in both at once. */

import { array, assert, constantFrom, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { areRelated, type DiffPart, promptDiff } from '#renderer/clips/prompt-diff.ts'

const changed = (base: string, other: string) =>
  promptDiff(base, other).flatMap(({ kind, text }) => (kind === 'same' ? [] : [`${kind} ${text.trim()}`]))

test('one word of English is one word', () => {
  expect(changed('the wind is moving the grass', 'the wind is bending the grass')).toEqual([
    'removed moving',
    'added bending',
  ])
  expect(changed('slow dolly in', 'slow dolly in, golden light')).toEqual(['added , golden light'])
})

test('Chinese has words without spaces between them', () => {
  expect(changed('镜头缓缓推近，湖面泛起涟漪', '镜头快速推近，湖面泛起微光')).toEqual([
    'removed 缓缓',
    'added 快速',
    'removed 涟漪',
    'added 微光',
  ])
  expect(changed('镜头 pan left 慢速', '镜头 pan right 慢速')).toEqual(['removed left', 'added right'])
})

test('equal prompts differ in nothing, whatever the space around them; an empty one has everything to add', () => {
  expect(promptDiff(' wind ', 'wind')).toEqual([{ kind: 'same', text: 'wind' }])
  expect(changed('', 'wind rises')).toEqual(['added wind rises'])
})

const words = array(constantFrom('wind', 'grass', '湖面', '涟漪', ' ', ', ', '。', '👩‍👩‍👧', 'a'), {
  maxLength: 12,
}).map((all) => all.join(''))
const bare = (text: string) => text.replaceAll(/\s+/g, '')
const read = (parts: DiffPart[], without: DiffPart['kind']) =>
  bare(parts.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join(''))

test('whatever the prompts: without what was added the first one is read, without what was removed the second', () => {
  assert(
    property(words, words, string({ maxLength: 8 }), (one, other, noise) => {
      const [base, text] = [one + noise, noise + other]
      const parts = promptDiff(base, text)
      expect(read(parts, 'added')).toBe(bare(base))
      expect(read(parts, 'removed')).toBe(bare(text))
    }),
  )
})

test('prompts with next to nothing in common are not marked word by word', () => {
  expect(areRelated(promptDiff('wind moves the grass', '薄雾缓缓掠过湖面'))).toBe(false)
  expect(areRelated(promptDiff('wind moves the grass', 'wind moves the tall grass'))).toBe(true)
  expect(areRelated(promptDiff('wind', 'wind moves the grass, slowly, at dawn'))).toBe(true)
})
