/**
 * Owns whose a task is when another lost answer, or another program, may have made it as well: told by the order in
 * which things were sent and made, as far as that leaves no doubt.
 */

import { SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { RemoteTask } from '../happyhorse/outcomes.ts'
import type { PipelineContext } from './context.ts'
import { type LostMoment, lostMoment, overlap } from './lost-moment.ts'
import { fits } from './prompt-echo.ts'

/** Two clocks of one service agree to about this. */
const CLOCKS_DIFFER_MS = 2 * SECOND_MS

type Sent = { id: string; leftAt: number; isSure: boolean }
type Made = { taskId: string; madeAt: number }
export type Candidate = RemoteTask & Made
type Rival = { job: JobRecord; moment: LostMoment }

/** Other jobs whose answer was lost and whose task may stand in the same window. */
export function rivalsOf(context: PipelineContext, job: JobRecord, baseUrl: string): Rival[] {
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

/** True when a task was surely made before the request left, so that another program has made it. */
export function isEarly({ isSure, leftAt }: LostMoment, { madeAt }: Made): boolean {
  return isSure && madeAt < leftAt - CLOCKS_DIFFER_MS
}

/** The task among those of the job's prompt that is its own, `none` when all belong to our other jobs, undefined in doubt. */
export function ownAmong(
  job: JobRecord,
  moment: LostMoment,
  sure: readonly Candidate[],
  rivals: readonly Rival[],
): Candidate | 'none' | undefined {
  const twins = rivals.filter((rival) => sure.some((task) => fits(rival.job, task) === 'yes'))
  if (twins.length === 0) {
    const [only, ...more] = sure.filter((task) => !isEarly(moment, task))
    return more.length === 0 ? only : undefined
  }
  const owners = byOrder(
    [{ job, moment }, ...twins].map((one) => ({ id: one.job.id, ...one.moment })),
    sure,
  )
  return owners && (owners.get(job.id) ?? 'none')
}

/**
 * Which task belongs to which job, when all were made from one prompt. A task is never made before its request was
 * sent; where that leaves one job for every task, the jobs without one have none. Undefined when it does not:
 * nothing is guessed. Both moments by the service's clock: turned into ours they would be off by as much as two looks at
 * it differ, which is enough to give two jobs each other's task.
 */
function byOrder<Task extends Made>(
  jobs: readonly Sent[],
  tasks: readonly Task[],
): Map<string, Task> | undefined {
  if (jobs.some((job) => !job.isSure)) return undefined
  const free = [...jobs]
  const owners = new Map<string, Task>()
  for (const task of [...tasks].sort((one, other) => one.madeAt - other.madeAt)) {
    const could = free.filter((job) => job.leftAt <= task.madeAt)
    const [only] = could
    if (!only || could.length > 1) return undefined
    owners.set(only.id, task)
    free.splice(free.indexOf(only), 1)
  }
  return owners
}
