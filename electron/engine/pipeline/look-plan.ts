/**
 * Owns when a task is looked at next: once early, to see that it has begun; then not before one like it was ever
 * done; then often, while it is likely to end. Looks keep to a beat, so that one page of the list can answer many.
 */

import { isVendorHost } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'

/** Shortest pause for a task at the vendor's, whatever a host asks for: the account shares 20 questions a second. */
const VENDOR_PAUSE_MIN_MS = 5 * SECOND_MS
/** Pauses while a task is likely to end, to one in uncertainty. */
const BEATS_PER_PAUSE = 3
/** Fewer renders of a kind than this tell nothing about the next one. */
const RENDERS_MIN = 8
/** Shares of past renders that were done before the looking begins, and when it slows down again. */
const SOONEST = 0.05
const LATEST = 0.95
/** Renders may become slower; up to here beyond the slowest ones the end is still likely near. */
const LATEST_SLACK = 1.25

type Planning = Pick<PipelineContext, 'pace' | 'phase' | 'tables' | 'clock'>
type PlannedJob = Pick<
  JobRecord,
  'service' | 'baseUrl' | 'model' | 'resolution' | 'durationSeconds' | 'acceptedAt'
>

/** The first look at a task just made: soon enough to see that it has begun, or was refused after all. */
export function firstLookAt(context: Planning, job: PlannedJob): number {
  return onBeat(context, job, context.clock.now() + pauseMs(context, job))
}

/** The next look at a task that is not over. `startedAt`: when its render began, by our clock. */
export function nextLookAt(
  context: Planning,
  job: PlannedJob,
  { status, startedAt }: { status: string; startedAt?: number | undefined },
): number {
  const now = context.clock.now()
  const pause = pauseMs(context, job)
  const beat = beatMs(context, job)
  const past = context.tables.dueJobs.renderTimes(job).sort((one, other) => one - other)
  if (past.length < RENDERS_MIN) return onBeat(context, job, now + pause)
  // A task that waits cannot be done before it has been rendered.
  const beganAt = status === 'PENDING' ? now : (startedAt ?? job.acceptedAt ?? now)
  const soonestAt = beganAt + quantile(past, SOONEST)
  if (status === 'PENDING') return onBeat(context, job, Math.max(soonestAt, now + pause))
  const isLate = now > beganAt + quantile(past, LATEST) * LATEST_SLACK
  return onBeat(context, job, Math.max(soonestAt, now + (isLate ? pause : beat)))
}

/** Pause in ms between two looks at a task of which nothing is known. The rehearsal's own fits its faster time. */
function pauseMs({ pace }: Pick<Planning, 'pace'>, { service, baseUrl }: PlannedJob): number {
  if (service === 'rehearsal') return pace.rehearsalPollMs ?? pace.pollMs
  return isAtVendor(service, baseUrl) ? Math.max(pace.pollMs, VENDOR_PAUSE_MIN_MS) : pace.pollMs
}

function beatMs(context: Pick<Planning, 'pace'>, job: PlannedJob): number {
  const beat = pauseMs(context, job) / BEATS_PER_PAUSE
  return job.service !== 'rehearsal' && isAtVendor(job.service, job.baseUrl)
    ? Math.max(beat, VENDOR_PAUSE_MIN_MS)
    : beat
}

function isAtVendor(service: JobRecord['service'], baseUrl: string): boolean {
  return service !== 'custom' || (URL.canParse(baseUrl) && isVendorHost(baseUrl))
}

/** The stroke nearest to a moment. Each run has strokes of its own, so that programs do not fall into step. */
function onBeat(context: Pick<Planning, 'pace' | 'phase'>, job: PlannedJob, at: number): number {
  const beat = beatMs(context, job)
  return Math.round((Math.round(at / beat - context.phase) + context.phase) * beat)
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
