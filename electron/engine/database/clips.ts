/** Owns the clips table: one row for each file a take left on disk, and what the user thinks of it. */

import type { Database, Statement } from 'better-sqlite3'
import type { Clip, Judgement } from '#shared/clip.ts'
import { CLIP_FIELDS, type ClipRow, clipOf, clipRowOf, SELECT_CLIPS } from './clip-row.ts'
import { wordIndex } from './clip-words.ts'
import { columnOf, setList } from './columns.ts'

/** Where a clip's words are in the index; given once, and kept through every copy of the tables. */
const NEXT_SEARCH_ROW = '(SELECT coalesce(max(search_row), 0) + 1 FROM clips)'
const INSERT = `INSERT INTO clips (${CLIP_FIELDS.map(columnOf).join(', ')}, search_row)
  VALUES (${CLIP_FIELDS.map((field) => `@${field}`).join(', ')}, ${NEXT_SEARCH_ROW})`
const JUDGED = ['rating', 'verdict', 'circled'] as const satisfies readonly (keyof Judgement)[]

/** What is left out or undefined stays. */
type SomeJudgement = { [Field in keyof Judgement]?: Judgement[Field] | undefined }
type Touchable = Pick<Clip, 'id' | 'shotId' | 'jobId'>
type Touched = (clip: Touchable, relist: boolean) => void

export class ClipsTable {
  readonly #db: Database
  readonly #insert: Statement<[ClipRow]>
  readonly #index: (clipId: string) => void
  readonly #byId: Statement<[string], ClipRow>
  readonly #ownerOf: Statement<[string], string>
  readonly #isMissing: Statement<[string], number>
  readonly #isTrashed: Statement<[string], number>
  readonly #missing: Statement<[string], ClipRow>
  readonly #setMissing: Statement<[number | null, string]>
  readonly #moved: Statement<[string, string, string]>
  readonly #judges = new Map<string, Statement<[Record<string, unknown>]>>()
  readonly #touched: Touched

  constructor(db: Database, touched: Touched) {
    this.#db = db
    this.#insert = db.prepare(INSERT)
    this.#index = wordIndex(db)
    this.#byId = db.prepare(`${SELECT_CLIPS} WHERE id = ?`)
    const isKept = 'missing_at IS NULL AND trashed_at IS NULL'
    this.#ownerOf = db.prepare<[string], string>(`SELECT id FROM clips WHERE path = ? AND ${isKept}`).pluck()
    this.#isMissing = db
      .prepare<[string], number>(
        'SELECT missing_at IS NOT NULL AND trashed_at IS NULL FROM clips WHERE id = ?',
      )
      .pluck()
    this.#isTrashed = db
      .prepare<[string], number>('SELECT trashed_at IS NOT NULL FROM clips WHERE id = ?')
      .pluck()
    this.#missing = db.prepare(
      `${SELECT_CLIPS} WHERE project_id = ? AND missing_at IS NOT NULL AND trashed_at IS NULL`,
    )
    this.#setMissing = db.prepare('UPDATE clips SET missing_at = ? WHERE id = ? AND trashed_at IS NULL')
    this.#moved = db.prepare('UPDATE clips SET path = ?, name = ?, missing_at = NULL WHERE id = ?')
    this.#touched = touched
  }

  insert(clip: Clip): void {
    this.#insert.run(clipRowOf(clip))
    this.#index(clip.id)
    this.#touched(clip, true)
  }

  byId(id: string): Clip | undefined {
    const row = this.#byId.get(id)
    return row && clipOf(row)
  }

  /** Clip whose file this is; undefined when it is nobody's. */
  ownerOf(path: string): string | undefined {
    return this.#ownerOf.get(path)
  }

  /** What was written down when somebody last looked for its file. */
  isMissing(id: string): boolean {
    return this.#isMissing.get(id) === 1
  }

  /** The user has thrown it away. */
  isTrashed(id: string): boolean {
    return this.#isTrashed.get(id) === 1
  }

  /** Clips of a project whose file was not where it belongs when somebody last looked. */
  missingOf(projectId: string): Clip[] {
    return this.#missing.all(projectId).map(clipOf)
  }

  /** Writes down that a clip's file is gone, or with null that it is back. */
  setMissing(clip: Touchable, at: number | null): void {
    this.#setMissing.run(at, clip.id)
    this.#touched(clip, true)
  }

  /** The file was found elsewhere. */
  moved(clip: Clip, path: string, name: string): void {
    this.#moved.run(path, name, clip.id)
    this.#index(clip.id)
    this.#touched(clip, true)
  }

  /** Writes down what the user thinks; what is left out stays as it is. */
  judge(clip: Touchable, judgement: SomeJudgement): void {
    const fields = JUDGED.filter((field) => judgement[field] !== undefined)
    if (fields.length === 0) return
    const key = fields.join()
    const sql = `UPDATE clips SET ${setList(fields)}, sidecar_stale = 1 WHERE id = @id`
    const statement = this.#judges.get(key) ?? this.#db.prepare(sql)
    this.#judges.set(key, statement)
    const { circled } = judgement
    statement.run({
      ...judgement,
      ...(circled === undefined ? {} : { circled: Number(circled) }),
      id: clip.id,
    })
    this.#touched(clip, false)
  }
}
