/** Owns what is asked of the tables while lost rows are brought back, and so that they can be. */

import type { Database, Statement } from 'better-sqlite3'
import { DEFAULT_MODEL, STILL_MODELS } from '#shared/happyhorse.ts'
import { JOB_STATES, PAYING_STATES } from '#shared/job-machine.ts'
import type { ShotRecipe } from '#shared/shot.ts'
import { selectList } from './columns.ts'
import { JOB_FIELDS, type JobRecord, type JobRow, recordOf } from './job-record.ts'

type ShotIds = { shotId: string; stillId: string }
const listOf = (states: readonly string[]) => states.map((state) => `'${state}'`).join(', ')
const CLIPLESS = listOf(JOB_STATES.filter((state) => state !== 'done'))

export class Restoring {
  readonly #isTaken: Statement<[string, number], number>
  readonly #isBatch: Statement<[string], number>
  readonly #shotOf: Statement<[string, string], ShotIds>
  readonly #owed: Statement<[], JobRow & { stillPath: string }>

  constructor(db: Database) {
    this.#isTaken = db
      .prepare<[string, number], number>('SELECT 1 FROM jobs WHERE shot_id = ? AND take = ?')
      .pluck()
    this.#isBatch = db.prepare<[string], number>('SELECT 1 FROM batches WHERE id = ?').pluck()
    this.#shotOf = db.prepare(
      'SELECT shot_id AS shotId, still_id AS stillId FROM jobs WHERE project_id = ? AND still_sha256 = ? LIMIT 1',
    )
    this.#owed = db.prepare(
      `SELECT ${selectList(JOB_FIELDS, 'jobs')}, stills.path AS stillPath
       FROM jobs JOIN stills ON stills.id = jobs.still_id
       WHERE jobs.state IN (${CLIPLESS})
       AND (jobs.state IN (${listOf(PAYING_STATES)}) OR jobs.doubted_micros > 0 OR jobs.actual_micros IS NOT NULL)`,
    )
  }

  /** True when a shot has a take of this number. */
  isTaken(shotId: string, take: number): boolean {
    return this.#isTaken.get(shotId, take) !== undefined
  }

  isBatch(id: string): boolean {
    return this.#isBatch.get(id) !== undefined
  }

  /** A shot of the project whose still has this content. */
  shotOf(projectId: string, stillSha256: string): ShotIds | undefined {
    return this.#shotOf.get(projectId, stillSha256)
  }

  /** The model a shot can ask for: the one that made the clip, or today's when that is not offered any more. */
  modelOf(model: string): ShotRecipe['model'] {
    return STILL_MODELS.find((one) => one === model) ?? DEFAULT_MODEL
  }

  /** Jobs that cost or may cost something and have no clip: nothing but the table tells of them. */
  owed(): { job: JobRecord; stillPath: string }[] {
    return this.#owed.all().map(({ stillPath, ...row }) => ({ job: recordOf(row), stillPath }))
  }
}
