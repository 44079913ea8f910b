/** Owns which of the languages Gallop speaks: the one that is set, else the one the system or the browser asks for. */

import type { Settings } from './settings.ts'

export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of a setting; `system` follows the tag of the system or the browser, such as `zh-TW`. */
export function languageOf(setting: Settings['language'], system: string): Language {
  if (setting !== 'system') return setting
  return known(system) ?? 'en'
}

/** The language a browser likes best of ours, by its `Accept-Language` (RFC 9110 §12.5.4). */
export function acceptedLanguage(header = ''): Language {
  const wishes = header.split(',').map((wish) => {
    const [tag = '', ...parameters] = wish.split(';').map((part) => part.trim())
    const weight = parameters.find((one) => one.startsWith('q='))?.slice(2)
    return { tag, weight: weight === undefined ? 1 : Number(weight) }
  })
  const ours = wishes.filter(({ tag, weight }) => weight > 0 && known(tag))
  return known(ours.sort((a, b) => b.weight - a.weight)[0]?.tag ?? '') ?? 'en'
}

/** Any Chinese reads simplified Chinese more easily than English. */
function known(tag: string): Language | undefined {
  if (/^zh\b/i.test(tag)) return 'zh-CN'
  return /^en\b/i.test(tag) ? 'en' : undefined
}
