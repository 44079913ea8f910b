/** Owns the clips table. */

import type { Database, Statement } from 'better-sqlite3'
import type { Clip } from '#shared/clip.ts'
import { insertInto, selectList } from './columns.ts'

type ClipRow = Omit<Clip, 'cost'> & { costMicros: number; currency: Clip['cost']['currency'] }

const FIELDS = [
  'id',
  'jobId',
  'projectId',
  'shotId',
  'stillId',
  'path',
  'name',
  'take',
  'seed',
  'prompt',
  'model',
  'resolution',
  'costMicros',
  'currency',
  'bytes',
  'sha256',
  'width',
  'height',
  'durationMs',
  'frames',
  'frameRate',
  'videoCodec',
  'audioCodec',
  'savedAt',
  'missingAt',
] as const satisfies readonly (keyof ClipRow)[]

const SELECT = `SELECT ${selectList(FIELDS)} FROM clips`

function clipOf(row: ClipRow): Clip {
  const { costMicros, currency, ...rest } = row
  return { ...rest, cost: { micros: costMicros, currency } }
}

export class ClipsTable {
  readonly #insert: Statement<[ClipRow]>
  readonly #byId: Statement<[string], ClipRow>
  readonly #ofProject: Statement<[string, number, number], ClipRow>
  readonly #ofShot: Statement<[string, string, number, number], ClipRow>
  readonly #totalOfProject: Statement<[string], number>
  readonly #totalOfShot: Statement<[string, string], number>
  readonly #ownerOf: Statement<[string], string>
  readonly #missing: Statement<[string], ClipRow>
  readonly #setMissing: Statement<[number | null, string]>
  readonly #moved: Statement<[string, string, string]>
  readonly #touched: (id: string) => void

  constructor(db: Database, touched: (id: string) => void) {
    this.#insert = db.prepare(insertInto('clips', FIELDS))
    this.#byId = db.prepare(`${SELECT} WHERE id = ?`)
    const order = 'ORDER BY saved_at DESC, id DESC LIMIT ? OFFSET ?'
    this.#ofProject = db.prepare(`${SELECT} WHERE project_id = ? ${order}`)
    this.#ofShot = db.prepare(`${SELECT} WHERE project_id = ? AND shot_id = ? ${order}`)
    const count = 'SELECT count(*) FROM clips WHERE project_id = ?'
    this.#totalOfProject = db.prepare<[string], number>(count).pluck()
    this.#totalOfShot = db.prepare<[string, string], number>(`${count} AND shot_id = ?`).pluck()
    this.#ownerOf = db
      .prepare<[string], string>('SELECT id FROM clips WHERE path = ? AND missing_at IS NULL')
      .pluck()
    this.#missing = db.prepare(`${SELECT} WHERE project_id = ? AND missing_at IS NOT NULL`)
    this.#setMissing = db.prepare('UPDATE clips SET missing_at = ? WHERE id = ?')
    this.#moved = db.prepare('UPDATE clips SET path = ?, name = ?, missing_at = NULL WHERE id = ?')
    this.#touched = touched
  }

  insert(clip: Clip): void {
    const { cost, ...rest } = clip
    this.#insert.run({ ...rest, costMicros: cost.micros, currency: cost.currency })
    this.#touched(clip.id)
  }

  byId(id: string): Clip | undefined {
    const row = this.#byId.get(id)
    return row && clipOf(row)
  }

  /** Clip whose file this is; undefined when it is nobody's. */
  ownerOf(path: string): string | undefined {
    return this.#ownerOf.get(path)
  }

  /** Clips of a project whose file was not where it belongs when somebody last looked. */
  missingOf(projectId: string): Clip[] {
    return this.#missing.all(projectId).map(clipOf)
  }

  /** Writes down that a clip's file is gone, or with null that it is back. */
  setMissing(id: string, at: number | null): void {
    this.#setMissing.run(at, id)
    this.#touched(id)
  }

  /** The file was found elsewhere. */
  moved(id: string, path: string, name: string): void {
    this.#moved.run(path, name, id)
    this.#touched(id)
  }

  /** Newest first. */
  page(where: { projectId: string; shotId?: string | undefined }, offset: number, limit: number) {
    const { projectId, shotId } = where
    if (shotId === undefined) {
      const rows = this.#ofProject.all(projectId, limit, offset).map(clipOf)
      return { rows, total: this.#totalOfProject.get(projectId) ?? 0 }
    }
    const rows = this.#ofShot.all(projectId, shotId, limit, offset).map(clipOf)
    return { rows, total: this.#totalOfShot.get(projectId, shotId) ?? 0 }
  }
}
