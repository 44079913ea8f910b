/**
 * Owns whose key may ask for a task. Only the account that made a task knows it (manage-asynchronous-tasks, read
 * 2026-11-22: any key of the same main account may query it, others cannot see it), so what another key does not
 * know proves nothing: such a job waits. A key that does know one task of a kind is of the same account.
 */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { JobPatch, JobRecord } from '../database/job-record.ts'
import type { Fault, RemoteTask } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import type { PipelineContext } from './context.ts'
import { takeToken } from './rate-limit.ts'
import { errorOf } from './step.ts'

/** True for the key a job was sent with, and where nobody knows which one that was. */
export function isOwn(
  { printOf }: Pick<PipelineContext, 'printOf'>,
  job: JobRecord,
  profile: Profile,
): boolean {
  return job.keyPrint === null || job.keyPrint === printOf(profile)
}

/** True when an answer about a job's account says something: from another key, only that a task is known does. */
export function isHeard(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
  { status }: Pick<RemoteTask, 'status'>,
): boolean {
  if (isOwn(context, job, profile)) return true
  if (status === 'UNKNOWN') return false
  adopt(context, job, profile)
  return true
}

/** From here on the key in use looks after whatever the job's own key has made. */
export function adopt(
  { tables, clock, log, printOf }: PipelineContext,
  job: JobRecord,
  profile: Profile,
): void {
  if (job.keyPrint === null) return
  tables.keyPrints.repin(job.keyPrint, printOf(profile), clock.now())
  log.info('key.adopted', { service: job.service })
}

/** Whether the key in use may speak for a job that has no task of its own to ask for. */
export async function accountOf(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
): Promise<{ kind: 'own' } | { kind: 'other' } | { kind: 'left' } | Fault> {
  const { tables, clock, queries, leaving } = context
  if (job.keyPrint === null || isOwn(context, job, profile)) return { kind: 'own' }
  const taskId = tables.keyPrints.taskMadeWith(job.keyPrint, clock.now())
  if (taskId === undefined) return { kind: 'other' }
  if (!(await takeToken(queries, clock, leaving))) return { kind: 'left' }
  const outcome = await context.client().query(profile, taskId, leaving)
  if (leaving.aborted) return { kind: 'left' }
  if (outcome.kind !== 'task') return outcome
  return { kind: isHeard(context, job, profile, outcome.task) ? 'own' : 'other' }
}

/** @throws AppError `other-key` when the key in use cannot speak for the job, or why that cannot be told */
export async function needsOwnKey(context: PipelineContext, job: JobRecord, profile: Profile): Promise<void> {
  const account = await accountOf(context, job, profile)
  if (account.kind === 'own' || account.kind === 'left') return
  const { code, values, requestId } = account.kind === 'other' ? otherKey(job) : errorOf(account)
  throw new AppError(code, values, { requestId })
}

/** No due time: the job waits for its key, or for word that the one in use is as good. */
export function waitForKey(job: JobRecord): { error: AppErrorData; patch: JobPatch } {
  const error = otherKey(job)
  return { error, patch: { error, dueAt: null } }
}

/** Keeps what a lost answer had to say: it is looked for again once the key is there. */
function otherKey({ service, error }: JobRecord): AppErrorData {
  return { code: 'other-key', values: { ...error?.values, region: service } }
}
