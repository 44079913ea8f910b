/** Owns what the scheduler asks of the jobs table: what is due, and how much is in flight. */

import type { Database, Statement } from 'better-sqlite3'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { type JobState, LIVE_STATES } from '#shared/job-machine.ts'
import type { ServiceId } from '#shared/settings.ts'
import { selectList } from './columns.ts'
import { JOB_FIELDS, type JobRecord, type JobRow, recordOf } from './job-record.ts'

/** Jobs that share one quota: the service counts submits and running tasks for each model by itself. */
export type Gate = { service: ServiceId; baseUrl: string; model: string }

const SELECT = `SELECT ${selectList(JOB_FIELDS)} FROM jobs`
/** Without the hint the planner goes by due time and sorts the whole queue at every look. */
const WAITING = `jobs INDEXED BY which_jobs_wait_in_order WHERE state = 'queued'`
const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(', ')
const SAME_GATE = 'service = @service AND base_url = @baseUrl AND model = @model'
/** Fields of a gate alone, however much the object given carries: unknown named parameters are refused. */
const keyOf = ({ service, baseUrl, model }: Gate) => ({ service, baseUrl, model })

/** Renders that take alike. */
type Rendered = Gate & Pick<JobRecord, 'resolution' | 'durationSeconds'>
/** The latest ones alone: renders take longer or shorter with the day. */
const RENDERS_MAX = 40

type DueState = 'downloading' | 'rendering' | 'unconfirmed'
const ORDER: Record<DueState, string> = {
  downloading: 'link_dies_at',
  rendering: 'due_at, task_dies_at',
  unconfirmed: 'due_at, submitted_at',
}

export class DueJobs {
  readonly #due: Record<DueState, Statement<[number, number], JobRow>>
  readonly #gateAfter: Statement<[Record<keyof Gate, string>], Gate>
  readonly #waiting: Statement<[Gate & { now: number; limit: number; without: string }], JobRow>
  readonly #batchAfter: Statement<[Gate & { batchId: string }], string>
  readonly #headOfBatch: Statement<[Gate & { batchId: string; now: number }], JobRow>
  readonly #queuedIn: Statement<[string], number>
  readonly #waitingBatches: Statement<[], string>
  readonly #inFlight: Statement<[Gate & { since: number }], number>
  readonly #unconfirmed: Statement<[Gate], JobRow>
  readonly #renderTimes: Statement<[Rendered], number>
  readonly #inState: Statement<[JobState], JobRow>
  readonly #nextDue: Statement<[number], number>
  readonly #nextQueued: Statement<[number], number>
  readonly #moving: Statement<[], number>
  readonly #queued: Statement<[string], number>
  readonly #pullIn: Statement<[{ now: number; latest: number }]>
  readonly #dueAtOnce: Statement<[{ now: number }]>
  readonly #nameTaken: Statement<[string, string], number>

