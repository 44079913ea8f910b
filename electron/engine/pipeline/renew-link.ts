/**
 * Owns what becomes of a download whose link brings nothing: the task is asked for another link. A task that has none
 * any more ends the job, with what was paid on record.
 */

import type { AppErrorData } from '#shared/app-error.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, RemoteStatus, RemoteTask } from '../happyhorse/outcomes.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { denialsOf, isBelieved, surelyNow } from './denials.ts'
import { isHeard, waitForKey } from './own-key.ts'
import { takeToken } from './rate-limit.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'

/** How a try ended that did not bring the clip home. */
export type Failure = {
  error: AppErrorData
  /** The host does not take the link. */
  isRefused?: boolean
  /** Bytes came, and they were the clip's. */
  grew?: boolean
  retryAfterMs?: number | undefined
}

/** So many failures in a row that brought nothing, and the link itself is in doubt: its host may be gone. */
const FAILURES_MAX = 6

/**
 * True when only the task can tell whether the clip can still be had. Whether a link is dead is for its host to say,
 * for our clock may be wrong by hours; but a host need not say it in words we know, or at all.
 */
export function isInDoubt({ clock }: PipelineContext, job: JobRecord, failure: Failure): boolean {
  if (failure.isRefused) return true
  const isOld = clock.now() >= deathOf(job)
  // A clip that was fetched whole waits for its disk alone, however long.
  if (failure.error.code === 'disk-refused') return isOld && job.clipSha256 === null
  return isOld || (!failure.grew && job.attempts + 1 >= FAILURES_MAX)
}

/** When link and task are both dead, if nobody says otherwise. */
function deathOf({ linkDiesAt, taskDiesAt }: JobRecord): number {
  return Math.max(linkDiesAt ?? 0, taskDiesAt ?? 0) || Number.POSITIVE_INFINITY
}

/** Asks the task for a fresh link. @throws AppError as profiles do */
export async function renewLink(context: PipelineContext, job: JobRecord, failure: Failure): Promise<Step> {
  const { clock, queries, leaving } = context
  if (!(await takeToken(queries, clock, leaving))) return {}
  const profile = await context.profileOf(job)
  const outcome = await context.client().query(profile, job.taskId ?? '', leaving)
  if (leaving.aborted) return {}
  const now = surelyNow(context, context.skew.ahead(profile.baseUrl))
  if (outcome.kind !== 'task') return afterFault(context, job, outcome, now)
  const { task } = outcome
  if (!isHeard(context, job, profile, task)) return { event: 'interrupted', ...waitForKey(job) }
  const { status, videoUrl } = task
  if (status === 'SUCCEEDED' && videoUrl && videoUrl !== job.videoUrl)
    return renewed(context, job, { ...task, videoUrl })
  return isOver(context, job, failure, status, now)
    ? expired(context, task)
    : sameAgain(context, job, failure, task)
}

function afterFault(context: PipelineContext, job: JobRecord, fault: Fault, now: number): Step {
  const stop = stopOf(fault)
  if (fault.kind === 'refused' && !stop && isLongDead(job, now)) return expired(context)
  const step = interrupted(context, job, { error: errorOf(fault), retryAfterMs: retryAfterOf(fault) })
  return stop ? { ...step, stop } : step
}

/** Whatever a service says of a task that it should long have forgotten. */
function isLongDead(job: JobRecord, now: number): boolean {
  return now >= deathOf(job) + LIFETIMES.renderMs
}

const ALIVE: ReadonlySet<RemoteStatus> = new Set(['PENDING', 'RUNNING', 'SUCCEEDED'])

/** True when the clip cannot be had any more. A young task must be denied several times, and its link refused as well. */
function isOver(
  context: PipelineContext,
  job: JobRecord,
  { isRefused }: Failure,
  status: RemoteStatus,
  now: number,
): boolean {
  if (ALIVE.has(status)) return isLongDead(job, now)
  if (now >= deathOf(job)) return true
  return isRefused === true && (status !== 'UNKNOWN' || isBelieved(denialsOf(context, job)))
}

function renewed(context: PipelineContext, job: JobRecord, task: RemoteTask & { videoUrl: string }): Step {
  const now = context.clock.now()
  const attempts = job.attempts + 1
  // The first new link is tried at once; a host that refuses them all is not asked in a circle.
  const dueAt = now + (attempts === 1 ? 0 : pauseFor(context, attempts))
  const linkDiesAt = task.linkDiesAt ?? job.taskDiesAt ?? now
  const patch = { videoUrl: task.videoUrl, linkDiesAt, attempts, dueAt, error: null }
  const facts = { renewed: true, status: task.status }
  return { event: 'interrupted', requestId: task.requestId ?? null, patch, facts }
}

/** The task has no other link yet: what went wrong may pass. */
function sameAgain(context: PipelineContext, job: JobRecord, failure: Failure, task: RemoteTask): Step {
  const step = interrupted(context, job, failure)
  return { ...step, requestId: task.requestId ?? null, facts: { ...step.facts, status: task.status } }
}

function expired({ clock }: PipelineContext, task?: RemoteTask): Step {
  const error: AppErrorData = { code: 'link-expired', values: {} }
  const patch = { error, finishedAt: clock.now(), dueAt: null, ...(task ? { taskStatus: task.status } : {}) }
  return { event: 'expired', requestId: task?.requestId ?? null, error, patch }
}

/** To be tried again after a pause; one that brought bytes starts counting anew. */
export function interrupted(context: PipelineContext, job: JobRecord, failure: Failure): Step {
  const { error, grew, retryAfterMs } = failure
  const attempts = grew ? 1 : job.attempts + 1
  const pauseMs = pauseFor(context, attempts, retryAfterMs)
  const patch = { attempts, error, dueAt: context.clock.now() + pauseMs }
  const step: Step = { event: 'interrupted', error, patch, facts: { attempts } }
  // A clip that finds no place stops the next ones from being paid for, once: who resumes knows of it.
  const isNews = error.code === 'disk-refused' && job.error?.code !== 'disk-refused'
  return isNews ? { ...step, stop: { ...error, code: 'no-place-for-clips' } } : step
}
