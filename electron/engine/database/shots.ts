/** Owns the shots table: what the user wants moving, with its still and a count of its takes. */

import type { Database, Statement } from 'better-sqlite3'
import { LIVE_STATES } from '#shared/job-machine.ts'
import type { Shot, ShotFilter, ShotPatch, ShotRecipe } from '#shared/shot.ts'
import { insertInto, selectList, setList } from './columns.ts'
import { IS_BLOCKED, STILL_FIELDS, type StillRow, stillOf } from './stills.ts'

const RECIPE_FIELDS = [
  'prompt',
  'model',
  'resolution',
  'durationSeconds',
  'watermark',
  'seed',
  'seedLocked',
] as const satisfies readonly (keyof ShotRecipe)[]
const FIELDS = ['id', 'projectId', 'stillId', 'position', ...RECIPE_FIELDS, 'createdAt'] as const

type Flags = { watermark: number; seedLocked: number }
type ShotRow = Omit<ShotRecipe, keyof Flags> &
  Flags & {
    id: string
    projectId: string
    createdAt: number
    takes: number
    live: number
    saved: number
    clipId: string | null
    missing: number
    removedAt: number | null
  } & { [F in keyof StillRow as `still_${F}`]: StillRow[F] }

const LIVE = LIVE_STATES.map((state) => `'${state}'`).join(', ')
const STILL_LIST = STILL_FIELDS.map((field) =>
  selectList([field], 'stills').replace(/ AS .*/, ` AS still_${field}`),
)
const SELECT = `
  SELECT ${selectList(['id', 'projectId', ...RECIPE_FIELDS, 'createdAt', 'removedAt'], 'shots')}, ${STILL_LIST.join(', ')},
    (SELECT count(*) FROM jobs WHERE jobs.shot_id = shots.id) AS takes,
    (SELECT count(*) FROM jobs WHERE jobs.shot_id = shots.id AND jobs.state IN (${LIVE})) AS live,
    (SELECT count(*) FROM clips WHERE clips.shot_id = shots.id AND clips.trashed_at IS NULL) AS saved,
    (SELECT clips.id FROM clips WHERE clips.shot_id = shots.id AND clips.trashed_at IS NULL
     ORDER BY circled DESC, saved_at DESC LIMIT 1) AS clipId,
    (SELECT count(*) FROM clips WHERE clips.shot_id = shots.id AND clips.trashed_at IS NULL
     AND clips.missing_at IS NOT NULL) AS missing
  FROM shots JOIN stills ON stills.id = shots.still_id`

const MATCHES: Record<ShotFilter, string> = {
  all: '',
  ready: `AND stills.inspected_at IS NOT NULL AND NOT ${IS_BLOCKED}`,
  blocked: `AND ${IS_BLOCKED}`,
  taken: 'AND EXISTS (SELECT 1 FROM jobs WHERE jobs.shot_id = shots.id)',
}
type Page<More extends string[] = []> = {
  page: Statement<[string, ...More, number, number], ShotRow>
  total: Statement<[string, ...More], number>
}

function shotOf(row: ShotRow): Shot & { removedAt: number | null } {
  const still: Record<string, unknown> = {}
  const shot: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) {
    if (key.startsWith('still_')) still[key.slice('still_'.length)] = value
    else shot[key] = value
  }
  const parts = { ...shot, watermark: row.watermark === 1, seedLocked: row.seedLocked === 1 }
  // The select list above spells out every field of both shapes.
  return { ...parts, still: stillOf(still as StillRow) } as unknown as Shot & { removedAt: number | null }
}

function pageOf<More extends string[] = []>(db: Database, matches: string): Page<More> {
  const where = `WHERE shots.project_id = ? AND shots.removed_at IS NULL ${matches}`
  const stills = matches.includes('stills.') ? 'JOIN stills ON stills.id = shots.still_id' : ''
  return {
    page: db.prepare(`${SELECT} ${where} ORDER BY shots.position LIMIT ? OFFSET ?`),
    total: db.prepare<[string, ...More], number>(`SELECT count(*) FROM shots ${stills} ${where}`).pluck(),
  }
}

