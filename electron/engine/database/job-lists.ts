/** Owns what windows ask of the jobs table: pages, counts, sums, the order of the queue. */

import type { Database, Statement } from 'better-sqlite3'
import type { Money } from '#shared/cost.ts'
import type { JobCounts } from '#shared/job.ts'
import { JOB_STATES, type JobState, LIVE_STATES, PAYING_STATES } from '#shared/job-machine.ts'
import type { Currency } from '#shared/prices.ts'
import type { FolderStatus } from '#shared/status.ts'
import { selectList } from './columns.ts'
import type { Gate } from './due-jobs.ts'
import { JOB_FIELDS, type JobRecord, type JobRow, recordOf } from './job-record.ts'

export type JobFilter = {
  projectId: string
  states?: readonly JobState[] | undefined
  shotId?: string | undefined
  batchId?: string | undefined
  hidden?: boolean | undefined
}

type Retaken = Pick<JobRecord, 'id' | 'shotId'>
/** What tells one take from another, as far as an older job can be taken for it. */
type TakeKey = Pick<
  JobRecord,
  'shotId' | 'prompt' | 'model' | 'resolution' | 'durationSeconds' | 'watermark' | 'seed'
>

const SAME_TAKE = `shot_id = @shotId AND prompt = @prompt AND model = @model AND resolution = @resolution
  AND duration_seconds = @durationSeconds AND watermark = @watermark AND seed = @seed`
const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(', ')
const PAYING = PAYING_STATES.map((state) => `'${state}'`).join(', ')

export class JobLists {
  readonly #db: Database
  readonly #counts: Statement<[], { state: JobState; jobs: number }>
  readonly #spent: Statement<[string], number>
  readonly #reserved: Statement<[string], number>
  readonly #services: Statement<[], FolderStatus['services'][number]>
  readonly #charged: Statement<[], number>
  readonly #firstDeath: Statement<[], number>
  readonly #renderTimes: Statement<[string, number], number>
  readonly #unrendered: Statement<[], { resolution: string; durationSeconds: number; jobs: number }>
  readonly #queuedKeys: Statement<[], { id: string; orderKey: number }>
  readonly #placesAt: Statement<[Gate], { batchId: string; orderKey: number }>
  readonly #setKey: Statement<[number, string]>
  readonly #retakes: Statement<[Retaken], { id: string; state: JobState }>
  readonly #paidFor: Statement<[Record<string, unknown>], number>
  readonly #alike: Statement<[Record<string, unknown>], JobRow>

  readonly #touched: (id: string) => void

