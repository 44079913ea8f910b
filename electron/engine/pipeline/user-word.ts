/** Owns what the user may say to the pipeline about one job: cancel it at the service, or settle a lost answer. */

import { AppError } from '#shared/app-error.ts'
import type { Candidate } from '#shared/job.ts'
import { can } from '#shared/job-machine.ts'
import type { JobRecord } from '../database/job-record.ts'
import { apply } from './apply.ts'
import type { PipelineContext } from './context.ts'
import { needsOwnKey } from './own-key.ts'
import { takeToken } from './rate-limit.ts'
import { found } from './reconcile.ts'
import { errorOf, type Step } from './step.ts'
import { lookAt, searchTasks } from './task-search.ts'

/** Cancels a task that waits at the service; an error when there is none, it runs already or cannot be asked. */
export async function cancelTask(context: PipelineContext, job: JobRecord): Promise<AppError | undefined> {
  const { clock, queries, leaving } = context
  const { taskId } = job
  if (job.state !== 'rendering' || taskId === null) return tooLate(context, job)
  const profile = await context.profileOf(job)
  if (!(await takeToken(queries, clock, leaving)))
    return new AppError('not-possible-now', { state: job.state })
  const outcome = await context.client().cancel(profile, taskId, leaving)
  if (outcome.kind === 'canceled') return canceled(context, job, outcome.requestId)
  if (outcome.kind === 'too-late') return tooLate(context, job)
  // Its answer may be lost and the task canceled all the same: the task itself knows.
  const looked = outcome.kind === 'unanswered' ? await lookAt(context, profile, taskId) : undefined
  const task = looked?.kind === 'task' ? looked.task : undefined
  if (task?.status === 'CANCELED') return canceled(context, job, task.requestId)
  if (task && task.status !== 'PENDING') return tooLate(context, job)
  const { code, values, requestId } = errorOf(outcome)
  return new AppError(code, values, { requestId })
}

function canceled(
  context: PipelineContext,
  job: JobRecord,
  requestId: string | undefined,
): AppError | undefined {
  const patch = { taskStatus: 'CANCELED', finishedAt: context.clock.now(), dueAt: null, error: null }
  const moved = apply(context, job, { event: 'canceled', requestId: requestId ?? null, patch })
  return moved || context.tables.jobs.byId(job.id)?.state === 'canceled' ? undefined : tooLate(context, job)
}

function tooLate({ tables }: PipelineContext, job: JobRecord): AppError {
  return new AppError('not-possible-now', { state: tables.jobs.byId(job.id)?.state ?? job.state })
}

/** Tasks that may belong to a job whose answer was lost. @throws AppError */
export async function candidatesOf(context: PipelineContext, job: JobRecord): Promise<Candidate[]> {
  needsState(job, can(job, 'found'))
  const profile = await context.profileOf(job)
  await needsOwnKey(context, job, profile)
  const result = await searchTasks(context, job, profile, true)
  if (result.kind === 'left') return []
  if (result.kind !== 'tasks') {
    const { code, values, requestId } = errorOf(result)
    throw new AppError(code, values, { requestId })
  }
  const candidates: Candidate[] = []
  for (const { taskId, createdAt, status } of result.tasks) {
    const looked = await lookAt(context, profile, taskId)
    const task = looked.kind === 'task' ? looked.task : undefined
    candidates.push({ taskId, createdAt, status: task?.status ?? status, prompt: task?.prompt ?? null })
  }
  return candidates
}

export type Settlement = { choice: 'attach'; taskId: string } | { choice: 'discard' } | { choice: 'resubmit' }

/** The user's word on a job whose answer was lost. @throws AppError `not-possible-now`, `not-found` */
export async function settle(context: PipelineContext, job: JobRecord, word: Settlement): Promise<JobRecord> {
  needsState(job, can(job, 'found'))
  const moved = apply(context, job, await stepOf(context, job, word))
  if (!moved) throw tooLate(context, job)
  return moved
}

async function stepOf(context: PipelineContext, job: JobRecord, word: Settlement): Promise<Step> {
  const now = context.clock.now()
  const facts = { by: 'user' }
  if (word.choice === 'resubmit') {
    const patch = { dueAt: now, error: null, attempts: 0, submittedAt: null, lostAt: null }
    return { event: 'absent', patch, facts }
  }
  if (word.choice === 'discard') {
    const error = { code: 'discarded-by-user' as const, values: {} }
    return { event: 'discarded', error, facts, patch: { error, finishedAt: now, dueAt: null } }
  }
  if (context.tables.jobs.ownerOf(word.taskId)) {
    throw new AppError('bad-request', { detail: 'That task belongs to another job.' })
  }
  const profile = await context.profileOf(job)
  await needsOwnKey(context, job, profile)
  const looked = await lookAt(context, profile, word.taskId)
  if (looked.kind !== 'task' || looked.task.status === 'UNKNOWN')
    throw new AppError('not-found', { noun: 'task' })
  const step = found(context, job, looked.task)
  return { ...step, facts: { ...step.facts, ...facts } }
}

function needsState(job: JobRecord, possible: boolean): void {
  if (!possible) throw new AppError('not-possible-now', { state: job.state })
}
