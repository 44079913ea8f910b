/** Owns what becomes of a lost answer: the task is found, surely absent, or the user is asked. Never guessed. */

import { LIFETIMES } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { RemoteTask } from '../happyhorse/outcomes.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'
import { fits, lookAt, overlap, searchTasks, windowOf } from './task-search.ts'

/** More candidates than this are not looked at one by one: the user is asked. */
const CANDIDATES_MAX = 20

/** One search for the task of a job whose answer was lost. */
export async function reconcile(context: PipelineContext, job: JobRecord): Promise<Step> {
  const { tables, clock, pace } = context
  const now = clock.now()
  if (now - (job.submittedAt ?? now) > LIFETIMES.taskMs)
    return askUser(job, 'Its time in the task list is over.')
  // A request under way may have made a task that nobody owns yet.
  if (tables.dueJobs.inState('submitting').some((one) => sameGate(one, job))) return later(now + SECOND_MS)
  const profile = await context.profileOf(job)
  const result = await searchTasks(context, job, profile)
  if (result.kind === 'left') return {}
  if (result.kind !== 'tasks') return afterFault(context, job, result)
  if (result.tasks.length > CANDIDATES_MAX) {
    return askUser(job, `${result.tasks.length} tasks were made around that moment.`)
  }
  const tasks: RemoteTask[] = []
  for (const { taskId } of result.tasks) {
    const task = await lookAt(context, profile, taskId)
    if (!task) return later(clock.now() + pace.searchMs)
    tasks.push(task)
  }
  return decide(context, job, tasks)
}

/** What the candidates say about a job. Pure but for the tables it reads. */
function decide(context: PipelineContext, job: JobRecord, tasks: readonly RemoteTask[]): Step {
  const { tables, clock, pace } = context
  const now = clock.now()
  const settled = now - (job.lostAt ?? now) >= pace.settleMs
  const unowned = tasks.filter((task) => tables.jobs.ownerOf(task.taskId) === undefined)
  const sure = unowned.filter((task) => fits(job, task) === 'yes')
  const open = unowned.filter((task) => fits(job, task) === 'unknown')
  const [only] = sure
  const rivals = rivalsOf(context, job)
  const twins = rivals.filter((rival) => rival.prompt === job.prompt)

  if (sure.length === 0 && open.length === 0) return settled ? absent(now) : later(whenSettled(context, job))
  if (only && sure.length === 1 && twins.length === 0 && open.every(isOver)) return found(context, job, only)
  const [last] = open
  if (last && sure.length === 0 && open.length === 1 && rivals.length === 0) {
    return settled ? found(context, job, last) : later(now + pace.searchMs)
  }
  if (!settled || !open.every(isOver)) return later(now + pace.searchMs)
  return askUser(job, `${sure.length + open.length} tasks could be this one.`)
}

function rivalsOf({ tables }: PipelineContext, job: JobRecord): JobRecord[] {
  const mine = windowOf(job)
  return tables.dueJobs.unconfirmed(job).filter((one) => one.id !== job.id && overlap(windowOf(one), mine))
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

function whenSettled({ clock, pace }: PipelineContext, job: JobRecord): number {
  const now = clock.now()
  return Math.min(now + pace.searchMs, Math.max(now + 1, (job.lostAt ?? now) + pace.settleMs))
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
