/** Owns the batches table: what was queued by one confirmation, with the estimate agreed to. */

import type { Database, Statement } from 'better-sqlite3'
import type { Money } from '#shared/cost.ts'
import { insertInto } from './columns.ts'

const FIELDS = ['id', 'projectId', 'estimateMicros', 'currency', 'createdAt'] as const
type BatchRow = { id: string; projectId: string; createdAt: number }

export class BatchesTable {
  readonly #insert: Statement<[Record<string, unknown>]>

  constructor(db: Database) {
    this.#insert = db.prepare(insertInto('batches', FIELDS))
  }

  insert(batch: BatchRow & { estimate: Money }): void {
    const { estimate, ...rest } = batch
    this.#insert.run({ ...rest, estimateMicros: estimate.micros, currency: estimate.currency })
  }
}