  constructor(db: Database, touched: (id: string) => void) {
    this.#db = db
    this.#touched = touched
    this.#counts = db.prepare('SELECT state, count(*) AS jobs FROM jobs GROUP BY state')
    this.#spent = db
      .prepare<[string], number>(
        'SELECT coalesce(sum(actual_micros), 0) FROM jobs WHERE actual_micros IS NOT NULL AND currency = ?',
      )
      .pluck()
    this.#reserved = db
      .prepare<[string], number>(
        `SELECT coalesce(sum(coalesce(reserved_micros, estimate_micros)), 0) FROM jobs
         WHERE state IN (${PAYING}) AND actual_micros IS NULL AND currency = ?`,
      )
      .pluck()
    this.#services = db.prepare(
      `SELECT service, base_url AS baseUrl, sum(state IN (${LIVE})) AS live FROM jobs
       WHERE state IN (${LIVE}) OR actual_micros > 0 OR doubted_micros > 0
       GROUP BY service, base_url ORDER BY service, base_url`,
    )
    // What waits may be much, and is counted in its index alone.
    this.#charged = db
      .prepare<[], number>(
        `SELECT (SELECT count(*) FROM jobs INDEXED BY which_jobs_wait_in_order
                 WHERE state = 'queued' AND service <> 'rehearsal')
              + (SELECT count(*) FROM jobs INDEXED BY jobs_due_first
                 WHERE state IN (${PAYING}) AND service <> 'rehearsal')`,
      )
      .pluck()
    this.#firstDeath = db
      .prepare<[], number>(
        `SELECT min(coalesce(link_dies_at, task_dies_at)) FROM jobs WHERE state IN ('rendering', 'downloading')`,
      )
      .pluck()
    this.#renderTimes = db
      .prepare<[string, number], number>(
        `SELECT finished_at - accepted_at FROM jobs
         WHERE state = 'done' AND resolution = ? AND duration_seconds = ? ORDER BY finished_at DESC LIMIT 50`,
      )
      .pluck()
    this.#unrendered = db.prepare(
      `SELECT resolution, duration_seconds AS durationSeconds, count(*) AS jobs
       FROM jobs INDEXED BY what_is_still_to_render
       WHERE state IN ('queued', 'submitting', 'unconfirmed', 'rendering') GROUP BY resolution, duration_seconds`,
    )
    this.#queuedKeys = db.prepare(
      `SELECT id, order_key AS orderKey FROM jobs WHERE state = 'queued' ORDER BY order_key`,
    )
    this.#placesAt = db.prepare(
      `SELECT batch_id AS batchId, order_key AS orderKey FROM jobs INDEXED BY which_jobs_wait_in_order
       WHERE state = 'queued' AND service = @service AND base_url = @baseUrl AND model = @model ORDER BY order_key`,
    )
    // Retakes are takes of the same shot, and those are found by its id.
    this.#retakes = db.prepare(
      `WITH RECURSIVE retakes (id, state) AS (
         SELECT id, state FROM jobs WHERE shot_id = @shotId AND retake_of = @id
         UNION SELECT jobs.id, jobs.state FROM retakes JOIN jobs ON jobs.shot_id = @shotId AND jobs.retake_of = retakes.id
       ) SELECT id, state FROM retakes`,
    )
    // What was restored from a copy may have been sent since that was made.
    this.#paidFor = db
      .prepare<[Record<string, unknown>], number>(
        `WITH RECURSIVE kin (id) AS (
           SELECT @id
           UNION SELECT jobs.retake_of FROM kin JOIN jobs ON jobs.id = kin.id WHERE jobs.retake_of IS NOT NULL
           UNION SELECT jobs.id FROM kin JOIN jobs ON jobs.shot_id = @shotId AND jobs.retake_of = kin.id
         ) SELECT EXISTS (
           SELECT 1 FROM jobs
           WHERE ${SAME_TAKE} AND (doubted_micros > 0 OR (state = 'failed' AND actual_micros > 0)
               OR (state = 'canceled' AND estimate_micros > 0 AND error ->> 'code' = 'restored-from-backup'))
             AND id IN (SELECT id FROM kin))`,
      )
      .pluck()
    this.#alike = db.prepare(
      `SELECT ${selectList(JOB_FIELDS)} FROM jobs WHERE ${SAME_TAKE} AND state NOT IN ('failed', 'canceled')`,
    )
    this.#setKey = db.prepare(`UPDATE jobs SET order_key = ? WHERE id = ? AND state = 'queued'`)
  }

  /** Newest movement first; the queue alone is told in its own order. */
  page(filter: JobFilter, offset: number, limit: number): { rows: JobRecord[]; total: number } {
    const { projectId, states, shotId, batchId, hidden } = filter
    const inQueue = states?.length === 1 && states[0] === 'queued'
    const conditions = ['project_id = @projectId']
    // Said as the index says it, so that it is used.
    if (inQueue) conditions.push(`state = 'queued'`)
    else if (states) conditions.push('state IN (SELECT value FROM json_each(@states))')
    if (shotId) conditions.push('shot_id = @shotId')
    if (batchId) conditions.push('batch_id = @batchId')
    if (hidden !== undefined) conditions.push(`hidden_at IS ${hidden ? 'NOT ' : ''}NULL`)
    const where = conditions.join(' AND ')
    const order = inQueue ? 'order_key' : 'updated_at DESC, order_key DESC'
    const values = { projectId, shotId, batchId, states: JSON.stringify(states ?? []) }
    const total = this.#db.prepare(`SELECT count(*) FROM jobs WHERE ${where}`).pluck().get(values)
    const rows = this.#db
      .prepare<[Record<string, unknown>], JobRow>(
        // The window is found in the index alone; only its rows are read.
        `SELECT ${selectList(JOB_FIELDS)} FROM jobs
         WHERE rowid IN (SELECT rowid FROM jobs WHERE ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset)
         ORDER BY ${order}`,
      )
      .all({ ...values, offset, limit })
    return { rows: rows.map(recordOf), total: total as number }
  }

  counts(): JobCounts {
    const counts = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as JobCounts
    for (const { state, jobs } of this.#counts.all()) counts[state] = jobs
    return counts
  }

  /** Booked from usage. */
  spent(currency: Currency): Money {
    return { micros: this.#spent.get(currency) ?? 0, currency }
  }

  /** Services at which jobs are on their way, or were booked. */
  services(): FolderStatus['services'] {
    return this.#services.all()
  }

  /** Jobs that are not over, at services that charge. */
  charged(): number {
    return this.#charged.get() ?? 0
  }

  /** Worst case of what the service may be working on. */
  reserved(currency: Currency): Money {
    return { micros: this.#reserved.get(currency) ?? 0, currency }
  }

  /** When the first task or link dies that still holds something paid for. */
  firstDeath(): number | null {
    return this.#firstDeath.get() ?? null
  }

  /** How many jobs are still to be rendered, by kind. */
  unrendered(): { resolution: string; durationSeconds: number; jobs: number }[] {
    return this.#unrendered.all()
  }

  /** Times from accepted to saved of our latest jobs of one kind, in ms. */
  renderTimes(resolution: string, durationSeconds: number): number[] {
    return this.#renderTimes.all(resolution, durationSeconds).filter((one) => one !== null)
  }

  /** The whole queue, first to last. */
  queue(): { id: string; orderKey: number }[] {
    return this.#queuedKeys.all()
  }

  /** Whose jobs wait at one gate, first to last; read only as far as the caller goes. */
  queueAt({ service, baseUrl, model }: Gate): IterableIterator<{ batchId: string; orderKey: number }> {
    return this.#placesAt.iterate({ service, baseUrl, model })
  }

  /** Every take made from a job, or from such a take in its turn. */
  retakesOf({ id, shotId }: Retaken): { id: string; state: JobState }[] {
    return this.#retakes.all({ id, shotId })
  }

  /**
   * True when a job, one it retakes or one that retakes it was charged for exactly this take, or may have been, and has no
   * clip of it.
   */
  wasPaidFor(id: string, take: TakeKey): boolean {
    return this.#paidFor.get({ id, ...takeValues(take) }) === 1
  }

  /** Jobs of exactly this take that are on their way or saved. */
  alike(take: TakeKey): JobRecord[] {
    return this.#alike.all(takeValues(take)).map(recordOf)
  }

  setOrderKey(id: string, orderKey: number): void {
    this.#setKey.run(orderKey, id)
    this.#touched(id)
  }
}

function takeValues({ shotId, prompt, model, resolution, durationSeconds, watermark, seed }: TakeKey) {
  return { shotId, prompt, model, resolution, durationSeconds, watermark: Number(watermark), seed }
}
