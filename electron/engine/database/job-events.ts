/** Owns the job_events table: every job's history, one line per event. */

import type { Database, Statement } from 'better-sqlite3'
import type { AppErrorData } from '#shared/app-error.ts'
import type { JobEvent } from '#shared/job.ts'
import { selectList } from './columns.ts'

export type EventFacts = JobEvent['facts']
export type NewJobEvent = Omit<JobEvent, 'id' | 'error' | 'facts'> & {
  error?: AppErrorData | null
  facts?: EventFacts
}

type EventRow = Omit<JobEvent, 'error' | 'facts'> & { error: string | null; facts: string }

export class JobEventsTable {
  readonly #insert: Statement<unknown[]>
  readonly #ofJob: Statement<[string], EventRow>
  readonly #lastAt: Statement<[], number>

  constructor(db: Database) {
    this.#insert = db.prepare(
      'INSERT INTO job_events (job_id, at, event, "from", "to", request_id, error, facts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#ofJob = db.prepare(
      `SELECT ${selectList(['id', 'jobId', 'at', 'event', 'requestId', 'error', 'facts'])}, "from", "to"
       FROM job_events WHERE job_id = ? ORDER BY id`,
    )
    this.#lastAt = db.prepare<[], number>('SELECT at FROM job_events ORDER BY id DESC LIMIT 1').pluck()
  }

  append({ jobId, at, event, from, to, requestId, error, facts }: NewJobEvent): void {
    const words = error ? JSON.stringify(error) : null
    this.#insert.run(jobId, at, event, from, to, requestId, words, facts ? JSON.stringify(facts) : '{}')
  }

  /** When the newest line was written, by the clock of then. */
  lastAt(): number | undefined {
    return this.#lastAt.get()
  }

  /** Oldest first. */
  ofJob(jobId: string): JobEvent[] {
    return this.#ofJob.all(jobId).map((row) => ({
      ...row,
      error: row.error === null ? null : JSON.parse(row.error),
      facts: JSON.parse(row.facts),
    }))
  }
}
