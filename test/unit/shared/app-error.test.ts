/** The one error type. */

import { expect, test } from 'vitest'
import { AppError, AppErrorSchema, reasonOf, toAppError, wordsFor } from '#shared/app-error.ts'
import { ERRORS, type ErrorCode } from '#shared/error-words.ts'

const CODES = Object.keys(ERRORS) as ErrorCode[]

test('every error says what happened, why, and what to do', () => {
  for (const code of CODES) {
    const { what, why, fix } = ERRORS[code]
    expect([what.length > 5, why.length > 5, fix.length > 5], code).toEqual([true, true, true])
  }
})

test('values stand in the words, and a missing one stays visible', () => {
  const words = wordsFor({ code: 'estimate-changed', values: { agreed: '¥1.00' } })
  expect(words.why).toBe('It was ¥1.00 and is now {{actual}}.')
  expect(words.action).toBe('review-estimate')
})

test('an error crosses the wire and comes back the same', () => {
  const error = new AppError('key-refused', { code: 'InvalidApiKey', message: 'no' }, { requestId: 'r-1' })
  expect(AppErrorSchema.parse(JSON.parse(JSON.stringify(error)))).toEqual(error.toJSON())
})

test('what nobody foresaw becomes a bug that keeps its cause', () => {
  const cause = new RangeError('too far')
  const error = toAppError(cause)
  expect([error.code, error.values, error.cause]).toEqual(['bug', { detail: 'too far' }, cause])
  expect(toAppError('just text').values).toEqual({ detail: 'just text' })
  expect(toAppError(error)).toBe(error)
})

test.each([
  [new RangeError('too far'), 'too far'],
  [new AggregateError([]), 'AggregateError'],
  ['just text', 'just text'],
  [toAppError(new RangeError('too far')), 'too far'],
  [new AppError('disk-refused', { detail: 'ENOSPC' }), 'The clip cannot be written: ENOSPC'],
])('the reason of %s is told whatever was thrown', (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason)
})
