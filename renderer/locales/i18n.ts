/** Owns the language on screen: which one, and every text in it. */

import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#shared/language.ts'
import { en } from './en.ts'
import { zhCN } from './zh-cn.ts'

/** Names of languages, each in itself; they are the same in every locale. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', 'zh-CN': '简体中文' }

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof en }
  }
}

/** Readies the texts; resolves at once, for all of them are in the bundle. */
export function startLanguages(language: Language) {
  return i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, 'zh-CN': { translation: zhCN } },
    interpolation: { escapeValue: false },
    returnNull: false,
  })
}

export function setLanguage(language: Language): void {
  document.documentElement.lang = language
  if (i18next.language !== language) void i18next.changeLanguage(language)
}
