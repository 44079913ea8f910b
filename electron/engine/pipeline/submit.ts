/** Owns the one arrow on which money moves: a claimed job is sent, once, and its answer sorted. */

import { LIFETIMES } from '#shared/happyhorse.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault, SubmitOutcome } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import { apply } from './apply.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { firstLookAt } from './look-plan.ts'
import { pictureFor } from './picture.ts'
import { errorOf, retryAfterOf, type Step, stopOf, tooManyOf } from './step.ts'

/**
 * Commits that the job is about to be sent; undefined when somebody else has it.
 * @throws AppError `cap-reached`, `price-unknown`: it is not claimed then
 */
export function claim(context: PipelineContext, job: JobRecord, profile?: Profile): JobRecord | undefined {
  // Our clock may be set before a lost answer is looked for: how far it was off goes with the moment.
  const aheadMs = context.skew.measured(profile?.baseUrl ?? '')
  const patch = {
    submittedAt: context.clock.now(),
    lostAt: null,
    attempts: job.attempts + 1,
    error: null,
    dueAt: null,
    // Only the account of this key will know the task.
    keyPrint: profile ? context.printOf(profile) : null,
  }
  const facts = { attempt: job.attempts + 1, ...(aheadMs === undefined ? {} : { aheadMs }) }
  return apply(context, job, { event: 'started', patch, facts })
}

/** Sends a claimed job. Never throws for network or service reasons. */
export async function submit(context: PipelineContext, job: JobRecord, profile: Profile): Promise<Step> {
  const picture = await pictureFor(context, job, profile)
  if (picture.kind === 'unusable') {
    const error = { code: 'still-blocked' as const, values: { detail: picture.detail } }
    return { event: 'refused', error, patch: { error, finishedAt: context.clock.now(), retakable: false } }
  }
  if (picture.kind !== 'ready') return notUploaded(context, job, picture)
  const submittedAt = context.clock.now()
  // The search for a lost answer goes by this moment, and the upload may have taken minutes.
  if (picture.late) context.tables.jobs.note(job.id, job.state, { submittedAt })
  const outcome = await context.client().submit(profile, requestOf(job, picture.imageUrl), context.left)
  return afterSubmit(context, { ...job, submittedAt }, outcome)
}

function requestOf(job: JobRecord, imageUrl: string) {
  const { model, prompt, resolution, durationSeconds, watermark, seed } = job
  return { model, prompt, imageUrl, resolution, durationSeconds, watermark, seed }
}

/** What an answer to a submission means. */
function afterSubmit(context: PipelineContext, job: JobRecord, outcome: SubmitOutcome): Step {
  const now = context.clock.now()
  switch (outcome.kind) {
    case 'accepted':
      return accepted(context, job, outcome)
    case 'unanswered':
      return unanswered(now, context.pace.searchMs, outcome.detail, outcome.requestId)
    case 'refused':
      if (outcome.refusal.verdict !== 'fail') return notSubmitted(context, job, outcome)
      return refused(now, outcome)
    default:
      return notSubmitted(context, job, outcome)
  }
}

function accepted(
  context: PipelineContext,
  job: JobRecord,
  outcome: Extract<SubmitOutcome, { kind: 'accepted' }>,
): Step {
  const now = context.clock.now()
  const requestId = outcome.requestId ?? null
  const patch = {
    taskId: outcome.taskId,
    requestId,
    taskStatus: 'PENDING',
    acceptedAt: now,
    taskDiesAt: (job.submittedAt ?? now) + LIFETIMES.taskMs,
    dueAt: firstLookAt(context, job),
    attempts: 0,
    error: null,
  }
  return { event: 'accepted', requestId, patch, facts: { taskId: outcome.taskId } }
}

/** The answer is lost: the task may exist, so nothing is sent again before that is known. */
export function unanswered(lostAt: number, searchInMs: number, detail: string, requestId?: string): Step {
  const error = { code: 'reply-lost' as const, values: { detail } }
  const patch = { lostAt, dueAt: lostAt + searchInMs, attempts: 0, error, requestId: requestId ?? null }
  return { event: 'unanswered', requestId: requestId ?? null, error, patch }
}

function refused(now: number, { refusal }: Extract<Fault, { kind: 'refused' }>): Step {
  const { error } = refusal
  const requestId = error.requestId ?? null
  const patch = { error, requestId, retakable: refusal.retake, finishedAt: now, dueAt: null }
  return { event: 'refused', requestId, error, patch, facts: { httpStatus: refusal.httpStatus } }
}

/** Storage speaks of one picture and of nothing else: the others go on, at the pace they had. */
function notUploaded(context: PipelineContext, job: JobRecord, fault: Fault): Step {
  if (fault.kind === 'refused' && fault.refusal.verdict === 'fail') return refused(context.clock.now(), fault)
  const { tooMany: _ofStorage, ...step } = notSubmitted(context, job, fault)
  return { ...step, ofPicture: true }
}

/** Surely no task: back to the queue in its old place, after a pause. */
function notSubmitted(context: PipelineContext, job: JobRecord, fault: Fault): Step {
  const error = errorOf(fault)
  const stop = stopOf(fault)
  const pauseMs = pauseFor(context, job.attempts, retryAfterOf(fault))
  // What stops the whole queue is no reason to keep this job back once it goes on.
  const dueAt = context.clock.now() + (stop ? 0 : pauseMs)
  const patch = { error: stop ? null : error, dueAt, ...(stop ? { attempts: 0 } : {}) }
  const requestId = error.requestId ?? null
  const tooMany = tooManyOf(fault)
  return {
    ...{ event: 'throttled', requestId, error, patch },
    ...(stop ? { stop } : {}),
    ...(tooMany ? { tooMany } : {}),
  }
}
