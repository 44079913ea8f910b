/** Owns turning the engine's facts into words of the language on screen: errors, findings, durations, names. */

import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type AppErrorData, type ErrorWords, wordsFor } from '#shared/app-error.ts'
import { CAP_WINDOWS } from '#shared/budget.ts'
import { ERRORS } from '#shared/error-words.ts'
import { CHINESE_ERRORS } from '#shared/error-words-zh-cn.ts'
import { type Finding, wordsForFinding } from '#shared/finding.ts'
import { STILL_MODELS } from '#shared/happyhorse.ts'
import { JOB_STATES } from '#shared/job-machine.ts'
import type { ServiceId } from '#shared/settings.ts'
import { SERVICES } from '#shared/settings.ts'
import { fill } from '#shared/text.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import { copyText } from '../deeds/copying.ts'
import { findings as chineseFindings } from './zh-CN/findings.ts'

/** A span as people say it: `9 s`, `4 min 10 s`, `38 min`, `22 h 10 min`, `2 d 3 h`. Never negative. */
export function durationWords(ms: number, t: TFunction): string {
  const rest = Math.max(0, ms)
  const days = Math.floor(rest / DAY_MS)
  const hours = Math.floor((rest % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((rest % HOUR_MS) / MINUTE_MS)
  const seconds = Math.round((rest % MINUTE_MS) / SECOND_MS)
  if (rest >= 2 * DAY_MS) return t('words.time.days', { days, hours })
  if (rest >= 10 * HOUR_MS && minutes === 0) return t('words.time.wholeHours', { hours: days * 24 + hours })
  if (rest >= HOUR_MS) return t('words.time.hours', { hours: days * 24 + hours, minutes })
  if (rest >= 10 * MINUTE_MS || (rest >= MINUTE_MS && rest % MINUTE_MS === 0))
    return t('words.time.wholeMinutes', { minutes })
  if (rest >= MINUTE_MS) return t('words.time.minutes', { minutes, seconds: Math.min(59, seconds) })
  return t('words.time.seconds', { seconds: Math.min(59, seconds) })
}

/** Name of a service as the user chose it. */
export function serviceName(service: ServiceId, t: TFunction): string {
  if (service === 'rehearsal') return t('settings.service.rehearsal')
  return service === 'custom' ? t('settings.service.custom') : t(`settings.service.region.${service}`)
}

/** Short name of a model; ids we have no name for stay as they are. */
export function modelName(id: string, t: TFunction): string {
  const known = STILL_MODELS.find((one) => one === id)
  return known ? t(`words.model.${known}`) : id
}

/** Some values of errors are words of ours and have translations. */
function translateValues(values: AppErrorData['values'], t: TFunction): AppErrorData['values'] {
  const state = JOB_STATES.find((one) => one === values.state)
  const window = CAP_WINDOWS.find((one) => one === values.window)
  const service = SERVICES.find((one) => one === values.region)
  return {
    ...values,
    ...(state ? { state: t(`words.state.${state}`) } : {}),
    ...(window ? { window: t(`words.window.${window}`) } : {}),
    ...(service ? { region: serviceName(service, t) } : {}),
    ...(typeof values.model === 'string' ? { model: modelName(values.model, t) } : {}),
  }
}

export function errorWords(error: AppErrorData, language: string, t: TFunction): ErrorWords {
  const values = { ...error, values: translateValues(error.values, t) }
  const english = wordsFor(values)
  return language === 'zh-CN'
    ? { ...english, ...wordsFor(values, { ...ERRORS, ...CHINESE_ERRORS }) }
    : english
}

export function findingWords(finding: Finding, language: string): { says: string; remedy: string } {
  if (language !== 'zh-CN') return wordsForFinding(finding)
  const text = chineseFindings[finding.rule]
  return { says: fill(text.says, finding.values), remedy: fill(text.remedy, finding.values) }
}

/** The raw facts of an error, for the one who wants to send them to somebody. */
export function rawFacts(error: AppErrorData): string {
  const lines = [`code: ${error.code}`, ...(error.requestId ? [`request id: ${error.requestId}`] : [])]
  return [...lines, ...Object.entries(error.values).map(([name, value]) => `${name}: ${value}`)].join('\n')
}

function problemProps(error: AppErrorData, language: string, t: TFunction) {
  const { what, why, fix } = errorWords(error, language, t)
  const labels = { details: t('frame.details'), copy: t('frame.copyReport') }
  return { what, why, fix, raw: rawFacts(error), labels, onCopy: copyText }
}

/** All of the above for the language on screen. */
export function useWords() {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(
    () => ({
      t,
      language,
      error: (error: AppErrorData) => errorWords(error, language, t),
      /** What the one component for problems needs; a button is the caller's to add. */
      problem: (error: AppErrorData) => problemProps(error, language, t),
      finding: (finding: Finding) => findingWords(finding, language),
      duration: (ms: number) => durationWords(ms, t),
      model: (id: string) => modelName(id, t),
      service: (id: ServiceId) => serviceName(id, t),
      /** Moment of today or another day, to the second. */
      moment: (at: number) =>
        new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(at),
    }),
    [t, language],
  )
}