/** Nothing in it is a pattern: names of files are full of `_`. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
const IS_NAMED = "AND stills.name LIKE ? ESCAPE '\\'"

type NewShot = ShotRecipe & { id: string; projectId: string; stillId: string; createdAt: number }

export class ShotsTable {
  readonly #db: Database
  readonly #insert: Statement<[Record<string, unknown>]>
  readonly #byId: Statement<[string], ShotRow>
  readonly #pages: Record<ShotFilter, Page>
  readonly #named: Page<[string]>
  readonly #lastPosition: Statement<[], number>
  readonly #positionOf: Statement<[string], number>
  readonly #makeRoom: Statement<[string, number]>
  readonly #lastTake: Statement<[string], number>
  readonly #removed: Statement<[number | null, string]>
  readonly #updates = new Map<string, Statement<[Record<string, unknown>]>>()
  readonly #touched: (id: string, relist?: boolean) => void

  constructor(db: Database, touched: (id: string, relist?: boolean) => void) {
    this.#db = db
    this.#insert = db.prepare(insertInto('shots', FIELDS))
    this.#byId = db.prepare(`${SELECT} WHERE shots.id = ?`)
    const { all, ready, blocked, taken } = MATCHES
    this.#pages = {
      all: pageOf(db, all),
      ready: pageOf(db, ready),
      blocked: pageOf(db, blocked),
      taken: pageOf(db, taken),
    }
    this.#named = pageOf<[string]>(db, IS_NAMED)
    this.#lastPosition = db.prepare<[], number>('SELECT coalesce(max(position), 0) FROM shots').pluck()
    this.#positionOf = db.prepare<[string], number>('SELECT position FROM shots WHERE id = ?').pluck()
    this.#makeRoom = db.prepare(
      'UPDATE shots SET position = position + 1 WHERE project_id = ? AND position > ?',
    )
    this.#lastTake = db
      .prepare<[string], number>('SELECT coalesce(max(take), 0) FROM jobs WHERE shot_id = ?')
      .pluck()
    this.#removed = db.prepare('UPDATE shots SET removed_at = ? WHERE id = ?')
    this.#touched = touched
  }

  /** Appends shots to the board in the given order. */
  append(shots: readonly NewShot[]): void {
    let position = this.#lastPosition.get() ?? 0
    for (const shot of shots) {
      position += 1
      this.#insert.run({ ...shot, ...flags(shot), position })
      this.#touched(shot.id, true)
    }
  }

  /** Puts a shot on the board just behind another one, which may have been taken off it. */
  insertAfter(afterId: string, shot: NewShot): void {
    const position = this.#positionOf.get(afterId) ?? this.#lastPosition.get() ?? 0
    this.#makeRoom.run(shot.projectId, position)
    this.#insert.run({ ...shot, ...flags(shot), position: position + 1 })
    this.#touched(shot.id, true)
  }

  byId(id: string): (Shot & { removedAt: number | null }) | undefined {
    const row = this.#byId.get(id)
    return row && shotOf(row)
  }

  /** The board from top to bottom, or what of it matches. */
  page(
    projectId: string,
    filter: ShotFilter,
    { offset, limit }: { offset: number; limit: number },
  ): { rows: Shot[]; total: number } {
    const { page, total } = this.#pages[filter]
    return { rows: page.all(projectId, limit, offset).map(shotOf), total: total.get(projectId) ?? 0 }
  }

  /** What of the board has a text in the name of its still. */
  named(
    projectId: string,
    text: string,
    { offset, limit }: { offset: number; limit: number },
  ): { rows: Shot[]; total: number } {
    const { page, total } = this.#named
    const name = containing(text)
    return {
      rows: page.all(projectId, name, limit, offset).map(shotOf),
      total: total.get(projectId, name) ?? 0,
    }
  }

  /** Highest take number given out for a shot; 0 when there is none. */
  lastTake(id: string): number {
    return this.#lastTake.get(id) ?? 0
  }

  update(id: string, patch: ShotPatch): void {
    const fields = RECIPE_FIELDS.filter((field) => patch[field] !== undefined)
    if (fields.length === 0) return
    const key = fields.join()
    const statement =
      this.#updates.get(key) ?? this.#db.prepare(`UPDATE shots SET ${setList(fields)} WHERE id = @id`)
    this.#updates.set(key, statement)
    statement.run({ ...patch, ...flags(patch), id })
    this.#touched(id)
  }

  /** Takes a shot off the board, or with null puts it back. */
  setRemoved(id: string, at: number | null): void {
    this.#removed.run(at, id)
    this.#touched(id, true)
  }
}

function flags(patch: ShotPatch): Partial<Flags> {
  return {
    ...(patch.watermark === undefined ? {} : { watermark: Number(patch.watermark) }),
    ...(patch.seedLocked === undefined ? {} : { seedLocked: Number(patch.seedLocked) }),
  }
}
