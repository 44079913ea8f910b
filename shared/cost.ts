/** Owns money: what a clip will cost, what it did cost, and how an amount is written. Integer micros only. */

import type { Resolution } from './happyhorse.ts'
import { type Currency, PRICES, type Price } from './prices.ts'
import type { ServiceId, Settings } from './settings.ts'

/** Millionths of a currency unit. */
export const MICROS = 1_000_000

/** An amount in one currency. */
export type Money = { micros: number; currency: Currency }

type PriceQuestion = { service: ServiceId; model: string; resolution: string }
type PriceSettings = Pick<Settings, 'prices' | 'customPriceRegion'>

/** Key of a user's own price in `settings.prices`. */
export function priceKey({ service, model, resolution }: PriceQuestion): string {
  return `${service}/${model}/${resolution}`
}

/** Price of one second: the user's own, else the published one; undefined when neither is known. A rehearsal is free. */
export function priceOf(question: PriceQuestion, settings: PriceSettings): Price | undefined {
  if (question.service === 'rehearsal') return { perSecondMicros: 0, currency: 'CNY' }
  const region = question.service === 'custom' ? settings.customPriceRegion : question.service
  const list = PRICES[region]
  const own = settings.prices[priceKey(question)]
  const models: Partial<Record<string, Partial<Record<Resolution, number>>>> = list.perSecondMicros
  const perSecondMicros = own ?? models[question.model]?.[question.resolution as Resolution]
  return perSecondMicros === undefined ? undefined : { perSecondMicros, currency: list.currency }
}

/** What `seconds` cost. Edit clips are billed in fractions of a second; the amount is rounded to a micro. */
export function costOf(price: Price, seconds: number): Money {
  return { micros: Math.round(price.perSecondMicros * seconds), currency: price.currency }
}

const SYMBOLS: Record<Currency, string> = { CNY: '¥', USD: '$' }

/** `{ micros: 108000000, currency: 'CNY' }` → `¥108.00`. Parts of a cent are shown where they matter. */
export function formatMoney({ micros, currency }: Money): string {
  const whole = Math.abs(micros) / MICROS
  const digits = micros % 10_000 === 0 ? 2 : 4
  return `${micros < 0 ? '−' : ''}${SYMBOLS[currency]}${whole.toFixed(digits)}`
}
