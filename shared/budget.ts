/** Owns the caps on spending: their windows, what counts in each, and which of them is the tightest. */

import { z } from 'zod'

/** What a cap holds for: one confirmation, one day, one month of the machine's own calendar. */
export const CAP_WINDOWS = ['batch', 'day', 'month'] as const
export type CapWindow = (typeof CAP_WINDOWS)[number]

/** Highest cap that can be set, in micros. */
export const CAP_MAX_MICROS = 1_000_000_000_000

export const CapSchema = z.int().min(0).max(CAP_MAX_MICROS).nullable()

/** Null: no cap. In the currency that is billed; each currency is counted by itself. */
export const CapsSchema = z.object({
  batchMicros: CapSchema.default(null),
  dayMicros: CapSchema.default(null),
  monthMicros: CapSchema.default(null),
})
export type Caps = z.infer<typeof CapsSchema>

/** What counts in one window. All of it stays at or below the cap, unless a bill was higher than what was asked for. */
export const SpendingSchema = z.object({
  /** Booked from `usage`. */
  spentMicros: z.int(),
  /** Worst case of what the service may be working on. */
  reservedMicros: z.int(),
  /** Tasks that were lost sight of and may have been billed; counted until the user says that they were not. */
  doubtedMicros: z.int(),
})
export type Spending = z.infer<typeof SpendingSchema>

/** What counts against the cap of one batch, in the currency of its jobs. */
export const BatchBudgetSchema = SpendingSchema.extend({
  /** The cap that holds; null: none. */
  capMicros: z.int().nullable(),
  /** True for one that was given to this batch alone. */
  isOwn: z.boolean(),
  /** What the whole batch comes to: what counts already, and what waits at the price agreed. */
  wholeMicros: z.int(),
  /** Jobs of it that wait. */
  queued: z.int(),
})
export type BatchBudget = z.infer<typeof BatchBudgetSchema>

export const BudgetSchema = z.object({
  day: SpendingSchema.extend({ capMicros: z.int().nullable() }),
  month: SpendingSchema.extend({ capMicros: z.int().nullable() }),
})
export type Budget = z.infer<typeof BudgetSchema>

/** Everything that counts against a cap. */
export function countedMicros({ spentMicros, reservedMicros, doubtedMicros }: Spending): number {
  return spentMicros + reservedMicros + doubtedMicros
}

/** When a window began that holds `now`, by the calendar of the machine; the batch has no beginning of its own. */
export function windowStart(window: CapWindow, now: number): number {
  if (window === 'batch') return Number.MIN_SAFE_INTEGER
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), window === 'day' ? date.getDate() : 1).getTime()
}

/** When the next day begins, by the calendar of the machine: then a cap may have room again. */
export function nextDayStart(now: number): number {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime()
}

export type TightCap = Spending & { window: 'day' | 'month'; capMicros: number }

/** The cap with the least room left; undefined when none is set. */
export function tightestCap(budget: Budget): TightCap | undefined {
  const set = (['day', 'month'] as const).flatMap((window) => {
    const { capMicros, ...spending } = budget[window]
    return capMicros === null ? [] : [{ ...spending, window, capMicros }]
  })
  return set.sort((one, other) => roomOf(one) - roomOf(other))[0]
}

function roomOf(cap: TightCap): number {
  return cap.capMicros - countedMicros(cap)
}
