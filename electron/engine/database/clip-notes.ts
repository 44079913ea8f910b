/** Owns the table of notes on clips. */

import type { Database, Statement } from 'better-sqlite3'
import type { ClipNote } from '#shared/judging.ts'
import { wordIndex } from './clip-words.ts'
import { insertInto, selectList } from './columns.ts'

const FIELDS = ['id', 'clipId', 'atMs', 'text', 'writtenAt'] as const satisfies (keyof ClipNote)[]

export class ClipNotesTable {
  readonly #db: Database
  readonly #insert: Statement<[ClipNote]>
  readonly #remove: Statement<[string], string>
  readonly #changed: (clipId: string) => void
  readonly #ofClip: Statement<[string], ClipNote>

  /** `touched` is told the clip whose notes are others now. */
  constructor(db: Database, touched: (clipId: string) => void) {
    this.#db = db
    this.#insert = db.prepare(insertInto('clip_notes', FIELDS))
    this.#remove = db
      .prepare<[string], string>('DELETE FROM clip_notes WHERE id = ? RETURNING clip_id')
      .pluck()
    const index = wordIndex(db)
    this.#changed = (clipId) => {
      index(clipId)
      touched(clipId)
    }
    this.#ofClip = db.prepare(
      `SELECT ${selectList(FIELDS)} FROM clip_notes WHERE clip_id = ? ORDER BY at_ms, written_at, id`,
    )
  }

  insert(note: ClipNote): void {
    this.#db.transaction(() => {
      this.#insert.run(note)
      this.#changed(note.clipId)
    })()
  }

  remove(id: string): void {
    this.#db.transaction(() => {
      const clipId = this.#remove.get(id)
      if (clipId !== undefined) this.#changed(clipId)
    })()
  }

  /** Along the clip. */
  ofClip(clipId: string): ClipNote[] {
    return this.#ofClip.all(clipId)
  }
}
