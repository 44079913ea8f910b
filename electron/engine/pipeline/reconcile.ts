/** Owns what becomes of a lost answer: the task is found, surely absent, or the user is asked. Never guessed. */

import type { AppErrorData } from '#shared/app-error.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, RemoteTask } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { isBeforeItsTime, type LostMoment, lostMoment } from './lost-moment.ts'
import { accountOf, waitForKey } from './own-key.ts'
import { fits } from './prompt-echo.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'
import { lookAt, type SearchResult, searchTasks } from './task-search.ts'
import { type Candidate, isEarly, ownAmong, rivalsOf } from './twins.ts'

/** More candidates than this are not looked at one by one: the user is asked. */
const CANDIDATES_MAX = 20
/** A question refused so often in a row is not refused by mistake. */
const REFUSALS_MAX = 5

/** One search for the task of a job whose answer was lost. */
export async function reconcile(context: PipelineContext, job: JobRecord): Promise<Step> {
  const { tables, clock } = context
  // A request under way may have made a task that nobody owns yet.
  if (tables.dueJobs.inState('submitting').some((one) => sameGate(one, job))) {
    return { patch: { dueAt: clock.now() + SECOND_MS } }
  }
  const profile = await context.profileOf(job)
  // In another account's list its task is missing whether it was made or not.
  const account = await accountOf(context, job, profile)
  if (account.kind === 'left') return {}
  if (account.kind === 'other') return waitForKey(job)
  if (account.kind !== 'own')
    return afterFault(context, job, account, lostMoment(context, job, profile.baseUrl))
  const step = await searchIn(context, job, profile)
  // Nothing in the window, by our reading of the list's filter: what is sent again needs a look through all of it.
  return step.event === 'absent' ? searchIn(context, job, profile, true) : step
}

async function searchIn(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  everywhere = false,
): Promise<Step> {
  const result = await searchTasks(context, job, profile, everywhere)
  if (result.kind === 'left') return {}
  const moment = lostMoment(context, job, profile.baseUrl)
  if (result.kind !== 'tasks') return afterFault(context, job, result, moment)
  if (isForgotten(moment, context.clock.now())) return askUser(context, job, OVER)
  if (result.tasks.length > CANDIDATES_MAX) {
    return askUser(context, job, `${result.tasks.length} tasks were made around that moment.`)
  }
  const looked = await lookAtAll(context, profile, result.tasks)
  if (looked.kind === 'left') return {}
  if (looked.kind !== 'tasks') return afterFault(context, job, looked, moment)
  const step = decide(context, job, { moment, tasks: looked.tasks, baseUrl: profile.baseUrl })
  return step.event === 'absent' && everywhere && !result.isWhole
    ? askUser(context, job, 'The task list could not be read to its end.')
    : step
}

type Looked = { kind: 'tasks'; tasks: Candidate[] } | { kind: 'left' } | Fault

async function lookAtAll(
  context: PipelineContext,
  profile: Profile,
  listed: Extract<SearchResult, { kind: 'tasks' }>['tasks'],
): Promise<Looked> {
  const tasks: Candidate[] = []
  for (const { taskId, madeAt } of listed) {
    const looked = await lookAt(context, profile, taskId)
    if (looked.kind !== 'task') return looked
    tasks.push({ ...looked.task, madeAt })
  }
  return { kind: 'tasks', tasks }
}

type Findings = { moment: LostMoment; tasks: readonly Candidate[]; baseUrl: string }

/** What the candidates say about a job. Pure but for the tables it reads. */
function decide(context: PipelineContext, job: JobRecord, { moment, tasks, baseUrl }: Findings): Step {
  const { tables, clock, pace } = context
  const now = clock.now()
  const unowned = tasks.filter((task) => tables.jobs.ownerOf(task.taskId) === undefined)
  const sure = unowned.filter((task) => fits(job, task) === 'yes')
  // One that was made too early and has cost nothing is no loss, whoever made it.
  const open = unowned.filter(
    (task) => fits(job, task) === 'unknown' && !(isFree(task) && isEarly(moment, task)),
  )

  if (sure.length === 0 && open.length === 0) return afterNothing(context, job, moment)
  // Only a task that is over echoes its prompt: whoever goes by less may take what another program has made.
  if (!open.every(isOver)) return later(context, job, now + pace.searchMs)
  const rivals = rivalsOf(context, job, baseUrl)
  if (sure.length > 0) {
    const mine = ownAmong(job, moment, sure, rivals)
    if (mine === 'none' && moment.settled && open.length === 0) return absent(now)
    if (mine && mine !== 'none') return found(context, job, mine)
  }
  if (!moment.settled) return later(context, job, now + pace.searchMs)
  const [last] = open
  const isAlone = sure.length === 0 && open.length === 1 && rivals.length === 0
  // An echo that is almost ours is for the user to judge, and so is what was made before we asked.
  if (last && isAlone && last.prompt === undefined && !isEarly(moment, last)) return found(context, job, last)
  return askUser(context, job, `${sure.length + open.length} tasks could be this one.`)
}

