/** Owns when a task that the service denies is believed to be gone. */

import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'

/**
 * Answers in a row; the pauses between them add up to one or two minutes. `UNKNOWN` stands for an id that does not
 * exist or is older than 24 h (manage-asynchronous-tasks, read 2026-11-22): said of a younger task of ours, it is wrong.
 */
const DENIALS_MIN = 8

/** How often in a row the service has denied the job's task, an answer that is just in included. */
export function denialsOf({ tables }: Pick<PipelineContext, 'tables'>, job: JobRecord): number {
  let count = 1
  for (const { from, to, facts } of tables.jobEvents.ofJob(job.id).reverse()) {
    const isOtherWord = facts.status !== undefined && facts.status !== 'UNKNOWN'
    if (from !== to || isOtherWord) break
    if (facts.status === 'UNKNOWN') count += 1
  }
  return count
}

/** True when no further answer is needed. */
export function isBelieved(denials: number): boolean {
  return denials >= DENIALS_MIN
}

/** Now by the service's clock or ours, whichever is behind: what is dead by it is dead by both. */
export function surelyNow({ clock }: Pick<PipelineContext, 'clock'>, aheadMs: number): number {
  return clock.now() + Math.min(0, aheadMs)
}
