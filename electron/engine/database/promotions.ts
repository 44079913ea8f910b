/** Owns which takes are finals of which drafts, and what the user said of them. */

import type { Database, Statement } from 'better-sqlite3'
import type { DraftScore, Promotion } from '#shared/retake-contract.ts'

type Row = Omit<Promotion, 'isAlike'> & { isAlike: number | null }

const promotionOf = (row: Row): Promotion => ({
  ...row,
  isAlike: row.isAlike === null ? null : row.isAlike === 1,
})

export class PromotionsTable {
  readonly #insert: Statement<[string, string]>
  readonly #insertLike: Statement<[string, string]>
  readonly #touching: Statement<[string, string], Row>
  readonly #judge: Statement<[number | null, number | null, string]>
  readonly #scores: Statement<[], DraftScore>

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO promotions (job_id, draft_job_id) VALUES (?, ?)')
    this.#insertLike = db.prepare(
      'INSERT INTO promotions (job_id, draft_job_id) SELECT ?, draft_job_id FROM promotions WHERE job_id = ?',
    )
    this.#touching = db.prepare(
      `SELECT final.id AS jobId, draft.id AS draftJobId, final.clip_id AS clipId, draft.clip_id AS draftClipId,
         final.resolution, final.duration_seconds AS durationSeconds, final.take, draft.take AS draftTake,
         final.state, is_alike AS isAlike
       FROM promotions JOIN jobs AS final ON final.id = job_id JOIN jobs AS draft ON draft.id = draft_job_id
       WHERE job_id = ? OR draft_job_id = ? ORDER BY final.created_at`,
    )
    this.#judge = db.prepare('UPDATE promotions SET is_alike = ?, judged_at = ? WHERE job_id = ?')
    this.#scores = db.prepare(
      `SELECT draft.resolution AS "from", final.resolution AS "to",
         CASE WHEN final.duration_seconds > draft.duration_seconds THEN 'longer'
              WHEN final.duration_seconds < draft.duration_seconds THEN 'shorter' ELSE 'same' END AS duration,
         count(*) AS judged, sum(is_alike) AS alike
       FROM promotions JOIN jobs AS final ON final.id = job_id JOIN jobs AS draft ON draft.id = draft_job_id
       WHERE is_alike IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 4 DESC`,
    )
  }

  insert(jobId: string, draftJobId: string): void {
    this.#insert.run(jobId, draftJobId)
  }

  /** Makes a job a final of the draft of another one, if that is a final. */
  insertLike(jobId: string, other: string): void {
    this.#insertLike.run(jobId, other)
  }

  /** Promotions in which a job is the final or the draft, oldest first. */
  touching(jobId: string): Promotion[] {
    return this.#touching.all(jobId, jobId).map(promotionOf)
  }

  /** What the user says of a final; null takes it back. */
  judge(jobId: string, isAlike: boolean | null, at: number): void {
    this.#judge.run(isAlike === null ? null : Number(isAlike), isAlike === null ? null : at, jobId)
  }

  /** How often finals were like their drafts, by what was changed. */
  scores(): DraftScore[] {
    return this.#scores.all()
  }
}
