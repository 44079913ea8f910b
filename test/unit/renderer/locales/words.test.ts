import i18next from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import { startLanguages } from '#renderer/locales/i18n.ts'
import { durationWords, errorWords, findingWords, rawFacts } from '#renderer/locales/words.ts'

beforeAll(async () => {
  await startLanguages('en')
})

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

describe('a span of time', () => {
  test.each([
    [-5 * SECOND, '0 s'],
    [9_400, '9 s'],
    [59_900, '59 s'],
    [4 * MINUTE + 10 * SECOND, '4 min 10 s'],
    [38 * MINUTE + 40 * SECOND, '38 min'],
    [3 * HOUR + 5 * MINUTE, '3 h 5 min'],
    [21 * HOUR, '21 h'],
    [25 * HOUR + 10 * MINUTE, '25 h 10 min'],
    [50 * HOUR, '2 d 2 h'],
  ])('%i ms is %s', (ms, words) => {
    expect(durationWords(ms, i18next.t)).toBe(words)
  })
})

test('an error has its words in both languages and the same button', () => {
  const error = { code: 'not-possible-now' as const, values: { state: 'rendering' } }
  expect(errorWords(error, 'en', i18next.t)).toMatchObject({
    why: 'The job is rendering.',
    action: 'open-job',
  })
  const chinese = errorWords(error, 'zh-CN', i18next.getFixedT('zh-CN'))
  expect(chinese).toMatchObject({ what: '现在无法这样做', why: '任务的状态是：生成中。', action: 'open-job' })
})

test('a finding names what was measured and the limit in both languages', () => {
  const found = {
    rule: 'too-small' as const,
    level: 'block' as const,
    values: { width: 120, height: 90, limit: 300 },
  }
  expect(findingWords(found, 'en').says).toBe('120 × 90 px is too small; both sides must be at least 300 px')
  expect(findingWords(found, 'zh-CN').says).toBe('120 × 90 像素太小；两边都必须至少 300 像素')
})

test('the raw facts of an error hold its code and request id', () => {
  expect(rawFacts({ code: 'refused', values: { code: 'X', message: 'no' }, requestId: 'r-1' })).toBe(
    'code: refused\nrequest id: r-1\ncode: X\nmessage: no',
  )
})
