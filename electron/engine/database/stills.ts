/** Owns the stills table. What preflight learnt is kept as JSON: it is read whole or not at all. */

import type { Database, Statement } from 'better-sqlite3'
import type { Finding } from '#shared/finding.ts'
import type { Still } from '#shared/still.ts'
import { insertInto, selectList } from './columns.ts'

/** What this table needs to know of preflight's facts; they may hold more. */
export type KeptFacts = {
  bytes: number | null
  format: string | null
  width: number | null
  height: number | null
  sha256: string | null
  modifiedAt: number | null
}

export type StillRow = {
  id: string
  projectId: string
  path: string
  name: string
  facts: string | null
  findings: string
  inspectedAt: number | null
  addedAt: number
}
export const STILL_FIELDS = [
  'id',
  'projectId',
  'path',
  'name',
  'facts',
  'findings',
  'inspectedAt',
  'addedAt',
] as const satisfies readonly (keyof StillRow)[]

/** Findings are written by JSON.stringify: a quote within a text is escaped, so this is never part of one. */
export const IS_BLOCKED = `instr(stills.findings, '"level":"block"') > 0`

/** The row as every window sees it. */
export function stillOf(row: StillRow): Still {
  const { facts, findings, ...rest } = row
  const kept: KeptFacts | null = facts === null ? null : JSON.parse(facts)
  return {
    ...rest,
    bytes: kept?.bytes ?? null,
    sha256: kept?.sha256 ?? null,
    format: kept?.format ?? null,
    width: kept?.width ?? null,
    height: kept?.height ?? null,
    findings: JSON.parse(findings),
  }
}

export class StillsTable {
  readonly #insert: Statement<[StillRow]>
  readonly #byId: Statement<[string], StillRow>
  readonly #inspected: Statement<[string, string, number, string]>
  readonly #onBoard: Statement<[string, string], StillRow>
  readonly #notPassed: Statement<[], StillRow>
  readonly #shotsOf: Statement<[string], string>
  readonly #touchedShot: (id: string) => void

  constructor(db: Database, touchedShot: (id: string) => void) {
    this.#insert = db.prepare(insertInto('stills', STILL_FIELDS))
    this.#byId = db.prepare(`SELECT ${selectList(STILL_FIELDS)} FROM stills WHERE id = ?`)
    this.#inspected = db.prepare('UPDATE stills SET facts = ?, findings = ?, inspected_at = ? WHERE id = ?')
    const onBoards = `SELECT ${selectList(STILL_FIELDS, 'stills')} FROM stills
      JOIN shots ON shots.still_id = stills.id WHERE shots.removed_at IS NULL`
    this.#onBoard = db.prepare(`${onBoards} AND stills.project_id = ? AND stills.path = ? GROUP BY stills.id`)
    this.#notPassed = db.prepare(
      `${onBoards} AND (stills.inspected_at IS NULL OR ${IS_BLOCKED}) GROUP BY stills.id`,
    )
    this.#shotsOf = db.prepare<[string], string>('SELECT id FROM shots WHERE still_id = ?').pluck()
    this.#touchedShot = touchedShot
  }

  insert(still: Pick<StillRow, 'id' | 'projectId' | 'path' | 'name' | 'addedAt'>): void {
    this.#insert.run({ ...still, facts: null, findings: '[]', inspectedAt: null })
  }

  byId(id: string): StillRow | undefined {
    return this.#byId.get(id)
  }

  /** Stills of a file that stand on a project's board: none, one, or several when it was taken in anew. */
  onBoard(projectId: string, path: string): StillRow[] {
    return this.#onBoard.all(projectId, path)
  }

  /** Stills on a board that preflight has not looked at, because somebody stopped in between, or has refused. */
  notPassed(): StillRow[] {
    return this.#notPassed.all()
  }

  /** Keeps what preflight has found. */
  inspected(id: string, facts: KeptFacts, findings: readonly Finding[], at: number): void {
    this.#inspected.run(JSON.stringify(facts), JSON.stringify(findings), at, id)
    for (const shotId of this.#shotsOf.all(id)) this.#touchedShot(shotId)
  }
}
