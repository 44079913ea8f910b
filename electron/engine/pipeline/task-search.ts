/** Owns the search for tasks that may belong to a job whose answer was lost. */

import { cutToBudget } from '#shared/prompt-rules.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, ListedTask, RemoteTask } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import type { PipelineContext } from './context.ts'
import { lostMoment, wholeList } from './lost-moment.ts'
import { takeToken } from './rate-limit.ts'

const PAGE_SIZE = 50
/** A page more than this is a service that does not count; an account makes 5 tasks a second at most. */
const PAGES_MAX = 200
/** Dates have whole seconds; below this a skew is noise. */
const SKEW_NOISE_MS = 2_000

/** `madeAt`: `createdAt` as the service told it. */
type FoundTask = ListedTask & { madeAt: number }
/** `left`: the search was broken off by leaving. */
export type SearchResult = { kind: 'tasks'; tasks: FoundTask[] } | { kind: 'left' } | Fault

/**
 * Every task of the job's model created around its attempt that no job of ours owns; moments by our clock.
 * `everywhere`: whenever it was created, as far back as the list goes.
 */
export async function searchTasks(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  everywhere = false,
): Promise<SearchResult> {
  const { skew } = context
  const list = (aheadMs: number) => listAll(context, job, profile, { aheadMs, everywhere })
  const assumed = skew.ahead(profile.baseUrl)
  const found = await list(assumed)
  const learnt = skew.ahead(profile.baseUrl)
  if (found.kind !== 'tasks' || Math.abs(learnt - assumed) <= SKEW_NOISE_MS) return found
  return list(learnt)
}

async function listAll(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  { aheadMs, everywhere }: { aheadMs: number; everywhere: boolean },
): Promise<SearchResult> {
  const { clock, queries, leaving, skew, tables } = context
  const window = everywhere ? wholeList(clock.now()) : lostMoment(context, job, profile.baseUrl).window
  const range = { from: window.from + aheadMs, to: window.to + aheadMs }
  const rows = new Map<string, ListedTask>()
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    if (!(await takeToken(queries, clock, leaving))) return { kind: 'left' }
    const filter = { model: job.model, ...range, page, pageSize: PAGE_SIZE }
    const outcome = await context.client().list(profile, filter, leaving)
    if (outcome.kind !== 'page') return outcome
    skew.learn(profile.baseUrl, outcome.serverDate, clock.now())
    for (const row of outcome.rows) rows.set(row.taskId, row)
    if (outcome.rows.length === 0 || page >= outcome.totalPages) break
  }
  const tasks = [...rows.values()]
    .filter((row) => row.model === job.model && row.createdAt >= range.from && row.createdAt <= range.to)
    .filter((row) => tables.jobs.ownerOf(row.taskId) === undefined)
    .map((row) => ({ ...row, createdAt: row.createdAt - aheadMs, madeAt: row.createdAt }))
  return { kind: 'tasks', tasks }
}

/** Asks for one task; undefined when it cannot be told now. */
export async function lookAt(
  context: PipelineContext,
  profile: Profile,
  taskId: string,
): Promise<RemoteTask | undefined> {
  const { clock, queries, leaving } = context
  if (!(await takeToken(queries, clock, leaving))) return undefined
  const outcome = await context.client().query(profile, taskId, leaving)
  return outcome.kind === 'task' ? outcome.task : undefined
}

/** `no`: made from another prompt. `unknown`: the service echoes the prompt of finished tasks only. */
export function fits(job: JobRecord, task: RemoteTask): 'yes' | 'no' | 'unknown' {
  if (task.prompt === undefined) {
    return task.status === 'SUCCEEDED' && job.prompt === '' ? 'yes' : 'unknown'
  }
  return task.prompt === job.prompt || task.prompt === cutToBudget(job.prompt) ? 'yes' : 'no'
}
