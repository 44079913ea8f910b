/** Owns what windows ask of the clips table: pages of a shot, lists under a filter, and how many there are of each kind. */

import type { Database, Statement } from 'better-sqlite3'
import type { Clip } from '#shared/clip.ts'
import type { ClipFacets, ClipFilter, ClipSort, Span } from '#shared/clip-question.ts'
import { conditionsOf } from './clip-conditions.ts'
import { FacetCount, type FacetRow, facetFields } from './clip-facets.ts'
import { type ClipRow, clipOf, SELECT_CLIPS } from './clip-row.ts'
import { selectList } from './columns.ts'

/** Every order ends in one that no two clips share, so that windows never overlap. */
const ORDERS: Record<ClipSort, string> = {
  newest: 'saved_at DESC, id DESC',
  oldest: 'saved_at, id',
  best: `circled DESC, CASE verdict WHEN 'pick' THEN 0 WHEN 'reject' THEN 2 ELSE 1 END, rating DESC, saved_at DESC, id`,
  still: 'still_name COLLATE NOCASE, still_id, take, id',
  name: 'name COLLATE NOCASE, id',
  seed: 'seed, saved_at DESC, id',
  dearest: 'cost_micros DESC, saved_at DESC, id',
  cheapest: 'cost_micros, saved_at DESC, id',
  unlike: measured('likeness', ''),
  liveliest: measured('motion', 'DESC'),
  calmest: measured('motion', ''),
  flicker: measured('flicker', 'DESC'),
  frozen: measured('frozen_ms', 'DESC'),
  cuts: measured('cuts', 'DESC'),
  drift: measured('drift', 'DESC'),
}

/** By a measure; clips without it come last. */
function measured(column: string, way: '' | 'DESC'): string {
  const value = `(SELECT ${column} FROM clip_measures WHERE clip_id = clips.id)`
  return `${value} ${way} NULLS LAST, saved_at DESC, id`
}

/** Clips that are fetched one by one sooner than all are looked through. */
const FEW = 1_000

type Window = { offset: number; limit: number }
type Page = { rows: Clip[]; total: number }

export class ClipLists {
  readonly #db: Database
  readonly #ofProject: Statement<[string, number, number], ClipRow>
  readonly #ofShot: Statement<[string, string, number, number], ClipRow>
  readonly #totalOfProject: Statement<[string], number>
  readonly #totalOfShot: Statement<[string, string], number>
  readonly #batchMadeAt: Statement<[string], number>
  readonly #stillName: Statement<[string], string>
  readonly #withWords: Statement<[string, number], number>

  constructor(db: Database) {
    this.#db = db
    const order = `ORDER BY ${ORDERS.newest} LIMIT ? OFFSET ?`
    const ofProject = 'WHERE trashed_at IS NULL AND project_id = ?'
    this.#ofProject = db.prepare(`${SELECT_CLIPS} ${ofProject} ${order}`)
    this.#ofShot = db.prepare(`${SELECT_CLIPS} ${ofProject} AND shot_id = ? ${order}`)
    const count = `SELECT count(*) FROM clips ${ofProject}`
    this.#totalOfProject = db.prepare<[string], number>(count).pluck()
    this.#totalOfShot = db.prepare<[string, string], number>(`${count} AND shot_id = ?`).pluck()
    this.#batchMadeAt = db.prepare<[string], number>('SELECT created_at FROM batches WHERE id = ?').pluck()
    this.#stillName = db.prepare<[string], string>('SELECT name FROM stills WHERE id = ?').pluck()
    this.#withWords = db
      .prepare<[string, number], number>(
        'SELECT count(*) FROM (SELECT 1 FROM clip_search WHERE clip_search MATCH ? LIMIT ?)',
      )
      .pluck()
  }

  /** Newest first. */
  page(where: { projectId: string; shotId?: string | undefined }, { offset, limit }: Window): Page {
    const { projectId, shotId } = where
    if (shotId === undefined) {
      const rows = this.#ofProject.all(projectId, limit, offset).map(clipOf)
      return { rows, total: this.#totalOfProject.get(projectId) ?? 0 }
    }
    const rows = this.#ofShot.all(projectId, shotId, limit, offset).map(clipOf)
    return { rows, total: this.#totalOfShot.get(projectId, shotId) ?? 0 }
  }

  search(filter: ClipFilter, sort: ClipSort, window: Window): Page {
    const { from, countFrom, where, values } = this.#sourceOf(filter)
    const rows = this.#db
      .prepare<[Record<string, unknown>], ClipRow>(
        // The window is found in an index alone; only its rows are read.
        `${SELECT_CLIPS} WHERE rowid IN
           (SELECT clips.rowid FROM ${from} WHERE ${where} ORDER BY ${ORDERS[sort]} LIMIT @limit OFFSET @offset)
         ORDER BY ${ORDERS[sort]}`,
      )
      .all({ ...values, ...window })
    const count = this.#db.prepare<[Record<string, unknown>], number>(
      `SELECT count(*) FROM ${countFrom} WHERE ${where}`,
    )
    return { rows: rows.map(clipOf), total: count.pluck().get(values) ?? 0 }
  }

  ids(filter: ClipFilter, sort: ClipSort, window: Window): string[] {
    const { from, where, values } = this.#sourceOf(filter)
    return this.#db
      .prepare<[Record<string, unknown>], string>(
        `SELECT id FROM ${from} WHERE ${where} ORDER BY ${ORDERS[sort]} LIMIT @limit OFFSET @offset`,
      )
      .pluck()
      .all({ ...values, ...window })
  }

  facets(filter: ClipFilter, days: readonly Span[]): ClipFacets {
    const { from, where, values } = this.#sourceOf(filter.text === undefined ? {} : { text: filter.text })
    const count = new FacetCount(filter, days)
    const rows = this.#db
      .prepare<[Record<string, unknown>], FacetRow>(
        `SELECT ${selectList(facetFields)} FROM ${from} WHERE ${where} ORDER BY saved_at DESC, id DESC`,
      )
      .iterate(values)
    for (const row of rows) count.add(row)
    return count.told({
      madeAt: (batchId) => this.#batchMadeAt.get(batchId) ?? 0,
      stillName: (stillId) => this.#stillName.get(stillId) ?? '',
    })
  }

  /**
   * Words that few clips have lead to them at once; words that many have are looked up clip by clip, in order. To be
   * counted they need no order.
   */
  #sourceOf(filter: ClipFilter) {
    const { question, ...conditions } = conditionsOf(filter)
    const isFew = question !== undefined && (this.#withWords.get(question, FEW) ?? 0) < FEW
    const byWords = 'clips INDEXED BY where_words_of_a_clip_are'
    return {
      ...conditions,
      from: isFew ? byWords : 'clips',
      countFrom: question === undefined ? 'clips' : byWords,
    }
  }
}
