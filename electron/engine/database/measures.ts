/** Owns the tables of what was measured in clips and between two of them; the first is also the queue of what is to be measured. */

import type { Database, Statement } from 'better-sqlite3'
import type { AppErrorData } from '#shared/app-error.ts'
import { type ClipMeasures, MEASURES_VERSION, type MeasureValues } from '#shared/measures.ts'

type Row = { clipId: string; state: ClipMeasures['state']; values: string | null }
type Outcome = [
  state: ClipMeasures['state'],
  values: string | null,
  error: string | null,
  at: number,
  id: string,
]

const SELECT = 'SELECT clip_id AS clipId, state, "values" FROM clip_measures'

export class MeasuresTable {
  readonly #byId: Statement<[string], Row>
  readonly #want: Statement<[{ id: string; version: number; now: number }]>
  readonly #again: Statement<[number, string]>
  readonly #hurry: Statement<[number, string]>
  readonly #next: Statement<[], string>
  readonly #settle: Statement<Outcome>
  readonly #distance: Statement<[string, string, number], number>
  readonly #keepDistance: Statement<[string, string, number, number]>
  readonly #touched: (id: string) => void

  constructor(db: Database, touched: (id: string) => void) {
    this.#byId = db.prepare(`${SELECT} WHERE clip_id = ?`)
    this.#want = db.prepare(
      `INSERT INTO clip_measures (clip_id, version, state, wanted_at)
       SELECT id, @version, 'wanted', @now FROM clips WHERE id = @id
       ON CONFLICT (clip_id) DO UPDATE SET version = @version, state = 'wanted', wanted_at = @now
         WHERE version < @version`,
    )
    this.#again = db.prepare(
      "UPDATE clip_measures SET state = 'wanted', error = NULL, wanted_at = ? WHERE clip_id = ? AND state = 'failed'",
    )
    this.#hurry = db.prepare("UPDATE clip_measures SET wanted_at = ? WHERE clip_id = ? AND state = 'wanted'")
    const next = `SELECT clip_id FROM clip_measures WHERE state = 'wanted' ORDER BY wanted_at DESC LIMIT 1`
    this.#next = db.prepare<[], string>(next).pluck()
    this.#settle = db.prepare(
      'UPDATE clip_measures SET state = ?, "values" = ?, error = ?, computed_at = ? WHERE clip_id = ?',
    )
    const distance = 'SELECT distance FROM clip_distances WHERE clip_a = ? AND clip_b = ? AND version = ?'
    this.#distance = db.prepare<[string, string, number], number>(distance).pluck()
    this.#keepDistance = db.prepare('INSERT OR REPLACE INTO clip_distances VALUES (?, ?, ?, ?)')
    this.#touched = touched
  }

  /** What is known, of the clips of which anything is. */
  byIds(ids: readonly string[]): ClipMeasures[] {
    return ids.flatMap((id) => {
      const row = this.#byId.get(id)
      return row ? [{ ...row, values: row.values === null ? null : JSON.parse(row.values) }] : []
    })
  }

  /**
   * Puts clips into the queue that were never measured, or by an older version; those that wait in it come next.
   * Unknown ones are left out.
   */
  want(ids: readonly string[], now: number): void {
    for (const id of ids) {
      if (this.#want.run({ id, version: MEASURES_VERSION, now }).changes > 0) this.#touched(id)
      else this.#hurry.run(now, id)
    }
  }

  /** A clip whose file is back is tried once more: what could not be read may have been no more than missing. */
  wantAgain(id: string, now: number): void {
    if (this.#again.run(now, id).changes > 0) this.#touched(id)
  }

  /** Clip to be measured next: the one wanted last, for somebody may be looking at it. */
  next(): string | undefined {
    return this.#next.get()
  }

  measured(id: string, values: MeasureValues, now: number): void {
    this.#settle.run('measured', JSON.stringify(values), null, now, id)
    this.#touched(id)
  }

  /** The clip is left alone from now on. */
  failed(id: string, error: AppErrorData, now: number): void {
    this.#settle.run('failed', null, JSON.stringify(error), now, id)
    this.#touched(id)
  }

  /** Distance of two clips as it was computed before; their order does not matter. */
  distance(one: string, other: string): number | undefined {
    const [a, b] = inOrder(one, other)
    return this.#distance.get(a, b, MEASURES_VERSION)
  }

  keepDistance(one: string, other: string, distance: number): void {
    const [a, b] = inOrder(one, other)
    this.#keepDistance.run(a, b, MEASURES_VERSION, distance)
  }
}

function inOrder(one: string, other: string): [string, string] {
  return one < other ? [one, other] : [other, one]
}
