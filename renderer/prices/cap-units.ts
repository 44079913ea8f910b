/** Owns how a cap is typed: in units of its currency, to the hundredth. */

import { CAP_MAX_MICROS } from '#shared/budget.ts'
import { MICROS } from '#shared/cost.ts'

export const CAP_RANGE = { min: 0, max: CAP_MAX_MICROS / MICROS, step: 0.01 } as const
export const CAP_FORMAT = {
  style: 'currency',
  currencyDisplay: 'narrowSymbol',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
} as const
