/** Owns how jobs on their way are told: JSON events, lines for people, the sums at the end. */

import type { Engine } from '#electron/engine/engine.ts'
import type { Clip } from '#shared/clip.ts'
import { formatMoney, type Money } from '#shared/cost.ts'
import type { Job } from '#shared/job.ts'
import { isFinal, type JobState, LIVE_STATES } from '#shared/job-machine.ts'
import { EXIT } from './exit.ts'
import type { JobTeller } from './follow.ts'
import { errorLine, errorLines, type Output } from './output.ts'
import type { Progress } from './progress.ts'

/** Tells each change as it comes. `stillPath` finds the user's own file of a job; `free`: nothing is charged. */
export function jobTeller(
  output: Output,
  progress: Progress,
  { free, stillPath }: { free: boolean; stillPath: (job: Job) => string },
): JobTeller {
  const troubles = new Set<string>()
  const states = new Map<string, JobState>()
  const counts = new Map<JobState, number>()
  const count = (state: JobState) => counts.get(state) ?? 0
  const refresh = (job: Job) => {
    const before = states.get(job.id)
    if (before) counts.set(before, count(before) - 1)
    states.set(job.id, job.state)
    counts.set(job.state, count(job.state) + 1)
    const live = LIVE_STATES.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`)
    progress.update(count('done') + count('failed') + count('canceled'), live.join(', ') || 'done')
  }
  /** What keeps a job from going on is told once for all jobs: it is seldom of one alone. */
  const tellTrouble = ({ state, error, stillName, take }: Job) => {
    if (!error || isFinal(state) || error.code === 'throttled' || troubles.has(error.code)) return
    troubles.add(error.code)
    progress.complain(`… ${stillName}, take ${take}: ${errorLine(error)}`)
  }
  return {
    changed: (job) => {
      refresh(job)
      tellTrouble(job)
      output.emit({ event: 'job.changed', ...factsOf(job, stillPath(job)) })
    },
    saved: (job, clip) => {
      output.emit({ event: 'clip.saved', ...savedFacts(job, clip, stillPath(job), free) })
      progress.line(`✓ ${job.stillName} → ${clip.path}`)
    },
    ended: (job) => {
      const why = job.error ? errorLine(job.error) : job.state
      progress.complain(`✗ ${job.stillName}, take ${job.take}: ${why}`)
    },
  }
}

function factsOf(job: Job, still: string) {
  const { id, take, seed, state, taskId, taskStatus, dueAt, requestId, error } = job
  return { jobId: id, still, take, seed, state, taskId, taskStatus, dueAt, requestId, error }
}

function savedFacts(job: Job, clip: Clip, still: string, free: boolean) {
  const cost = free ? { ...clip.cost, micros: 0 } : clip.cost
  return {
    still,
    clip: clip.path,
    seed: job.seed,
    taskId: job.taskId,
    jobId: job.id,
    take: job.take,
    durationMs: clip.durationMs,
    width: clip.width,
    height: clip.height,
    cost: { ...cost, amount: formatMoney(cost) },
  }
}

export type Sums = {
  saved: number
  failed: number
  blocked: number
  /** Jobs that wait for the user: a pause, a lost answer. */
  waiting: number
  spend: Money
}

/**
 * Adds up what became of the jobs. A rehearsal at an address of its own is booked by list price in the job table,
 * as any such address is; the words said here know better: `free`.
 */
export function sumUp(jobs: readonly Job[], blocked: number, free: boolean): Sums {
  const paid = jobs.flatMap((job) => (job.actual && !free ? [job.actual] : []))
  const currency = paid[0]?.currency ?? jobs[0]?.estimate.currency ?? 'CNY'
  return {
    saved: jobs.filter((job) => job.state === 'done').length,
    failed: jobs.filter((job) => job.state === 'failed' || job.state === 'canceled').length,
    blocked,
    waiting: jobs.filter((job) => !isFinal(job.state)).length,
    spend: { currency, micros: paid.reduce((sum, { micros }) => sum + micros, 0) },
  }
}

/** Says why jobs still wait although nothing moves. */
export async function tellWaiting(engine: Engine, output: Output, jobs: readonly Job[]): Promise<void> {
  const { status } = await engine.commands.studio.snapshot()
  if (status.pause?.error) output.complain(errorLines(status.pause.error))
  else if (status.pause) output.complain('The queue is paused. “gallop resume” goes on.')
  const batches = new Set(jobs.map(({ batchId }) => batchId))
  for (const { error } of status.heldBatches.filter((held) => batches.has(held.batchId)))
    output.complain(errorLines(error))
  for (const job of jobs) {
    if (job.error && (job.state === 'unconfirmed' || job.error.code === 'other-key'))
      output.complain(`? ${job.stillName}: ${errorLine(job.error)}`)
  }
  if (jobs.some(({ error }) => error?.code === 'other-key'))
    output.complain('If the key in use belongs to the same account: gallop resume --same-account')
}

/** The last words. */
export function tellDone(output: Output, sums: Sums): number {
  const { saved, failed, blocked, waiting, spend } = sums
  const amount = formatMoney(spend)
  output.emit({ event: 'done', saved, failed, blocked, waiting, spend: { ...spend, amount } })
  const parts = [`${saved} saved`, `${failed} failed`, `${blocked} blocked`]
  if (waiting > 0) parts.push(`${waiting} waiting`)
  output.say(`${parts.join(', ')} · ${amount} spent`)
  return failed + blocked + waiting > 0 ? EXIT.some : EXIT.allSaved
}

/** Says how much of earlier runs is left, which this one has not touched. */
export async function tellOthers(
  engine: Engine,
  output: Output,
  { waiting }: Sums,
  resume: string,
): Promise<void> {
  const { counts } = (await engine.commands.studio.snapshot()).status
  const jobs = LIVE_STATES.reduce((sum, state) => sum + counts[state], 0) - waiting
  if (jobs <= 0) return
  output.emit({ event: 'others.waiting', jobs, resume })
  output.say(`${jobs} unfinished from earlier runs. Go on with: ${resume}`)
}

/** The last words after Ctrl-C. */
export function tellStopped(output: Output, sums: Sums, resume: string): number {
  const { saved, failed, blocked, waiting } = sums
  output.emit({ event: 'stopped', saved, failed, blocked, waiting, resume: waiting > 0 ? resume : null })
  if (waiting > 0) output.complain(`Stopped: ${saved} saved, ${waiting} unfinished. Go on with: ${resume}`)
  else output.complain(saved + failed > 0 ? `Stopped: ${saved} saved.` : 'Stopped; nothing was queued.')
  return EXIT.interrupted
}
