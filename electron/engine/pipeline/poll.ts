/** Owns the look at one task: the service's word becomes an event. A fault of the network never fails a job. */

import type { AppErrorData } from '#shared/app-error.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, RemoteTask } from '../happyhorse/outcomes.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { denialsOf, isBelieved, surelyNow } from './denials.ts'
import { billed } from './guard.ts'
import { nextLookAt } from './look-plan.ts'
import { isHeard, isOwn, waitForKey } from './own-key.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'

/** Asks for one task. */
export async function poll(context: PipelineContext, job: JobRecord): Promise<Step> {
  const profile = await context.profileOf(job)
  const outcome = await context.client().query(profile, job.taskId ?? '', context.leaving)
  if (outcome.kind !== 'task') {
    const step = afterFault(context, job, outcome)
    return step.event === 'vanished' && !isOwn(context, job, profile) ? keyless(job) : step
  }
  if (!isHeard(context, job, profile, outcome.task)) return keyless(job)
  return afterLook(context, job, outcome.task, context.skew.ahead(profile.baseUrl))
}

function keyless(job: JobRecord): Step {
  return { event: 'progressed', ...waitForKey(job) }
}

/** What the service says about a rendering task, as an event. `aheadMs`: its clock against ours. */
function afterLook(context: PipelineContext, job: JobRecord, task: RemoteTask, aheadMs: number): Step {
  const now = context.clock.now()
  const requestId = task.requestId ?? null
  const over = { taskStatus: task.status, requestId, finishedAt: now, dueAt: null, ...timesOf(task) }
  switch (task.status) {
    case 'SUCCEEDED':
      return task.videoUrl
        ? succeeded(context, job, task, task.videoUrl)
        : stillRendering(context, job, task, aheadMs)
    case 'FAILED':
      return broke(task, over)
    case 'CANCELED':
      return { event: 'canceled', requestId, patch: { ...over, error: null } }
    case 'UNKNOWN':
      return denied(context, job, over, aheadMs)
    default:
      return stillRendering(context, job, task, aheadMs)
  }
}

/** A task that may be as old as tasks become is gone; a younger one is asked for again before that is believed. */
function denied(
  context: PipelineContext,
  job: JobRecord,
  over: { taskStatus: string; requestId: string | null },
  aheadMs: number,
): Step {
  const { requestId, taskStatus } = over
  const denials = denialsOf(context, job)
  if (surelyNow(context, aheadMs) >= (job.taskDiesAt ?? 0) || isBelieved(denials)) {
    const error: AppErrorData = { code: 'task-vanished', values: {} }
    return { event: 'vanished', requestId, error, patch: { ...over, error } }
  }
  const error: AppErrorData = { code: 'task-denied', values: {} }
  const patch = { taskStatus, error, dueAt: context.clock.now() + pauseFor(context, denials) }
  return { event: 'progressed', requestId, error, patch, facts: { status: taskStatus } }
}

/** Moments by the service's clock; it does not always tell them. */
function timesOf(task: Pick<RemoteTask, 'scheduledTime' | 'endTime'>) {
  return {
    ...(task.scheduledTime === undefined ? {} : { scheduledAt: task.scheduledTime }),
    ...(task.endTime === undefined ? {} : { endedAt: task.endTime }),
  }
}

/** A task that is not over, and when to look again. */
export function stillRendering(
  context: PipelineContext,
  job: JobRecord,
  task: Pick<RemoteTask, 'status' | 'scheduledTime' | 'endTime' | 'requestId'>,
  aheadMs: number,
): Step {
  const scheduledAt = task.scheduledTime ?? job.scheduledAt ?? undefined
  const startedAt = scheduledAt === undefined ? undefined : scheduledAt - aheadMs
  const dueAt = nextLookAt(context, job, { status: task.status, startedAt })
  const patch = { taskStatus: task.status, dueAt, attempts: 0, error: null, ...timesOf(task) }
  const isNews = task.status !== job.taskStatus || job.error !== null
  if (!isNews) return { patch }
  return { event: 'progressed', requestId: task.requestId ?? null, patch, facts: { status: task.status } }
}

function broke(task: RemoteTask, over: NonNullable<Step['patch']>): Step {
  const error: AppErrorData = task.refusal?.error ?? {
    code: 'service-fault',
    values: { code: 'FAILED', message: 'no reason given' },
  }
  const patch = { ...over, error, retakable: task.refusal?.retake ?? true }
  return { event: 'broke', requestId: task.requestId ?? null, error, patch }
}

function succeeded(context: PipelineContext, job: JobRecord, task: RemoteTask, videoUrl: string): Step {
  const now = context.clock.now()
  const bill = billingOf(job, task)
  const requestId = task.requestId ?? null
  const patch = {
    taskStatus: task.status,
    requestId,
    videoUrl,
    linkDiesAt: task.linkDiesAt ?? (task.endTime ?? now) + LIFETIMES.linkMs,
    dueAt: now,
    attempts: 0,
    error: null,
    ...timesOf(task),
    ...bill,
  }
  const aboveMicros = bill.actualMicros - (job.reservedMicros ?? job.estimate.micros)
  const facts = {
    ...{ billedSeconds: bill.billedSeconds, micros: bill.actualMicros, told: !!task.usage },
    // More than was reserved for it: the caps were passed by so much, and that is said.
    ...(aboveMicros > 0 ? { aboveReservedMicros: aboveMicros } : {}),
  }
  return { event: 'succeeded', requestId, patch, facts }
}

/** What was billed: by `usage`, at the prices of the claim; without `usage` what was asked for stands. */
function billingOf(job: JobRecord, task: RemoteTask) {
  const billedSeconds = task.usage?.billedSeconds ?? job.durationSeconds
  const billedResolution = task.usage?.resolution ?? job.resolution
  const { micros: actualMicros } = billed(job, billedSeconds, billedResolution)
  return { billedSeconds, billedResolution, actualMicros }
}

/** Nothing was learnt: look again later. */
function afterFault(context: PipelineContext, job: JobRecord, fault: Fault): Step {
  const attempts = job.attempts + 1
  const error = errorOf(fault)
  const stop = stopOf(fault)
  const now = context.clock.now()
  const longDead = now > (job.taskDiesAt ?? Number.POSITIVE_INFINITY) + LIFETIMES.renderMs
  if (longDead && fault.kind === 'refused' && !stop) {
    return { event: 'vanished', error, patch: { error, finishedAt: now, dueAt: null } }
  }
  const pauseMs = pauseFor(context, attempts, retryAfterOf(fault))
  const patch = { attempts, error, dueAt: now + pauseMs }
  const base = { patch, ...(stop ? { stop } : {}) }
  // The first fault is news; the ones behind it would only fill the history.
  if (job.error?.code === error.code) return base
  return { ...base, event: 'progressed', error, requestId: error.requestId ?? null, facts: { attempts } }
}
