/** Whose prompt an echo is. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fits } from '#electron/engine/pipeline/prompt-echo.ts'
import { cutToBudget } from '#shared/prompt-rules.ts'

const echoOf = (prompt: string | undefined) =>
  ({ status: 'SUCCEEDED', ...(prompt === undefined ? {} : { prompt }) }) as const

test.each([
  ['trimmed', 'the mist is drifting \n', 'the mist is drifting'],
  ['with other white space', 'the mist\r\n is drifting', 'the mist is\u00a0drifting'],
  ['composed anew', 'the cafe\u0301 opens', 'the caf\u00e9 opens'],
  ['cut where we would cut it', 'x'.repeat(6_000), 'x'.repeat(5_000)],
])('an echo that comes back %s is the same prompt', (_, prompt, echo) => {
  expect(fits({ prompt }, echoOf(echo))).toBe('yes')
})

test.each([
  ['cut at another place', 'x'.repeat(6_000), 'x'.repeat(4_900)],
  ['longer than what was sent', 'the mist is drifting', 'the mist is drifting, cinematic'],
  ['of a job that sent none', '', 'the mist is drifting'],
])('an echo %s is left open', (_, prompt, echo) => {
  expect(fits({ prompt }, echoOf(echo))).toBe('unknown')
})

test('nothing echoed leaves it open, unless nothing was sent and the task has succeeded', () => {
  expect(fits({ prompt: 'a' }, echoOf(undefined))).toBe('unknown')
  expect(fits({ prompt: ' ' }, echoOf(undefined))).toBe('yes')
  expect(fits({ prompt: '' }, { status: 'RUNNING' })).toBe('unknown')
})

test('another prompt is another prompt', () => {
  expect(fits({ prompt: 'the mist is drifting' }, echoOf('the mist is rising'))).toBe('no')
})

test('however an echo is trimmed, composed or cut, it never counts as another prompt', () => {
  const spaces = fc.constantFrom('', ' ', '\n', '\u3000')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), spaces, spaces, fc.nat(400), (text, before, after, end) => {
      const prompt = before + text + after
      const forms = [prompt, prompt.trim(), prompt.normalize('NFC'), prompt.normalize('NFD')]
      for (const form of [...forms, cutToBudget(prompt), cutToBudget(prompt, end), `${prompt} `]) {
        expect(fits({ prompt }, echoOf(form))).not.toBe('no')
      }
    }),
    { numRuns: 500 },
  )
})