  constructor(db: Database) {
    const due = (state: DueState) =>
      db.prepare<[number, number], JobRow>(
        `${SELECT} WHERE state = '${state}' AND due_at <= ? ORDER BY ${ORDER[state]} LIMIT ?`,
      )
    this.#due = {
      downloading: due('downloading'),
      rendering: due('rendering'),
      unconfirmed: due('unconfirmed'),
    }
    this.#gateAfter = db.prepare(
      `SELECT service, base_url AS baseUrl, model FROM ${WAITING}
       AND (service, base_url, model) > (@service, @baseUrl, @model) ORDER BY service, base_url, model LIMIT 1`,
    )
    this.#waiting = db.prepare(
      `SELECT ${selectList(JOB_FIELDS)} FROM ${WAITING}
       AND ${SAME_GATE} AND due_at <= @now AND batch_id NOT IN (SELECT value FROM json_each(@without))
       ORDER BY order_key LIMIT @limit`,
    )
    const ofBatch = `jobs INDEXED BY which_batches_wait WHERE state = 'queued' AND ${SAME_GATE}`
    this.#batchAfter = db
      .prepare<[Gate & { batchId: string }], string>(
        `SELECT batch_id FROM ${ofBatch} AND batch_id > @batchId ORDER BY batch_id LIMIT 1`,
      )
      .pluck()
    this.#headOfBatch = db.prepare(
      `SELECT ${selectList(JOB_FIELDS)} FROM ${ofBatch}
       AND batch_id = @batchId AND due_at <= @now ORDER BY order_key LIMIT 1`,
    )
    this.#queuedIn = db
      .prepare<[string], number>(`SELECT count(*) FROM jobs WHERE batch_id = ? AND state = 'queued'`)
      .pluck()
    this.#waitingBatches = db
      .prepare<[], string>(
        `SELECT DISTINCT batch_id FROM jobs INDEXED BY which_batches_wait WHERE state = 'queued'`,
      )
      .pluck()
    this.#inFlight = db
      .prepare<[Gate & { since: number }], number>(
        `SELECT count(*) FROM jobs WHERE ${SAME_GATE} AND state IN ('submitting', 'unconfirmed', 'rendering')
         AND (state <> 'unconfirmed' OR submitted_at > @since) AND coalesce(error ->> '$.code', '') <> 'other-key'`,
      )
      .pluck()
    this.#unconfirmed = db.prepare(
      `${SELECT} WHERE ${SAME_GATE} AND state = 'unconfirmed' ORDER BY submitted_at`,
    )
    this.#renderTimes = db
      .prepare<[Rendered], number>(
        `SELECT ended_at - scheduled_at FROM jobs INDEXED BY how_long_did_these_render
         WHERE state = 'done' AND ended_at > scheduled_at AND ${SAME_GATE}
         AND resolution = @resolution AND duration_seconds = @durationSeconds
         ORDER BY ended_at DESC LIMIT ${RENDERS_MAX}`,
      )
      .pluck()
    this.#inState = db.prepare(`${SELECT} WHERE state = ?`)
    this.#nextDue = db
      .prepare<[number], number>(
        `SELECT min(due_at) FROM jobs WHERE state IN ('downloading', 'rendering', 'unconfirmed') AND due_at > ?`,
      )
      .pluck()
    this.#nextQueued = db
      .prepare<[number], number>(`SELECT min(due_at) FROM jobs WHERE state = 'queued' AND due_at > ?`)
      .pluck()
    this.#moving = db
      .prepare<[], number>(
        `SELECT 1 FROM jobs WHERE state = 'submitting'
         OR (state IN ('unconfirmed', 'rendering', 'downloading') AND due_at IS NOT NULL) LIMIT 1`,
      )
      .pluck()
    this.#queued = db
      .prepare<[string], number>(
        `SELECT 1 FROM ${WAITING} AND batch_id NOT IN (SELECT value FROM json_each(?)) LIMIT 1`,
      )
      .pluck()
    this.#pullIn = db.prepare(`UPDATE jobs SET due_at = @now WHERE due_at > @latest AND state IN (${LIVE})`)
    this.#dueAtOnce = db.prepare(
      `UPDATE jobs SET due_at = @now WHERE due_at <> @now AND state IN (${LIVE})
       AND ((due_at < @now AND state <> 'queued') OR error ->> '$.code' = 'unreachable')`,
    )
    this.#nameTaken = db
      .prepare<[string, string], number>('SELECT 1 FROM jobs WHERE project_id = ? AND clip_key = ?')
      .pluck()
  }

  /** Due jobs of one state, most urgent first. */
  due(state: DueState, now: number, limit: number): JobRecord[] {
    return this.#due[state].all(now, limit).map(recordOf)
  }

  /** Gates at which jobs wait. Goes from one to the next in the index: the queue may be long, its gates are few. */
  gates(): Gate[] {
    const gates: Gate[] = []
    let gate = this.#gateAfter.get({ service: '', baseUrl: '', model: '' })
    while (gate) {
      gates.push(gate)
      gate = this.#gateAfter.get(gate)
    }
    return gates
  }

  /** Jobs waiting at one gate, in the order of the queue; those of the batches `without` are passed over. */
  waiting(gate: Gate, now: number, limit: number, without: readonly string[] = []): JobRecord[] {
    const parameters = { ...keyOf(gate), now, limit, without: JSON.stringify(without) }
    return this.#waiting.all(parameters).map(recordOf)
  }

  /** The first waiting job of each batch at one gate, in no particular order. */
  headsOfBatches(gate: Gate, now: number): JobRecord[] {
    const heads: JobRecord[] = []
    let batchId = this.#batchAfter.get({ ...keyOf(gate), batchId: '' })
    while (batchId !== undefined) {
      const row = this.#headOfBatch.get({ ...keyOf(gate), batchId, now })
      if (row) heads.push(recordOf(row))
      batchId = this.#batchAfter.get({ ...keyOf(gate), batchId })
    }
    return heads
  }

  /** Batches of which jobs wait. */
  waitingBatches(): string[] {
    return this.#waitingBatches.all()
  }

  /** How many jobs of a batch wait. */
  queuedIn(batchId: string): number {
    return this.#queuedIn.get(batchId) ?? 0
  }

  /** Jobs that may occupy the account; an unconfirmed one no longer than a render can last, none of another account. */
  inFlight(gate: Gate, now: number): number {
    return this.#inFlight.get({ ...keyOf(gate), since: now - LIFETIMES.renderMs }) ?? 0
  }

  /** Jobs of one gate whose answer was lost, in the order of their submission. */
  unconfirmed(gate: Gate): JobRecord[] {
    return this.#unconfirmed.all(keyOf(gate)).map(recordOf)
  }

  /** Ms the service itself needed for our latest renders of one kind, newest first. */
  renderTimes({ resolution, durationSeconds, ...gate }: Rendered): number[] {
    return this.#renderTimes.all({ ...keyOf(gate), resolution, durationSeconds })
  }

  inState(state: JobState): JobRecord[] {
    return this.#inState.all(state).map(recordOf)
  }

  /** When the next job that was submitted already becomes due, after `now`; null when none will. */
  nextDueAt(now: number): number | null {
    return this.#nextDue.get(now) ?? null
  }

  /** When the next queued job becomes due, after `now`; null when none will. */
  nextQueuedAt(now: number): number | null {
    return this.#nextQueued.get(now) ?? null
  }

  /** Makes jobs due now that claim to be due after `latest`: the clock was set back under them. */
  pullIn(now: number, latest: number): number {
    return this.#pullIn.run({ now, latest }).changes
  }

  /** Makes all that is late, or waits only because nobody answered, equally due: urgency decides among them. The queue has an order of its own. */
  dueAtOnce(now: number): number {
    return this.#dueAtOnce.run({ now }).changes
  }

  /** True when a submitted job can go on without the user. */
  somethingMoves(): boolean {
    return this.#moving.get() !== undefined
  }

  /** True when a job waits that is not of one of the batches `without`. */
  somethingWaits(without: readonly string[] = []): boolean {
    return this.#queued.get(JSON.stringify(without)) !== undefined
  }

  /** True when some job of the project has reserved a clip's name with this key. */
  nameTaken(projectId: string, key: string): boolean {
    return this.#nameTaken.get(projectId, key) !== undefined
  }
}