function afterNothing(context: PipelineContext, job: JobRecord, moment: LostMoment): Step {
  const now = context.clock.now()
  if (isBeforeItsTime(moment, now)) return askUser(context, job, 'The clock was set back since.')
  if (moment.settled) return absent(now)
  const dueAt = Math.min(now + context.pace.searchMs, Math.max(now + 1, moment.settledAt))
  return later(context, job, dueAt)
}

function sameGate(one: JobRecord, other: JobRecord): boolean {
  return one.service === other.service && one.baseUrl === other.baseUrl && one.model === other.model
}

/** True when the task will say nothing new. */
function isOver({ status }: RemoteTask): boolean {
  return status !== 'PENDING' && status !== 'RUNNING'
}

function isFree({ status }: RemoteTask): boolean {
  return status === 'FAILED' || status === 'CANCELED'
}

const OVER = 'Its time in the task list is over.'

function isForgotten({ sentAt }: LostMoment, now: number): boolean {
  return now - sentAt > LIFETIMES.taskMs
}

/** This task is the job's own: from here on it is polled like any other. */
export function found(context: PipelineContext, job: JobRecord, task: RemoteTask): Step {
  const now = context.clock.now()
  const requestId = task.requestId ?? job.requestId
  const patch = {
    taskId: task.taskId,
    taskStatus: task.status,
    requestId,
    acceptedAt: job.lostAt ?? now,
    taskDiesAt: (job.submittedAt ?? now) + LIFETIMES.taskMs,
    dueAt: now,
    attempts: 0,
    error: null,
  }
  return { event: 'found', requestId, patch, facts: { taskId: task.taskId, status: task.status } }
}

function absent(now: number): Step {
  return { event: 'absent', patch: { dueAt: now, error: null, attempts: 0, submittedAt: null, lostAt: null } }
}

/** The service has answered: what kept it from doing so before is over. */
function later(context: PipelineContext, job: JobRecord, dueAt: number): Step {
  return { patch: { dueAt, attempts: 0, error: lossOf(context, job) } }
}

/** No due time: the job waits for the user's word. */
function askUser(context: PipelineContext, job: JobRecord, why: string): Step {
  return { patch: { dueAt: null, error: lostBecause(context, job, why) } }
}

/** How the answer was lost, as the history has it: the job itself may tell of a later fault. */
function lossOf({ tables }: PipelineContext, job: JobRecord): AppErrorData | null {
  return tables.jobEvents.ofJob(job.id).findLast(({ event }) => event === 'unanswered')?.error ?? null
}

function lostBecause(context: PipelineContext, job: JobRecord, why: string): AppErrorData {
  const told = lossOf(context, job)?.values.detail
  return { code: 'reply-lost', values: { detail: typeof told === 'string' ? `${told} ${why}` : why } }
}

/** The search could not be made: the job says so, and a list that stays shut is opened by the user's word alone. */
function afterFault(context: PipelineContext, job: JobRecord, fault: Fault, moment: LostMoment): Step {
  const now = context.clock.now()
  const attempts = job.attempts + 1
  const stop = stopOf(fault)
  const error = errorOf(fault)
  const said = `${error.values.code ?? ''} ${error.values.message ?? ''}`.trim().replace(/[.。]$/, '')
  const why = `The search for it failed: ${said}.`
  const base = { error, ...(stop ? { stop } : {}) }
  if (isForgotten(moment, now)) return { ...base, ...askUser(context, job, OVER) }
  const isShut = fault.kind === 'refused' && fault.refusal.verdict === 'fail' && attempts >= REFUSALS_MAX
  if (isShut) return { ...base, ...askUser(context, job, why) }
  // What waits for the network says so by this code, and is looked at as soon as that is back.
  const seen = error.code === 'unreachable' ? error : lostBecause(context, job, why)
  const dueAt = now + pauseFor(context, attempts, retryAfterOf(fault))
  return { ...base, patch: { attempts, dueAt, error: seen } }
}
