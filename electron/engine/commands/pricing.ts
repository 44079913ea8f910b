/** Owns what a wish costs at today's prices. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { costOf, type Money, priceOf } from '#shared/cost.ts'
import { PRICES } from '#shared/prices.ts'
import type { Shot } from '#shared/shot.ts'
import type { Studio } from './studio-context.ts'

type Priced = Pick<Shot, 'model' | 'resolution' | 'durationSeconds'>
/** So many takes of one recipe. */
export type Lot = { shot: Priced; takes: number }

/** Cost of one take. @throws AppError `price-unknown` */
export function priceTake(studio: Pick<Studio, 'services' | 'tables'>, shot: Priced): Money {
  const { service } = studio.services.inUse()
  const { model, resolution, durationSeconds } = shot
  const price = priceOf({ service, model, resolution }, studio.tables.settings.settings())
  if (!price) throw new AppError('price-unknown', { model, resolution, region: service })
  return costOf(price, durationSeconds)
}

/** Why one take has no price; undefined when it has one. */
export function pricelessness(
  studio: Pick<Studio, 'services' | 'tables'>,
  shot: Priced,
): AppErrorData | undefined {
  try {
    priceTake(studio, shot)
    return undefined
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.toJSON()
    throw thrown
  }
}

/** So many takes of each shot, all together. */
export function priceLots(
  studio: Pick<Studio, 'services' | 'tables'>,
  lots: readonly Lot[],
): { clips: number; seconds: number; cost: Money } {
  let clips = 0
  let seconds = 0
  let micros = 0
  for (const { shot, takes } of lots) {
    clips += takes
    seconds += takes * shot.durationSeconds
    micros += takes * priceTake(studio, shot).micros
  }
  return { clips, seconds, cost: { micros, currency: currencyInUse(studio) } }
}

/** Currency in which the service in use bills. */
export function currencyInUse({ services, tables }: Pick<Studio, 'services' | 'tables'>): Money['currency'] {
  const { service } = services.inUse()
  if (service === 'rehearsal') return 'CNY'
  return PRICES[service === 'custom' ? tables.settings.settings().customPriceRegion : service].currency
}
