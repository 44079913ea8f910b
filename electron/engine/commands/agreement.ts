/** Owns what the user agreed to: so many takes at this price, on this service. It is looked at again when they are written. */

import { AppError } from '#shared/app-error.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import type { ServicePin } from '../services.ts'
import { type Lot, priceLots } from './pricing.ts'
import type { Studio } from './studio-context.ts'

export type Agreement = { agreed: Money; lots: readonly Lot[]; pin: ServicePin }

/** @throws AppError `estimate-changed` when the price is not the one the user saw, `price-unknown` */
export function agree(studio: Studio, agreed: Money, lots: readonly Lot[]): Agreement {
  const agreement = { agreed, lots, pin: studio.services.inUse() }
  needsAgreement(studio, agreement)
  return agreement
}

/**
 * Call it within the transaction that writes the jobs, whose price and service are those of that moment: settings may
 * have been changed while first frames were prepared.
 * @throws AppError `estimate-changed`, `price-unknown`
 */
export function needsAgreement(studio: Studio, { agreed, lots, pin }: Agreement): void {
  const actual = priceLots(studio, lots).cost
  const { service, baseUrl } = studio.services.inUse()
  const samePlace = service === pin.service && baseUrl === pin.baseUrl
  if (samePlace && agreed.micros === actual.micros && agreed.currency === actual.currency) return
  const say = (money: Money, at: ServicePin) =>
    samePlace ? formatMoney(money) : `${formatMoney(money)} (${at.baseUrl || at.service})`
  throw new AppError('estimate-changed', {
    agreed: say(agreed, pin),
    actual: say(actual, { service, baseUrl }),
  })
}
