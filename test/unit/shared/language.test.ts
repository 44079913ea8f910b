/** Which language is spoken. */

import { expect, test } from 'vitest'
import { errorWordsIn, HOST_WORDS } from '#shared/host-words.ts'
import { acceptedLanguage, languageOf } from '#shared/language.ts'

test('the language follows the system unless one is chosen', () => {
  expect(languageOf('system', 'zh-TW')).toBe('zh-CN')
  expect(languageOf('system', 'de-DE')).toBe('en')
  expect(languageOf('en', 'zh-CN')).toBe('en')
})

test.each([
  [undefined, 'en'],
  ['', 'en'],
  ['de-DE,de;q=0.9', 'en'],
  ['zh', 'zh-CN'],
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
  ['en-US,en;q=0.9,zh-CN;q=0.8', 'en'],
  ['de, en;q=0.2, zh-CN;q=0.7', 'zh-CN'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['zha, *;q=0.5', 'en'],
])('of the wishes %j ours is %s', (header, language) => {
  expect(acceptedLanguage(header)).toBe(language)
})

test('hosts have each of their words in both languages', () => {
  const { en, 'zh-CN': chinese } = HOST_WORDS
  for (const [name, text] of Object.entries(chinese)) {
    expect([/[\u4e00-\u9fff]/.test(text), text === en[name as keyof typeof en]], name).toEqual([true, false])
  }
  const error = { code: 'data-in-use' as const, values: { holder: 'x', path: '/y' } }
  expect(errorWordsIn('zh-CN', error).what).not.toBe(errorWordsIn('en', error).what)
})
