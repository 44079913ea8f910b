/** Owns what is asked of the tables while lost rows are brought back. */

import type { Database, Statement } from 'better-sqlite3'
import { DEFAULT_MODEL, STILL_MODELS } from '#shared/happyhorse.ts'
import type { ShotRecipe } from '#shared/shot.ts'

type ShotIds = { shotId: string; stillId: string }

export class Restoring {
  readonly #isTaken: Statement<[string, number], number>
  readonly #shotOf: Statement<[string, string], ShotIds>

  constructor(db: Database) {
    this.#isTaken = db
      .prepare<[string, number], number>('SELECT 1 FROM jobs WHERE shot_id = ? AND take = ?')
      .pluck()
    this.#shotOf = db.prepare(
      'SELECT shot_id AS shotId, still_id AS stillId FROM jobs WHERE project_id = ? AND still_sha256 = ? LIMIT 1',
    )
  }

  /** True when a shot has a take of this number. */
  isTaken(shotId: string, take: number): boolean {
    return this.#isTaken.get(shotId, take) !== undefined
  }

  /** A shot of the project whose still has this content. */
  shotOf(projectId: string, stillSha256: string): ShotIds | undefined {
    return this.#shotOf.get(projectId, stillSha256)
  }

  /** The model a shot can ask for: the one that made the clip, or today's when that is not offered any more. */
  modelOf(model: string): ShotRecipe['model'] {
    return STILL_MODELS.find((one) => one === model) ?? DEFAULT_MODEL
  }
}
