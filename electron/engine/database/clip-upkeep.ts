/** Owns what the clips table knows of work still to do on disk: clips on their way to the trash, sidecars behind their rows. */

import type { Database, Statement } from 'better-sqlite3'
import type { Clip } from '#shared/clip.ts'
import { type ClipRow, clipOf, SELECT_CLIPS } from './clip-row.ts'

type Touched = (clip: Pick<Clip, 'id' | 'shotId' | 'jobId'>, relist: boolean) => void

export class ClipUpkeep {
  readonly #setTrashed: Statement<[number | null, string]>
  readonly #setDiscarded: Statement<[number, string]>
  readonly #isDiscarded: Statement<[string], number>
  readonly #toDiscard: Statement<[number], ClipRow>
  readonly #discarded: Statement<[], ClipRow>
  readonly #stale: Statement<[number], ClipRow>
  readonly #written: Statement<[string, Clip['rating'], Clip['verdict'], number]>
  readonly #touched: Touched

  constructor(db: Database, touched: Touched) {
    this.#setTrashed = db.prepare('UPDATE clips SET trashed_at = ?, discarded_at = NULL WHERE id = ?')
    this.#setDiscarded = db.prepare('UPDATE clips SET discarded_at = ? WHERE id = ?')
    this.#isDiscarded = db
      .prepare<[string], number>('SELECT 1 FROM clips WHERE id = ? AND discarded_at IS NOT NULL')
      .pluck()
    const trashed = 'trashed_at IS NOT NULL AND discarded_at IS'
    this.#toDiscard = db.prepare(
      `${SELECT_CLIPS} WHERE ${trashed} NULL AND trashed_at <= ? ORDER BY trashed_at`,
    )
    this.#discarded = db.prepare(`${SELECT_CLIPS} WHERE ${trashed} NOT NULL`)
    this.#stale = db.prepare(`${SELECT_CLIPS} WHERE sidecar_stale = 1 AND trashed_at IS NULL LIMIT ?`)
    this.#written = db.prepare(
      'UPDATE clips SET sidecar_stale = 0 WHERE id = ? AND rating IS ? AND verdict IS ? AND circled = ?',
    )
    this.#touched = touched
  }

  /** Takes a clip out of every list, or with null puts it back. */
  setTrashed(clip: Pick<Clip, 'id' | 'shotId' | 'jobId'>, at: number | null): void {
    this.#setTrashed.run(at, clip.id)
    this.#touched(clip, true)
  }

  /** Its files are in the system's trash now. */
  setDiscarded(id: string, at: number): void {
    this.#setDiscarded.run(at, id)
  }

  isDiscarded(id: string): boolean {
    return this.#isDiscarded.get(id) !== undefined
  }

  /** Clips thrown away by then whose files are not in the system's trash yet, the first one first. */
  toDiscard(by: number): Clip[] {
    return this.#toDiscard.all(by).map(clipOf)
  }

  /** Clips whose files are in the system's trash, as far as we know. */
  discarded(): Clip[] {
    return this.#discarded.all().map(clipOf)
  }

  /** Clips whose sidecar does not say yet what the user thinks. */
  staleSidecars(limit: number): Clip[] {
    return this.#stale.all(limit).map(clipOf)
  }

  /** The sidecar says what this row said; a judgement that came meanwhile leaves it stale. */
  sidecarWritten({ id, rating, verdict, circled }: Clip): void {
    this.#written.run(id, rating, verdict, Number(circled))
  }
}
