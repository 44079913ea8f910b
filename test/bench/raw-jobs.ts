/**
 * Owns the other side of the jobs benchmark: the very same rows written with prepared statements of better-sqlite3
 * and nothing around them. Values are bound by position and laid out beforehand, which is the fastest way it offers.
 */

import type { Database, Statement } from 'better-sqlite3'
import { clipRowOf } from '#electron/engine/database/clip-row.ts'
import { columnOf } from '#electron/engine/database/columns.ts'
import { JOB_FIELDS, type JobRecord, parametersOf, rowOf } from '#electron/engine/database/job-record.ts'
import type { Clip } from '#shared/clip.ts'
import { next } from '#shared/job-machine.ts'
import type { LifeStep } from './job-rows.ts'

type Values = unknown[]
type Write = { statement: Statement<Values>; values: Values }
/** What one transaction writes. */
export type Writes = Write[]

export class RawJobs {
  readonly #db: Database
  readonly #statements = new Map<string, Statement<Values>>()
  #clips = 0
  readonly #commit: (writes: Writes) => void

  constructor(db: Database) {
    this.#db = db
    this.#commit = db.transaction((writes: Writes) => {
      for (const { statement, values } of writes) statement.run(...values)
    }).immediate
  }

  /** One transaction for the whole batch. */
  insertsOf(jobs: readonly JobRecord[]): Writes {
    return jobs.flatMap((job) => {
      const row = rowOf(job)
      const { id, createdAt, state } = job
      return [
        this.#insert('jobs', Object.fromEntries(JOB_FIELDS.map((field) => [field, row[field]]))),
        this.#event({ id, at: createdAt, event: 'created', from: null, to: state, requestId: null }),
      ]
    })
  }

  /** One transaction for each step. */
  stepOf({ id, from, event, at, patch = {}, requestId = null, facts = {}, clip }: LifeStep): Writes {
    const to = next(from, event)
    const changed = { ...parametersOf(patch), state: to, updatedAt: at }
    const set = Object.keys(changed).map((field) => `${columnOf(field)} = ?`)
    const update = {
      statement: this.#prepare(`UPDATE jobs SET ${set.join(', ')} WHERE id = ? AND state = ?`),
      values: [...Object.values(changed), id, from],
    }
    const line = this.#event({ id, at, event, from, to, requestId, facts: JSON.stringify(facts) })
    return [...(clip ? this.#clip(clip) : []), update, line]
  }

  write(writes: Writes): void {
    this.#commit(writes)
  }

  #clip(clip: Clip): Write[] {
    this.#clips += 1
    const { prompt, stillName, name, seed } = clip
    return [
      this.#insert('clips', { ...clipRowOf(clip), searchRow: this.#clips }),
      this.#insert('clip_search', { rowid: this.#clips, words: `${prompt} ${stillName} ${name} ${seed}` }),
    ]
  }

  #event({ id, at, event, from, to, requestId, facts = '{}' }: Record<string, unknown>): Write {
    const columns = 'job_id, at, event, "from", "to", request_id, error, facts'
    const statement = this.#prepare(`INSERT INTO job_events (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
    return { statement, values: [id, at, event, from, to, requestId, null, facts] }
  }

  #insert(table: string, row: Record<string, unknown>): Write {
    const fields = Object.keys(row)
    const places = fields.map(() => '?').join(', ')
    const columns = fields.map(columnOf).join(', ')
    const statement = this.#prepare(`INSERT INTO ${table} (${columns}) VALUES (${places})`)
    return { statement, values: Object.values(row) }
  }

  #prepare(sql: string): Statement<Values> {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#db.prepare(sql)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
