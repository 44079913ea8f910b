/** Owns the tables of judging sessions and their votes. */

import type { Database, Statement } from 'better-sqlite3'
import type { JudgingMode, Vote } from '#shared/judging.ts'
import { insertInto, selectList } from './columns.ts'

/** What a session keeps besides its votes. */
export type JudgingRecord = {
  id: string
  mode: JudgingMode
  clipIds: readonly string[]
  planned: number
  seed: number
  startedAt: number
}
type JudgingRow = Omit<JudgingRecord, 'clipIds'> & { clipIds: string }

const FIELDS = [
  'id',
  'mode',
  'clipIds',
  'planned',
  'seed',
  'startedAt',
] as const satisfies (keyof JudgingRow)[]
const VOTE_FIELDS = [
  'place',
  'leftId',
  'rightId',
  'outcome',
  'repeatOf',
  'votedAt',
] as const satisfies (keyof Vote)[]

export class JudgingsTable {
  readonly #insert: Statement<[JudgingRow]>
  readonly #byId: Statement<[string], JudgingRow>
  readonly #newest: Statement<[number], JudgingRow>
  readonly #plan: Statement<[number, string]>
  readonly #votes: Statement<[string], Vote>
  readonly #vote: Statement<[Vote & { sessionId: string }]>
  readonly #undo: Statement<[string, string]>

  constructor(db: Database) {
    const select = `SELECT ${selectList(FIELDS)} FROM judging_sessions`
    this.#insert = db.prepare(insertInto('judging_sessions', FIELDS))
    this.#byId = db.prepare(`${select} WHERE id = ?`)
    this.#newest = db.prepare(`${select} ORDER BY started_at DESC, id DESC LIMIT ?`)
    this.#plan = db.prepare('UPDATE judging_sessions SET planned = ? WHERE id = ?')
    this.#votes = db.prepare(
      `SELECT ${selectList(VOTE_FIELDS)} FROM votes WHERE session_id = ? ORDER BY place`,
    )
    this.#vote = db.prepare(insertInto('votes', ['sessionId', ...VOTE_FIELDS]))
    this.#undo = db.prepare(
      'DELETE FROM votes WHERE session_id = ? AND place = (SELECT max(place) FROM votes WHERE session_id = ?)',
    )
  }

  insert(record: JudgingRecord): void {
    this.#insert.run({ ...record, clipIds: JSON.stringify(record.clipIds) })
  }

  byId(id: string): JudgingRecord | undefined {
    const row = this.#byId.get(id)
    return row && recordOf(row)
  }

  newest(limit: number): JudgingRecord[] {
    return this.#newest.all(limit).map(recordOf)
  }

  setPlanned(id: string, planned: number): void {
    this.#plan.run(planned, id)
  }

  /** In the order of voting. */
  votesOf(id: string): Vote[] {
    return this.#votes.all(id)
  }

  addVote(sessionId: string, vote: Vote): void {
    this.#vote.run({ ...vote, sessionId })
  }

  /** Takes the last vote back. */
  removeLastVote(id: string): void {
    this.#undo.run(id, id)
  }
}

function recordOf(row: JudgingRow): JudgingRecord {
  return { ...row, clipIds: JSON.parse(row.clipIds) as string[] }
}
