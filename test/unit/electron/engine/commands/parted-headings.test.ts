/** Long headings that begin alike begin where they part. */

import { expect, test } from 'vitest'
import { partedHeadings } from '#electron/engine/commands/parted-headings.ts'

const START =
  'A slow camera is pushing in over the lake while the mist is drifting apart, the light is growing warm and the boat'

test('two long prompts that differ at their end begin a few words before it, and a short one stays whole', () => {
  const ends = ['is turning to the left shore', 'is turning to the right shore']
  const [left, right, other] = partedHeadings([...ends.map((end) => `${START} ${end}`), 'Rain'])
  expect(left).toMatch(/^… ?\S.*left shore$/)
  expect(right).toMatch(/^… ?\S.*right shore$/)
  expect(Math.max(left?.length ?? 0, right?.length ?? 0)).toBeLessThan(60)
  expect(other).toBe('Rain')
})

test('texts that part early, or are equal, stay as they are', () => {
  const texts = [`Snow. ${START}`, `Hail. ${START}`, `Hail. ${START}`]
  expect(partedHeadings(texts)).toEqual(texts)
})

test('a script without spaces is cut within the words', () => {
  const start = '清晨的薄雾在湖面上慢慢飘动'.repeat(10)
  const [one] = partedHeadings([`${start}向左`, `${start}向右`])
  expect(one).toMatch(/^….{1,30}向左$/)
})
