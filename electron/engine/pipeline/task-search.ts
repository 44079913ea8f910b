/** Owns the search for tasks that may belong to a job whose answer was lost. */

import { DAY_MS, MINUTE_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, ListedTask, ListFilter, QueryOutcome } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import type { PipelineContext } from './context.ts'
import { lostMoment, SKEW_NOISE_MS } from './lost-moment.ts'
import { takeToken } from './rate-limit.ts'

const PAGE_SIZE = 50
/** More pages than this are not read: an account makes 5 tasks a second at most. */
const PAGES_MAX = 200

/** `madeAt`: `createdAt` as the service told it. */
type FoundTask = ListedTask & { madeAt: number }
/** `isWhole`: nothing was left out. `left`: the search was broken off by leaving. */
export type SearchResult = { kind: 'tasks'; tasks: FoundTask[]; isWhole: boolean } | Left | Fault
type Left = { kind: 'left' }
type Listed = { kind: 'rows'; rows: ListedTask[]; isWhole: boolean } | Left | Fault

/**
 * Every task of the job's model created around its attempt that no job of ours owns; moments by our clock.
 * `everywhere`: the service is asked for all it has, and by its own moments, which know no time zone, we choose; where
 * the moment of the attempt is not sure, nothing is left out.
 */
export async function searchTasks(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  everywhere = false,
): Promise<SearchResult> {
  const { skew } = context
  const assumed = skew.ahead(profile.baseUrl)
  const list = (span?: ListFilter['span']) => listAll(context, job.model, profile, span)
  let listed = await list(everywhere ? undefined : spanOf(context, job, profile))
  const isShifted = Math.abs(skew.ahead(profile.baseUrl) - assumed) > SKEW_NOISE_MS
  if (!everywhere && listed.kind === 'rows' && isShifted) listed = await list(spanOf(context, job, profile))
  // What is refused may be our reading of the filter.
  if (!everywhere && listed.kind === 'refused' && listed.refusal.verdict === 'fail') listed = await list()
  if (listed.kind !== 'rows') return listed
  return { ...listed, kind: 'tasks', tasks: chosen(context, job, profile, listed.rows, everywhere) }
}

function chosen(
  context: PipelineContext,
  job: JobRecord,
  { baseUrl }: Profile,
  rows: readonly ListedTask[],
  everywhere: boolean,
): FoundTask[] {
  const { tables, skew } = context
  const { window, isSure } = lostMoment(context, job, baseUrl)
  const aheadMs = skew.ahead(baseUrl)
  return (
    rows
      .map((row) => ({ ...row, createdAt: row.createdAt - aheadMs, madeAt: row.createdAt }))
      // A row that names no model may be of ours.
      .filter(({ model }) => model === job.model || model === '')
      .filter(({ createdAt }) => (everywhere && !isSure) || isWithin(window, createdAt))
      .filter(({ taskId }) => tables.jobs.ownerOf(taskId) === undefined)
  )
}

function isWithin({ from, to }: { from: number; to: number }, at: number): boolean {
  return at >= from && at <= to
}

/** The window by the service's clock; a longer one than a day is not answered. */
function spanOf(context: PipelineContext, job: JobRecord, { baseUrl }: Profile): ListFilter['span'] {
  const { window } = lostMoment(context, job, baseUrl)
  const aheadMs = context.skew.ahead(baseUrl)
  const from = Math.max(window.from, window.to - DAY_MS + MINUTE_MS)
  return { from: from + aheadMs, to: window.to + aheadMs }
}

/** Pages on until all that was counted is there, or a page brings nothing new: counts may be missing or of another page size. */
async function listAll(
  { clock, queries, leaving, client }: PipelineContext,
  model: string,
  profile: Profile,
  span: ListFilter['span'],
): Promise<Listed> {
  const rows = new Map<string, ListedTask>()
  let total: number | undefined
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    if (!(await takeToken(queries, clock, leaving))) return { kind: 'left' }
    const filter = { model, ...(span ? { span } : {}), page, pageSize: PAGE_SIZE }
    const outcome = await client().list(profile, filter, leaving)
    if (outcome.kind !== 'page') return outcome
    const before = rows.size
    for (const row of outcome.rows) rows.set(row.taskId, row)
    // What is made while we read is none of what we look for.
    total ??= outcome.total
    const isWhole = rows.size >= (total ?? Number.POSITIVE_INFINITY)
    if (isWhole || rows.size === before)
      return { kind: 'rows', rows: [...rows.values()], isWhole: isWhole || total === undefined }
  }
  return { kind: 'rows', rows: [...rows.values()], isWhole: false }
}

/** Asks for one task. */
export async function lookAt(
  { clock, queries, leaving, client }: PipelineContext,
  profile: Profile,
  taskId: string,
): Promise<QueryOutcome | Left> {
  if (!(await takeToken(queries, clock, leaving))) return { kind: 'left' }
  return client().query(profile, taskId, leaving)
}
