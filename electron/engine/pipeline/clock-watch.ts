/** Owns the notice that the clock was set back: what was due in the old time must not wait for it to come again. */

import { MINUTE_MS } from '#shared/time.ts'
import { RETRY_AFTER_CAP_MS } from './backoff.ts'
import type { PipelineContext } from './context.ts'

/** Clocks are corrected by moments all the time. */
const CLOCK_SLACK_MS = MINUTE_MS

export class ClockWatch {
  #lastSeen: number | undefined

  /** Makes due what waits for a time that was; true when pauses kept outside the table are over as well. */
  heed({ tables, log, pace }: Pick<PipelineContext, 'tables' | 'log' | 'pace'>, now: number): boolean {
    const isFirst = this.#lastSeen === undefined
    const before = this.#lastSeen ?? tables.jobEvents.lastAt() ?? now
    const isSetBack = now < before - CLOCK_SLACK_MS
    this.#lastSeen = now
    if (!isSetBack && !isFirst) return false
    // No pause of ours is longer than the longest wish that is obeyed: beyond it lies another clock's time.
    const longest = isSetBack ? CLOCK_SLACK_MS : RETRY_AFTER_CAP_MS
    const pulledIn = tables.dueJobs.pullIn(now, now + Math.max(longest, 2 * pace.pollMs))
    if (pulledIn > 0) log.warn('clock.set-back', { pulledIn })
    return true
  }
}
