/** Owns the command to cancel: by each job's state when its turn comes, for others move on while the service is asked. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { can } from '#shared/job-machine.ts'
import type { PipelineContext } from '../pipeline/context.ts'
import { cancelTask } from '../pipeline/user-word.ts'
import { foundOr } from './studio-context.ts'

type Refused = { id: string; error: AppErrorData }

/** Queued jobs are canceled at once, rendering ones if the service still can. @throws AppError `not-found` */
export async function cancel(
  pipeline: PipelineContext,
  ids: readonly string[],
): Promise<{ canceled: number; refused: Refused[] }> {
  const { tables } = pipeline
  for (const id of ids) foundOr('job', tables.jobs.byId(id))
  const late = tables.atomically(() => ids.filter((id) => !cancelQueued(pipeline, id)))
  const refused: Refused[] = []
  for (const id of late) {
    const error = await cancelLate(pipeline, id)
    if (error) refused.push({ id, error: error.toJSON() })
  }
  return { canceled: ids.length - refused.length, refused }
}

/** True when it waited and is canceled now; the service knows nothing of it. */
function cancelQueued({ tables, clock }: PipelineContext, id: string): boolean {
  if (tables.jobs.byId(id)?.state !== 'queued') return false
  const at = clock.now()
  const patch = { finishedAt: at, dueAt: null, error: null }
  return tables.jobs.transition({ id, from: 'queued', event: 'canceled', at, patch }) !== undefined
}

async function cancelLate(pipeline: PipelineContext, id: string): Promise<AppError | undefined> {
  // What was being sent may be back in the queue by now.
  if (cancelQueued(pipeline, id)) return undefined
  const job = foundOr('job', pipeline.tables.jobs.byId(id))
  if (!can(job, 'canceled')) return new AppError('not-possible-now', { state: job.state })
  return cancelTask(pipeline, job)
}
