/** Owns what the jobs table says of keys: by whose key a task was made, and which jobs wait for that key. */

import type { Database, Statement } from 'better-sqlite3'
import type { ServiceId } from '#shared/settings.ts'

/** Jobs that were made with one key and wait for it. */
export type KeyWait = { service: ServiceId; baseUrl: string; keyPrint: string; jobs: number }

/** Word for word as in the index that finds them. */
const WAITING = `due_at IS NULL AND error ->> '$.code' = 'other-key' AND state IN ('unconfirmed', 'rendering', 'downloading')`

export class KeyPrints {
  readonly #waits: Statement<[], KeyWait>
  readonly #taskMadeWith: Statement<[string, number], string>
  readonly #repin: Statement<[{ from: string; to: string }]>
  readonly #wake: Statement<[{ now: number; keyPrint: string | null }], string>
  readonly #touched: (jobId: string) => void

  constructor(db: Database, touched: (jobId: string) => void) {
    this.#waits = db.prepare(
      `SELECT service, base_url AS baseUrl, key_print AS keyPrint, count(*) AS jobs FROM jobs
       WHERE ${WAITING} GROUP BY service, base_url, key_print ORDER BY min(task_dies_at)`,
    )
    this.#taskMadeWith = db
      .prepare<[string, number], string>(
        `SELECT task_id FROM jobs WHERE key_print = ? AND task_id IS NOT NULL AND task_dies_at > ? AND task_status <> 'UNKNOWN'
         ORDER BY task_dies_at DESC LIMIT 1`,
      )
      .pluck()
    this.#repin = db.prepare('UPDATE jobs SET key_print = @to WHERE key_print = @from')
    // A lost answer is one still; only the key stood in the way of looking for it.
    this.#wake = db
      .prepare<[{ now: number; keyPrint: string | null }], string>(
        `UPDATE jobs SET due_at = @now,
           error = iif(state = 'unconfirmed', json_set(error, '$.code', 'reply-lost'), NULL)
         WHERE ${WAITING} AND (@keyPrint IS NULL OR key_print = @keyPrint) RETURNING id`,
      )
      .pluck()
    this.#touched = touched
  }

  /** What waits for other keys than those in use, first what dies first. */
  waits(): KeyWait[] {
    return this.#waits.all()
  }

  /** The youngest task made with a key that the service must still know; undefined when there is none. */
  taskMadeWith(keyPrint: string, now: number): string | undefined {
    return this.#taskMadeWith.get(keyPrint, now)
  }

  /** Two keys are of one account: whatever was made with one is looked after with the other. */
  repin(from: string, to: string, now: number): void {
    this.#repin.run({ from, to })
    this.wake(now, to)
  }

  /** Makes jobs due that waited for a key, all or those of one. */
  wake(now: number, keyPrint: string | null = null): void {
    for (const id of this.#wake.all({ now, keyPrint })) this.#touched(id)
  }
}
