/** Owns the batches table: what was queued by one confirmation, with the estimate agreed to. */

import type { Database, Statement } from 'better-sqlite3'
import type { Money } from '#shared/cost.ts'
import { insertInto } from './columns.ts'

const FIELDS = ['id', 'projectId', 'estimateMicros', 'currency', 'capMicros', 'ticket', 'createdAt'] as const
type BatchRow = { id: string; projectId: string; createdAt: number }

type NewBatch = BatchRow & { estimate: Money; capMicros?: number | null; ticket?: string | null }

export class BatchesTable {
  /** Ids of those inserted since the table was opened. */
  readonly ofThisRun = new Set<string>()
  readonly #insert: Statement<[Record<string, unknown>]>
  readonly #capMicros: Statement<[string], number | null>
  readonly #someCapped: Statement<[], number>
  readonly #setCap: Statement<[number | null, string]>
  readonly #jobsOf: Statement<[string], { id: string; batchId: string }>

  constructor(db: Database) {
    this.#insert = db.prepare(insertInto('batches', FIELDS))
    this.#capMicros = db
      .prepare<[string], number | null>('SELECT cap_micros FROM batches WHERE id = ?')
      .pluck()
    this.#someCapped = db
      .prepare<[], number>('SELECT 1 FROM batches WHERE cap_micros IS NOT NULL LIMIT 1')
      .pluck()
    this.#jobsOf = db.prepare(
      `SELECT jobs.id, batch_id AS batchId FROM jobs JOIN batches ON batches.id = batch_id
       WHERE ticket = ? ORDER BY jobs.created_at, order_key`,
    )
    this.#setCap = db.prepare('UPDATE batches SET cap_micros = ? WHERE id = ?')
  }

  insert(batch: NewBatch): void {
    const { estimate, capMicros = null, ticket = null, ...rest } = batch
    this.ofThisRun.add(rest.id)
    this.#insert.run({
      ...rest,
      capMicros,
      ticket,
      estimateMicros: estimate.micros,
      currency: estimate.currency,
    })
  }

  /** The cap this batch was given by itself; null when the one of the settings holds. */
  capMicros(id: string): number | null {
    return this.#capMicros.get(id) ?? null
  }

  /** True when any batch was given a cap by itself. */
  someCapped(): boolean {
    return this.#someCapped.get() !== undefined
  }

  /** Jobs of the batches that were queued under a ticket. */
  jobsUnder(ticket: string): { id: string; batchId: string }[] {
    return this.#jobsOf.all(ticket)
  }

  setCap(id: string, capMicros: number | null): void {
    this.#setCap.run(capMicros, id)
  }
}
