/**
 * Owns what the jobs table says about money in a window of time or a batch. Sums are always read from the rows: a
 * counter beside them could drift. A job counts where it was last claimed, whatever the clock says since.
 */

import type { Database, Statement } from 'better-sqlite3'
import type { Spending } from '#shared/budget.ts'
import { PAYING_STATES } from '#shared/job-machine.ts'
import type { Currency } from '#shared/prices.ts'

const PAYING = PAYING_STATES.map((state) => `'${state}'`).join(', ')

type Since = { currency: Currency; since: number }
type Sum<Where> = Statement<[Where], number>
type Sums<Where> = { spent: Sum<Where>; reserved: Sum<Where>; doubted: Sum<Where> }
type OfBatch = { batchId: string }

export class SpendingSums {
  readonly #since: Sums<Since>
  readonly #ofBatch: Sums<OfBatch>
  readonly #queued: Sum<{ currency: Currency }>
  readonly #queuedOfBatch: Sum<OfBatch>

  constructor(db: Database) {
    const sum = <Where>(column: string, where: string, from = 'jobs'): Sum<Where> =>
      db.prepare<[Where], number>(`SELECT coalesce(sum(${column}), 0) FROM ${from} WHERE ${where}`).pluck()
    const sums = <Where>(where: string): Sums<Where> => ({
      spent: sum('actual_micros', `actual_micros IS NOT NULL AND ${where}`),
      // The states are few rows among many: going by time would read all that was ever booked.
      reserved: sum(
        'coalesce(reserved_micros, estimate_micros)',
        `state IN (${PAYING}) AND actual_micros IS NULL AND ${where}`,
        'jobs INDEXED BY jobs_due_first',
      ),
      doubted: sum('doubted_micros', `doubted_micros > 0 AND ${where}`, 'jobs INDEXED BY what_is_in_doubt'),
    })
    this.#since = sums('currency = @currency AND booked_at >= @since')
    this.#ofBatch = sums('batch_id = @batchId')
    this.#queued = sum('estimate_micros', `state = 'queued' AND currency = @currency`)
    this.#queuedOfBatch = sum('estimate_micros', `state = 'queued' AND batch_id = @batchId`)
  }

  /**
   * What was booked from a moment on. There is no end to the window: after a clock was set back, what was booked in
   * the time that has not come yet still counts.
   */
  since(currency: Currency, since: number): Spending {
    return read(this.#since, { currency, since })
  }

  ofBatch(batchId: string): Spending {
    return read(this.#ofBatch, { batchId })
  }

  /** What waits of one batch will cost as agreed. */
  queuedMicrosOf(batchId: string): number {
    return this.#queuedOfBatch.get({ batchId }) ?? 0
  }

  /** What waits in the queue will cost as agreed. */
  queuedMicros(currency: Currency): number {
    return this.#queued.get({ currency }) ?? 0
  }
}

function read<Where>({ spent, reserved, doubted }: Sums<Where>, where: Where): Spending {
  return {
    spentMicros: spent.get(where) ?? 0,
    reservedMicros: reserved.get(where) ?? 0,
    doubtedMicros: doubted.get(where) ?? 0,
  }
}
