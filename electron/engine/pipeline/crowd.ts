/**
 * Owns the look at many tasks through the list: one page tells of up to fifty. It tells how they stand and no more,
 * so whoever is over is still asked for by itself, and so is whoever the list does not show.
 */

import { DAY_MS, MINUTE_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, ListedTask } from '../happyhorse/outcomes.ts'
import { apply } from './apply.ts'
import type { PipelineContext } from './context.ts'
import { isOwn } from './own-key.ts'
import { stillRendering } from './poll.ts'
import { takeToken } from './rate-limit.ts'

/** Rows of a page. The largest that is answered is unstated (manage-asynchronous-tasks, read 2026-11-22). */
const CROWD_PAGE_SIZE = 50
/** Slack on both sides, for a creation that lags behind its request and clocks that differ a little. */
const SLACK_MS = 2 * MINUTE_MS

export type CrowdLook =
  | {
      kind: 'seen'
      /** Jobs of the crowd whose task is over. */
      over: string[]
      /** Jobs of the crowd the pages looked at did not show. */
      unseen: string[]
      /** Pages the whole list has. */
      pages: number
    }
  | { kind: 'left' }
  | Fault

/** Looks at jobs that are due at one gate; those that still render get their next look. @throws AppError as profiles do */
export async function lookAtCrowd(context: PipelineContext, crowd: readonly JobRecord[]): Promise<CrowdLook> {
  const [gate] = crowd
  if (!gate) return { kind: 'seen', over: [], unseen: [], pages: 0 }
  const { clock, queries, leaving, skew } = context
  const profile = await context.profileOf(gate)
  const unseen = new Set(crowd.map(({ id }) => id))
  const over = new Set<string>()
  // Another account's list shows nothing of theirs: each is asked for by itself.
  const own = crowd.filter((job) => isOwn(context, job, profile))
  if (own.length === 0) return { kind: 'seen', over: [], unseen: [...unseen], pages: 1 }
  const window = windowOf(own, clock.now(), skew.ahead(profile.baseUrl))
  for (let page = 1; ; page += 1) {
    if (!(await takeToken(queries, clock, leaving))) return { kind: 'left' }
    const filter = { model: gate.model, span: window, page, pageSize: CROWD_PAGE_SIZE }
    const outcome = await context.client().list(profile, filter, leaving)
    if (leaving.aborted) return { kind: 'left' }
    if (outcome.kind !== 'page') return outcome
    const pages = outcome.rows.length === 0 ? page : (outcome.totalPages ?? page + 1)
    const aheadMs = skew.ahead(profile.baseUrl)
    for (const { id, isOver } of takeIn(context, outcome.rows, aheadMs)) {
      if (unseen.delete(id) && isOver) over.add(id)
    }
    // Once a page costs more than asking for the rest one by one, it is not worth it.
    if (page < pages && unseen.size > pages - page) continue
    // In the order of the crowd, which is that of urgency.
    const ended = crowd.flatMap(({ id }) => (over.has(id) ? [id] : []))
    return { kind: 'seen', over: ended, unseen: [...unseen], pages }
  }
}

/** When the tasks were made, by the service's clock; the list goes back a day and no further. */
function windowOf(crowd: readonly JobRecord[], now: number, aheadMs: number): { from: number; to: number } {
  const sent = crowd.map((job) => job.submittedAt ?? job.acceptedAt ?? job.createdAt)
  const from = Math.max(Math.min(...sent) - SLACK_MS, now - DAY_MS + SLACK_MS)
  const to = Math.max(Math.max(...sent) + SLACK_MS, from)
  return { from: from + aheadMs, to: Math.min(to, from + DAY_MS) + aheadMs }
}

/** Gives what still renders its next look; tells which of our jobs stand on a page, and whether they are over. */
function takeIn(
  context: PipelineContext,
  rows: readonly ListedTask[],
  aheadMs: number,
): { id: string; isOver: boolean }[] {
  const { tables } = context
  return tables.atomically(() =>
    rows.flatMap((row) => {
      const job = tables.jobs.byId(tables.jobs.ownerOf(row.taskId) ?? '')
      if (job?.state !== 'rendering') return []
      const isOver = row.status !== 'PENDING' && row.status !== 'RUNNING'
      // Who is not due yet has been looked at all the same: so a crowd comes to be due together.
      if (!isOver) {
        const began = row.status === 'RUNNING' && row.startedAt ? { scheduledTime: row.startedAt } : {}
        apply(context, job, stillRendering(context, job, { status: row.status, ...began }, aheadMs))
      }
      return [{ id: job.id, isOver }]
    }),
  )
}
