/** How a prompt is measured. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PROMPT_BUDGET } from '#shared/happyhorse.ts'
import { cutToBudget, hintsFor, measurePrompt, weightOf } from '#shared/prompt-rules.ts'

test('a Han ideograph weighs two, everything else one', () => {
  expect(weightOf('马在跑')).toBe(6)
  expect(weightOf('a horse')).toBe(7)
  expect(weightOf('馬, うま, 말')).toBe(2 + 1 + 1 + 2 + 1 + 1 + 1)
  expect(weightOf('🐎')).toBe(1)
})

test('both published limits fit the budget exactly', () => {
  expect(weightOf('a'.repeat(5_000))).toBe(PROMPT_BUDGET)
  expect(weightOf('马'.repeat(2_500))).toBe(PROMPT_BUDGET)
  expect(measurePrompt('马'.repeat(2_501)).cutCharacters).toBe(1)
})

test('what is kept is the longest beginning that fits', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '马', '🐎', ' '), maxLength: 60 })
  fc.assert(
    fc.property(texts, fc.integer({ min: 0, max: 40 }), (text, budget) => {
      const kept = cutToBudget(text, budget)
      expect(text.startsWith(kept)).toBe(true)
      expect(weightOf(kept)).toBeLessThanOrEqual(budget)
      const [following] = [...text.slice(kept.length)]
      if (following) expect(weightOf(kept + following)).toBeGreaterThan(budget)
    }),
  )
})

test('the length of a text is the sum of its parts, wherever it is cut, and a measured text says what would be lost', () => {
  const texts = fc.string({
    unit: fc.oneof(
      fc.constantFrom('a', '马', '🐎', 'é', '\u200d', '𠀀', '\n'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
    maxLength: 80,
  })
  fc.assert(
    fc.property(texts, texts, (one, other) => {
      expect(weightOf(`${one} ${other}`)).toBe(weightOf(one) + 1 + weightOf(other))
      const characters = [...one].length
      expect(weightOf(one)).toSatisfy((weight: number) => weight >= characters && weight <= 2 * characters)
      const { weight, budget, cutCharacters } = measurePrompt(one.repeat(80))
      expect(cutCharacters > 0).toBe(weight > budget)
    }),
    { numRuns: 20 },
  )
})

test('hints name the habits that make a prompt work worse', () => {
  expect(hintsFor('mist is drifting, the camera is pushing in slowly')).toEqual([])
  expect(hintsFor('Fixed camera. Slow zoom on the face.')).toEqual(['mixed-camera'])
  expect(hintsFor('A photo of a horse, running')).toEqual(['describes-picture'])
  expect(hintsFor('leaves fall\nNegative prompt: blur')).toEqual(['negative-list'])
  expect(hintsFor('x'.repeat(5_001))).toEqual(['too-long'])
})
