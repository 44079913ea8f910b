/** Owns the batches table: what was queued by one confirmation, with the estimate agreed to. */

import type { Database, Statement } from 'better-sqlite3'
import type { Money } from '#shared/cost.ts'
import { insertInto } from './columns.ts'

const FIELDS = ['id', 'projectId', 'estimateMicros', 'currency', 'capMicros', 'createdAt'] as const
type BatchRow = { id: string; projectId: string; createdAt: number }

export class BatchesTable {
  /** Ids of those inserted since the table was opened. */
  readonly ofThisRun = new Set<string>()
  readonly #insert: Statement<[Record<string, unknown>]>
  readonly #capMicros: Statement<[string], number | null>
  readonly #someCapped: Statement<[], number>
  readonly #setCap: Statement<[number | null, string]>

  constructor(db: Database) {
    this.#insert = db.prepare(insertInto('batches', FIELDS))
    this.#capMicros = db
      .prepare<[string], number | null>('SELECT cap_micros FROM batches WHERE id = ?')
      .pluck()
    this.#someCapped = db
      .prepare<[], number>('SELECT 1 FROM batches WHERE cap_micros IS NOT NULL LIMIT 1')
      .pluck()
    this.#setCap = db.prepare('UPDATE batches SET cap_micros = ? WHERE id = ?')
  }

  insert(batch: BatchRow & { estimate: Money; capMicros?: number | null }): void {
    const { estimate, capMicros = null, ...rest } = batch
    this.ofThisRun.add(rest.id)
    this.#insert.run({ ...rest, capMicros, estimateMicros: estimate.micros, currency: estimate.currency })
  }

  /** The cap this batch was given by itself; null when the one of the settings holds. */
  capMicros(id: string): number | null {
    return this.#capMicros.get(id) ?? null
  }

  /** True when any batch was given a cap by itself. */
  someCapped(): boolean {
    return this.#someCapped.get() !== undefined
  }

  setCap(id: string, capMicros: number | null): void {
    this.#setCap.run(capMicros, id)
  }
}
