/** Owns the jobs table: new jobs, and the one way in which a job changes its state. */

import type { Database, Statement } from 'better-sqlite3'
import type { AppErrorData } from '#shared/app-error.ts'
import { type JobEventName, type JobState, next } from '#shared/job-machine.ts'
import { insertInto, selectList, setList } from './columns.ts'
import type { EventFacts, JobEventsTable } from './job-events.ts'
import {
  JOB_FIELDS,
  type JobPatch,
  type JobRecord,
  type JobRow,
  parametersOf,
  recordOf,
  rowOf,
} from './job-record.ts'

/** One event that is to happen to a job. */
export type Transition = {
  id: string
  /** State the job is believed to be in; when it is not, nothing happens. */
  from: JobState
  event: JobEventName
  at: number
  patch?: JobPatch
  requestId?: string | null
  /** Error written into the history; the job's own is part of the patch. */
  error?: AppErrorData | null
  facts?: EventFacts
}

const FIELD_LIST = selectList(JOB_FIELDS)
type Parameters = Record<string, unknown>

export class JobsTable {
  readonly #db: Database
  readonly #events: JobEventsTable
  readonly #insert: Statement<[JobRow]>
  readonly #byId: Statement<[string], JobRow>
  readonly #ownerOf: Statement<[string], string>
  readonly #lastOrderKey: Statement<[], number>
  readonly #setHidden: Statement<[number | null, string], JobRow>
  readonly #updates = new Map<string, Statement<[Parameters], JobRow>>()
  readonly #change: (transition: Transition) => JobRecord | undefined
  readonly #touched: (job: JobRecord, relist: boolean) => void
  readonly #moved: (job: JobRecord) => void

  /** `moved` is called within the transaction that moves a job, or its money; what it throws undoes that. */
  constructor(
    db: Database,
    events: JobEventsTable,
    touched: (job: JobRecord, relist: boolean) => void,
    moved: (job: JobRecord) => void,
  ) {
    this.#db = db
    this.#events = events
    this.#insert = db.prepare(insertInto('jobs', JOB_FIELDS))
    this.#byId = db.prepare(`SELECT ${FIELD_LIST} FROM jobs WHERE id = ?`)
    this.#ownerOf = db.prepare<[string], string>('SELECT id FROM jobs WHERE task_id = ?').pluck()
    this.#lastOrderKey = db.prepare<[], number>('SELECT coalesce(max(order_key), 0) FROM jobs').pluck()
    this.#setHidden = db.prepare(`UPDATE jobs SET hidden_at = ? WHERE id = ? RETURNING ${FIELD_LIST}`)
    this.#change = db.transaction((transition: Transition) => this.#changeNow(transition)).immediate
    this.#touched = touched
    this.#moved = moved
  }

  /** Adds a queued job with the first line of its history. Call within one transaction for a whole batch. */
  insert(job: JobRecord): void {
    this.#insert.run(rowOf(job))
    const { id: jobId, createdAt: at, state: to } = job
    this.#events.append({ jobId, at, event: 'created', from: null, to, requestId: null })
    this.#touched(job, true)
  }

  byId(id: string): JobRecord | undefined {
    const row = this.#byId.get(id)
    return row && recordOf(row)
  }

  /** Job that owns a task; undefined when none of ours does. */
  ownerOf(taskId: string): string | undefined {
    return this.#ownerOf.get(taskId)
  }

  lastOrderKey(): number {
    return this.#lastOrderKey.get() ?? 0
  }

  /**
   * Makes an event happen: compare-and-set and its line of history in one transaction. Undefined when the job was
   * not in `from` any more: somebody else won, and the event is dropped.
   * @throws Error when the table of the job machine does not know the event in that state
   */
  transition(transition: Transition): JobRecord | undefined {
    const job = this.#change(transition)
    if (job) this.#touched(job, true)
    return job
  }

  /** Writes facts that are no event and no movement, as long as the job is still in `from`. */
  note(id: string, from: JobState, patch: JobPatch): JobRecord | undefined {
    const row = this.#update(parametersOf(patch), id, from)
    const job = row && recordOf(row)
    if (job && patch.doubtedMicros !== undefined) this.#moved(job)
    if (job) this.#touched(job, false)
    return job
  }

  /** Takes a job off the lists, or with null puts it back; nothing else happens to it. */
  setHidden(id: string, at: number | null): void {
    const row = this.#setHidden.get(at, id)
    if (row) this.#touched(recordOf(row), true)
  }

  #changeNow(transition: Transition): JobRecord | undefined {
    const { id, from, event, at, patch = {}, requestId = null, error = null, facts = {} } = transition
    const to = next(from, event)
    if (!to) throw new Error(`A job that is ${from} cannot be ${event}`)
    const row = this.#update({ ...parametersOf(patch), state: to, updatedAt: at }, id, from)
    if (!row) return undefined
    this.#events.append({ jobId: id, at, event, from, to, requestId, error, facts })
    const job = recordOf(row)
    this.#moved(job)
    return job
  }

  #update(parameters: Parameters, id: string, from: JobState): JobRow | undefined {
    const fields = Object.keys(parameters)
    const key = fields.join()
    let statement = this.#updates.get(key)
    if (!statement) {
      statement = this.#db.prepare<[Parameters], JobRow>(
        `UPDATE jobs SET ${setList(fields)} WHERE id = @id AND state = @from RETURNING ${FIELD_LIST}`,
      )
      this.#updates.set(key, statement)
    }
    return statement.get({ ...parameters, id, from })
  }
}
