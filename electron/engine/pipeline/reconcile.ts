/** Owns what becomes of a lost answer: the task is found, surely absent, or the user is asked. Never guessed. */

import { LIFETIMES } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { RemoteTask } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { isBeforeItsTime, type LostMoment, lostMoment, overlap } from './lost-moment.ts'
import { accountOf, waitForKey } from './own-key.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'
import { fits, lookAt, searchTasks } from './task-search.ts'
import { byOrder } from './twins.ts'

/** More candidates than this are not looked at one by one: the user is asked. */
const CANDIDATES_MAX = 20

type Candidate = RemoteTask & { madeAt: number }

/** One search for the task of a job whose answer was lost. */
export async function reconcile(context: PipelineContext, job: JobRecord): Promise<Step> {
  const { tables, clock } = context
  // A request under way may have made a task that nobody owns yet.
  if (tables.dueJobs.inState('submitting').some((one) => sameGate(one, job))) {
    return later(clock.now() + SECOND_MS)
  }
  const profile = await context.profileOf(job)
  // In another account's list its task is missing whether it was made or not.
  const account = await accountOf(context, job, profile)
  if (account.kind === 'left') return {}
  if (account.kind === 'other') return waitForKey(job)
  if (account.kind !== 'own') return afterFault(context, job, account)
  const step = await searchIn(context, job, profile)
  const isSure = () => lostMoment(context, job, profile.baseUrl).isSure
  // Nothing there, by a clock that was set or never measured: the task may stand elsewhere in the list.
  return step.event === 'absent' && !isSure() ? searchIn(context, job, profile, true) : step
}

async function searchIn(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  everywhere = false,
): Promise<Step> {
  const { clock, pace } = context
  const result = await searchTasks(context, job, profile, everywhere)
  if (result.kind === 'left') return {}
  if (result.kind !== 'tasks') return afterFault(context, job, result)
  const moment = lostMoment(context, job, profile.baseUrl)
  if (clock.now() - moment.sentAt > LIFETIMES.taskMs)
    return askUser(job, 'Its time in the task list is over.')
  if (result.tasks.length > CANDIDATES_MAX) {
    return askUser(job, `${result.tasks.length} tasks were made around that moment.`)
  }
  const tasks: Candidate[] = []
  for (const { taskId, madeAt } of result.tasks) {
    const task = await lookAt(context, profile, taskId)
    if (!task) return later(clock.now() + pace.searchMs)
    tasks.push({ ...task, madeAt })
  }
  return decide(context, job, { moment, tasks, baseUrl: profile.baseUrl })
}

type Findings = { moment: LostMoment; tasks: readonly Candidate[]; baseUrl: string }

/** What the candidates say about a job. Pure but for the tables it reads. */
function decide(context: PipelineContext, job: JobRecord, { moment, tasks, baseUrl }: Findings): Step {
  const { tables, clock, pace } = context
  const now = clock.now()
  const unowned = tasks.filter((task) => tables.jobs.ownerOf(task.taskId) === undefined)
  const sure = unowned.filter((task) => fits(job, task) === 'yes')
  const open = unowned.filter((task) => fits(job, task) === 'unknown')
  const rivals = rivalsOf(context, job, baseUrl)

  if (sure.length === 0 && open.length === 0) return afterNothing(job, moment, now, pace.searchMs)
  // Only a task that is over echoes its prompt: whoever goes by less may take what another program has made.
  if (!open.every(isOver)) return later(now + pace.searchMs)
  if (sure.length > 0) {
    const mine = ownAmong(job, moment, sure, rivals)
    if (mine === 'none' && moment.settled && open.length === 0) return absent(now)
    if (mine && mine !== 'none') return found(context, job, mine)
  }
  if (!moment.settled) return later(now + pace.searchMs)
  const [last] = open
  if (last && sure.length === 0 && open.length === 1 && rivals.length === 0) return found(context, job, last)
  return askUser(job, `${sure.length + open.length} tasks could be this one.`)
}

function afterNothing(job: JobRecord, moment: LostMoment, now: number, searchMs: number): Step {
  if (isBeforeItsTime(moment, now)) return askUser(job, 'The clock was set back since.')
  if (moment.settled) return absent(now)
  return later(Math.min(now + searchMs, Math.max(now + 1, moment.settledAt)))
}

type Rival = { job: JobRecord; moment: LostMoment }

/** The task among those of the job's prompt that is its own, `none` when all belong to others, undefined in doubt. */
function ownAmong(
  job: JobRecord,
  moment: LostMoment,
  sure: readonly Candidate[],
  rivals: readonly Rival[],
): Candidate | 'none' | undefined {
  const twins = rivals.filter((rival) => rival.job.prompt === job.prompt)
  if (twins.length === 0) return sure.length === 1 ? sure[0] : undefined
  const owners = byOrder(
    [{ job, moment }, ...twins].map((one) => ({ id: one.job.id, ...one.moment })),
    sure,
  )
  return owners && (owners.get(job.id) ?? 'none')
}

function rivalsOf(context: PipelineContext, job: JobRecord, baseUrl: string): Rival[] {
  const mine = lostMoment(context, job, baseUrl)
  return (
    context.tables.dueJobs
      .unconfirmed(job)
      .filter((one) => one.id !== job.id)
      .map((one) => ({ job: one, moment: lostMoment(context, one, baseUrl) }))
      // A window told by a clock that was set may lie anywhere.
      .filter(({ moment }) => !moment.isSure || !mine.isSure || overlap(moment.window, mine.window))
  )
}

function sameGate(one: JobRecord, other: JobRecord): boolean {
  return one.service === other.service && one.baseUrl === other.baseUrl && one.model === other.model
}

/** True when the task will say nothing new. */
function isOver({ status }: RemoteTask): boolean {
  return status !== 'PENDING' && status !== 'RUNNING'
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

function later(dueAt: number): Step {
  return { patch: { dueAt } }
}

/** No due time: the job waits for the user's word. */
function askUser(job: JobRecord, why: string): Step {
  const told = job.error?.values.detail
  const detail = typeof told === 'string' && !told.includes(why) ? `${told} ${why}` : why
  return { patch: { dueAt: null, error: { code: 'reply-lost', values: { detail } } } }
}

function afterFault(context: PipelineContext, job: JobRecord, fault: Parameters<typeof errorOf>[0]): Step {
  const attempts = job.attempts + 1
  const stop = stopOf(fault)
  const pauseMs = pauseFor(context, attempts, retryAfterOf(fault))
  return {
    patch: { attempts, dueAt: context.clock.now() + pauseMs },
    error: errorOf(fault),
    ...(stop ? { stop } : {}),
  }
}
