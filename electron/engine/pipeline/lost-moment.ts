/** Owns when a lost request was sent, told by the present clock, though somebody may have set the clock since. */

import { POLL_INTERVAL_MS } from '#shared/happyhorse.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'

/** Slack on both sides of the attempt, for clocks that disagree a little and creation that lags. */
const SEARCH_SLACK_MS = 2 * MINUTE_MS
/** Longest time a request can have been under way; bounds the window when the crash's own moment is unknown. */
export const SENDING_MAX_MS = 10 * MINUTE_MS
/** A clock that moved less against the service's was not set. */
const CLOCK_SLACK_MS = MINUTE_MS

/** Even the fastest rehearsal needs a moment to list what it made. */
const REHEARSAL_SETTLE_MIN_MS = 2 * SECOND_MS

/** A stretch of time by our own present clock. */
export type SearchWindow = { from: number; to: number }

export type LostMoment = {
  sentAt: number
  /**
   * The same by the service's clock as it was measured then, so that it can be held against the moments the service
   * tells. Not later than the request truly left: its dates are whole seconds, cut off, and old when they arrive.
   */
  leftAt: number
  /** Where its task must stand in the list, if it was made. */
  window: SearchWindow
  /** Everything that could turn up in the list has done so. */
  settled: boolean
  settledAt: number
  /** False when the clock was set since, or was never measured before: then absence needs a wider look. */
  isSure: boolean
}

/** Service time minus ours when the job was claimed, as its history has it; undefined when it had not been measured. */
function aheadWhenSent({ tables }: Pick<PipelineContext, 'tables'>, job: JobRecord): number | undefined {
  const claimed = tables.jobEvents.ofJob(job.id).findLast(({ event }) => event === 'started')
  const told = claimed?.facts.aheadMs
  return typeof told === 'number' ? told : undefined
}

/** How long the list may lag behind; the rehearsal's does so in its own faster time. */
function settleMsOf({ settleMs, rehearsalPollMs }: PipelineContext['pace'], job: JobRecord): number {
  if (job.service !== 'rehearsal' || rehearsalPollMs === undefined) return settleMs
  const sped = (settleMs * rehearsalPollMs) / POLL_INTERVAL_MS
  return Math.min(settleMs, Math.max(REHEARSAL_SETTLE_MIN_MS, sped))
}

export function lostMoment(
  context: Pick<PipelineContext, 'tables' | 'clock' | 'skew' | 'pace'>,
  job: JobRecord,
  baseUrl: string,
): LostMoment {
  const { clock, skew, pace } = context
  const told = aheadWhenSent(context, job)
  const shift = told === undefined ? 0 : told - skew.ahead(baseUrl)
  const submittedAt = job.submittedAt ?? job.createdAt
  const sentAt = submittedAt + shift
  const tookMs = (job.lostAt ?? submittedAt) - submittedAt
  const sendingMs = tookMs >= 0 && tookMs <= SENDING_MAX_MS ? tookMs : SENDING_MAX_MS
  // A loss in the future, or before the sending, was told by another clock.
  const isLossKnown = tookMs >= 0 && sentAt + tookMs <= clock.now()
  const settleMs = settleMsOf(pace, job)
  const settledAt = sentAt + settleMs + (isLossKnown ? tookMs : settleMs)
  return {
    sentAt,
    leftAt: submittedAt + (told ?? 0),
    window: { from: sentAt - SEARCH_SLACK_MS, to: sentAt + sendingMs + SEARCH_SLACK_MS },
    settled: clock.now() >= settledAt,
    settledAt,
    isSure: told !== undefined && Math.abs(shift) <= CLOCK_SLACK_MS,
  }
}

/** All that the list can show: a day back, whatever our clock said when the job was sent. */
export function wholeList(now: number): SearchWindow {
  return { from: now - DAY_MS + SEARCH_SLACK_MS, to: now + SEARCH_SLACK_MS - MINUTE_MS }
}

/** True when the clock was set back behind the sending, and nothing tells how long ago that was. */
export function isBeforeItsTime({ sentAt }: LostMoment, now: number): boolean {
  return sentAt > now + CLOCK_SLACK_MS
}

export function overlap(one: SearchWindow, other: SearchWindow): boolean {
  return one.from <= other.to && other.from <= one.to
}
