/**
 * Owns the notice that time did not pass as meant: the clock was set back, and what was due in the old time must not
 * wait for it to come again; or far more of it passed than the loop meant to sleep, as when the machine slept.
 */

import { MINUTE_MS } from '#shared/time.ts'
import { RETRY_AFTER_CAP_MS } from './backoff.ts'
import type { PipelineContext } from './context.ts'

/** Clocks are corrected by moments all the time. */
const CLOCK_SLACK_MS = MINUTE_MS

type Heeding = Pick<PipelineContext, 'tables' | 'log' | 'pace' | 'skew'>
/** `anew`: pauses kept outside the table are over as well. `late`: time went on without us. */
export type Passed = 'as-meant' | 'late' | 'anew'

export class ClockWatch {
  #lastSeen: number | undefined
  #backBy = Number.POSITIVE_INFINITY

  /** The loop means to be back at this moment, if not sooner. */
  expect(at: number): void {
    this.#backBy = at
  }

  /** Takes in the time; makes due what waits for a time that was. */
  heed({ tables, log, pace, skew }: Heeding, now: number): Passed {
    const isFirst = this.#lastSeen === undefined
    const before = this.#lastSeen ?? tables.jobEvents.lastAt() ?? now
    const isSetBack = now < before - CLOCK_SLACK_MS
    const lateMs = now - this.#backBy
    const isLate = lateMs > CLOCK_SLACK_MS
    this.#lastSeen = now
    // A sleep and a clock that was set forward look alike: how far a service's clock is ahead must be measured anew.
    if (isSetBack || isLate) skew.forget()
    if (isLate) log.info('clock.leapt', { lateMs })
    if (!isSetBack && !isFirst) return isLate ? 'late' : 'as-meant'
    // No pause of ours is longer than the longest wish that is obeyed: beyond it lies another clock's time.
    const longest = isSetBack ? CLOCK_SLACK_MS : RETRY_AFTER_CAP_MS
    const pulledIn = tables.dueJobs.pullIn(now, now + Math.max(longest, 2 * pace.pollMs))
    if (pulledIn > 0) log.warn('clock.set-back', { pulledIn })
    return 'anew'
  }
}
