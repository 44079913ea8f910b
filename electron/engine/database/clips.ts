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
