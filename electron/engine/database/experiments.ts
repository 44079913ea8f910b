/** Owns the experiments table and which jobs are takes of which experiment. */

import type { Database, Statement } from 'better-sqlite3'
import type { Experiment, ExperimentTake } from '#shared/experiment.ts'
import { LIVE_STATES } from '#shared/job-machine.ts'
import { DAY_MS } from '#shared/time.ts'
import { insertInto, selectList, setList } from './columns.ts'
import { JOB_FIELDS, type JobRecord, type JobRow, recordOf } from './job-record.ts'

const FIELDS = ['id', 'projectId', 'name', 'notes', 'base', 'rows', 'columns', 'createdAt'] as const
const SELECT = `SELECT ${selectList(FIELDS)} FROM experiments`
const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(', ')
/** Nobody who lost the answer to a saving asks for it again so much later. */
const SAVES_KEPT_MS = 7 * DAY_MS
const JSON_FIELDS = ['base', 'rows', 'columns'] as const

type Row = Omit<Experiment, (typeof JSON_FIELDS)[number]> & Record<(typeof JSON_FIELDS)[number], string>
type TakeRow = JobRow & { repeatOf: string | null }

function experimentOf(row: Row): Experiment {
  return {
    ...row,
    base: JSON.parse(row.base),
    rows: JSON.parse(row.rows),
    columns: JSON.parse(row.columns),
  }
}

const takeOf = ({ repeatOf, ...row }: TakeRow): ExperimentTake<JobRecord> => ({
  job: recordOf(row),
  repeatOf,
})

const asText = (fields: Partial<Experiment>) =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'object' ? JSON.stringify(value) : value,
    ]),
  )

export class ExperimentsTable {
  readonly #insert: Statement<[Record<string, unknown>]>
  readonly #update: Statement<[Record<string, unknown>]>
  readonly #byId: Statement<[string], Row>
  readonly #list: Statement<[string], Row & { live: number }>
  readonly #removed: Statement<[number | null, string]>
  readonly #addTake: Statement<[string, string, string | null]>
  readonly #addTakeAs: Statement<[{ jobId: string; other: string; isRepeat: number }], { id: string }>
  readonly #takes: Statement<[string], TakeRow>
  readonly #shownTakes: Statement<[string], TakeRow>
  readonly #isSaved: Statement<[string], { ticket: string }>
  readonly #addSave: Statement<[string, number]>
  readonly #forgetSaves: Statement<[number]>
  readonly #touched: (id: string) => void

  constructor(db: Database, touched: (id: string) => void) {
    this.#insert = db.prepare(insertInto('experiments', FIELDS))
    this.#update = db.prepare(
      `UPDATE experiments SET ${setList(['name', 'notes', ...JSON_FIELDS])} WHERE id = @id`,
    )
    this.#byId = db.prepare(`${SELECT} WHERE id = ?`)
    this.#list = db.prepare(
      `SELECT ${selectList(FIELDS)}, (SELECT count(*) FROM experiment_takes JOIN jobs ON jobs.id = job_id
         WHERE experiment_id = experiments.id AND state IN (${LIVE})) AS live
       FROM experiments WHERE project_id = ? AND removed_at IS NULL ORDER BY created_at DESC, id DESC`,
    )
    this.#removed = db.prepare('UPDATE experiments SET removed_at = ? WHERE id = ?')
    this.#addTake = db.prepare(
      'INSERT INTO experiment_takes (job_id, experiment_id, repeat_of) VALUES (?, ?, ?)',
    )
    this.#addTakeAs = db.prepare(
      `INSERT INTO experiment_takes (job_id, experiment_id, repeat_of)
       SELECT @jobId, experiment_id, iif(@isRepeat, repeat_of, NULL) FROM experiment_takes WHERE job_id = @other
       RETURNING experiment_id AS id`,
    )
    this.#takes = db.prepare(
      `SELECT ${selectList(JOB_FIELDS, 'jobs')}, repeat_of AS repeatOf
       FROM experiment_takes JOIN jobs ON jobs.id = job_id
       WHERE experiment_id = ? ORDER BY jobs.created_at, jobs.order_key`,
    )
    this.#shownTakes = db.prepare(
      `SELECT ${selectList(JOB_FIELDS, 'jobs')}, repeat_of AS repeatOf
       FROM experiment_takes JOIN jobs ON jobs.id = experiment_takes.job_id JOIN clips ON clips.id = jobs.clip_id
       WHERE experiment_id = ? AND repeat_of IS NULL AND jobs.state = 'done'
         AND clips.missing_at IS NULL AND clips.trashed_at IS NULL`,
    )
    this.#isSaved = db.prepare('SELECT ticket FROM experiment_saves WHERE ticket = ?')
    this.#addSave = db.prepare('INSERT INTO experiment_saves (ticket, saved_at) VALUES (?, ?)')
    this.#forgetSaves = db.prepare('DELETE FROM experiment_saves WHERE saved_at < ?')
    this.#touched = touched
  }

  insert(experiment: Experiment): void {
    this.#insert.run(asText(experiment))
    this.#touched(experiment.id)
  }

  byId(id: string): Experiment | undefined {
    const row = this.#byId.get(id)
    return row && experimentOf(row)
  }

  /** Newest first. */
  list(projectId: string): { experiment: Experiment; live: number }[] {
    return this.#list.all(projectId).map(({ live, ...row }) => ({ experiment: experimentOf(row), live }))
  }

  update({ id, name, notes, base, rows, columns }: Experiment): void {
    this.#update.run(asText({ id, name, notes, base, rows, columns }))
    this.#touched(id)
  }

  /** True when the saving of this ticket was noted. */
  isSaved(ticket: string): boolean {
    return this.#isSaved.get(ticket) !== undefined
  }

  /** Notes a saving, and forgets very old ones. */
  noteSave(ticket: string, at: number): void {
    this.#forgetSaves.run(at - SAVES_KEPT_MS)
    this.#addSave.run(ticket, at)
  }

  /** Takes an experiment off the list, or with null puts it back. */
  setRemoved(id: string, at: number | null): void {
    this.#removed.run(at, id)
    this.#touched(id)
  }

  addTake(id: string, jobId: string, repeatOf: string | null): void {
    this.#addTake.run(jobId, id, repeatOf)
    this.#touched(id)
  }

  /** Makes a job what another one is in its experiment, if it is in any. */
  addTakeLike(jobId: string, other: string): void {
    this.#join({ jobId, other, isRepeat: 1 })
  }

  /** Makes a job a take of its own in the experiment of another one, if that is in any: it fills the cell of its recipe. */
  addTakeBeside(jobId: string, other: string): void {
    this.#join({ jobId, other, isRepeat: 0 })
  }

  #join(as: { jobId: string; other: string; isRepeat: number }): void {
    const added = this.#addTakeAs.get(as)
    if (added) this.#touched(added.id)
  }

  /** Its jobs, oldest first. */
  takesOf(id: string): ExperimentTake<JobRecord>[] {
    return this.#takes.all(id).map(takeOf)
  }

  /** Of them those that fill cells with something to look at: saved, where they belong, and no repeats. */
  shownTakesOf(id: string): ExperimentTake<JobRecord>[] {
    return this.#shownTakes.all(id).map(takeOf)
  }
}
