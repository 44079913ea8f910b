/** Owns when a lost request was sent, told by the present clock, though somebody may have set the clock since. */

import { POLL_INTERVAL_MS } from '#shared/happyhorse.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'

/** Slack on both sides of the attempt, for clocks that disagree a little and creation that lags. */
const SEARCH_SLACK_MS = 2 * MINUTE_MS
/** Longest time a request can be under way while the machine is awake; bounds the window when nothing else tells. */
const SENDING_MAX_MS = 10 * MINUTE_MS
/** A clock that moved less against the service's was not set. */
const CLOCK_SLACK_MS = MINUTE_MS
/** The service's dates have whole seconds; below this a difference of two looks at its clock is noise. */
export const SKEW_NOISE_MS = 2 * SECOND_MS

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
  /** Where its task must stand in the list, if it was made: a machine may sleep between the claim and the loss. */
  window: SearchWindow
  /** Everything that could turn up in the list has done so. */
  settled: boolean
  settledAt: number
  /** False when the clock was set since, or was not measured before and after: then the window may lie anywhere. */
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
  const now = clock.now()
  const told = aheadWhenSent(context, job)
  const present = skew.measured(baseUrl)
  const shift = told === undefined || present === undefined ? undefined : told - present
  const submittedAt = job.submittedAt ?? job.createdAt
  const lostAt = job.lostAt ?? submittedAt
  const sentAt = submittedAt + (shift ?? 0)
  const tookMs = lostAt - submittedAt
  const sendingMs = tookMs >= 0 ? tookMs : SENDING_MAX_MS
  // A loss in the future, or before the sending, was told by another clock.
  const isLossKnown = tookMs >= 0 && sentAt + tookMs <= now
  const settleMs = settleMsOf(pace, job)
  const byShift = sentAt + settleMs + (isLossKnown ? tookMs : settleMs)
  // However far the clock seems to have been set: what was lost a moment ago is not settled.
  const settledAt = Math.abs(now - lostAt) < settleMs ? Math.max(byShift, lostAt + settleMs) : byShift
  return {
    sentAt,
    leftAt: submittedAt + earliestAhead(told, shift),
    window: { from: sentAt - SEARCH_SLACK_MS, to: sentAt + sendingMs + SEARCH_SLACK_MS },
    settled: now >= settledAt,
    settledAt,
    isSure: tookMs >= 0 && shift !== undefined && Math.abs(shift) <= CLOCK_SLACK_MS,
  }
}

/** Service time minus ours at the sending, rather too little: our clock may have been put right just before or just after. */
function earliestAhead(told: number | undefined, shift: number | undefined): number {
  if (told === undefined) return 0
  return shift !== undefined && shift > SKEW_NOISE_MS ? told - shift : told
}

/** True when the clock was set back behind the sending, and nothing tells how long ago that was. */
export function isBeforeItsTime({ sentAt }: LostMoment, now: number): boolean {
  return sentAt > now + CLOCK_SLACK_MS
}

export function overlap(one: SearchWindow, other: SearchWindow): boolean {
  return one.from <= other.to && other.from <= one.to
}
