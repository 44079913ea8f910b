/** Owns the list prices per second of output video, dated, in integer micros of the billed currency. */

import type { ModelId, RegionId, Resolution } from './happyhorse.ts'

export type Currency = 'CNY' | 'USD'

/** Price of one second in millionths of the currency. */
export type Price = { perSecondMicros: number; currency: Currency }

/** Price lists as published, keyed by the regions that share one. */
export type PriceList = {
  date: string
  source: string
  currency: Currency
  perSecondMicros: Partial<Record<ModelId, Partial<Record<Resolution, number>>>>
}

const PAGE = 'help.aliyun.com/zh/model-studio/model-pricing'
const READ = '2026-11-22'

const V11_CNY = { '480P': 450_000, '720P': 900_000, '1080P': 1_200_000 }
const V10_CNY = { '720P': 900_000, '1080P': 1_600_000 }
const V11_CNY_INTL = { '480P': 524_594, '720P': 1_049_188, '1080P': 1_348_956 }
const V10_CNY_INTL = { '720P': 1_049_188, '1080P': 1_798_608 }

const V11_MODELS = ['happyhorse-1.1-i2v', 'happyhorse-1.1-t2v', 'happyhorse-1.1-r2v'] as const
const V10_MODELS = ['happyhorse-1.0-i2v', 'happyhorse-1.0-t2v', 'happyhorse-1.0-r2v'] as const
const V10_EDIT = 'happyhorse-1.0-video-edit'

function listOf(
  v11: Partial<Record<Resolution, number>>,
  v10: Partial<Record<Resolution, number>>,
  v10Models: readonly ModelId[],
) {
  return Object.fromEntries([...V11_MODELS.map((id) => [id, v11]), ...v10Models.map((id) => [id, v10])])
}

const MAINLAND: PriceList = {
  date: READ,
  source: PAGE,
  currency: 'CNY',
  perSecondMicros: listOf(V11_CNY, V10_CNY, [...V10_MODELS, V10_EDIT]),
}
const TOKYO: PriceList = {
  date: READ,
  source: PAGE,
  currency: 'CNY',
  perSecondMicros: listOf(V11_CNY, V10_CNY, [V10_EDIT]),
}
const SINGAPORE: PriceList = {
  date: READ,
  source: PAGE,
  currency: 'CNY',
  perSecondMicros: listOf(V11_CNY_INTL, V10_CNY_INTL, [...V10_MODELS, V10_EDIT]),
}

/** Published list prices. Launch discounts are left out: their end is not documented; users may edit prices. */
export const PRICES: Record<RegionId, PriceList> = {
  beijing: MAINLAND,
  singapore: SINGAPORE,
  virginia: MAINLAND,
  frankfurt: MAINLAND,
  tokyo: TOKYO,
}
