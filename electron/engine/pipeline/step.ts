/** Owns what a step hands back: one event at most, and the facts that go with it. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import type { JobEventName } from '#shared/job-machine.ts'
import type { EventFacts } from '../database/job-events.ts'
import type { JobPatch } from '../database/job-record.ts'
import type { Fault } from '../happyhorse/outcomes.ts'

export type Step = {
  /** Left out: the job stays where it is and only the patch is written. */
  event?: JobEventName
  patch?: JobPatch
  requestId?: string | null
  /** Goes into the history. */
  error?: AppErrorData | null
  facts?: EventFacts
  /** Comes with `saved`. */
  clip?: Clip
  /** The service took nothing because there was too much of this. */
  tooMany?: 'requests' | 'tasks'
  /** What stood in the way was this job's picture alone: nobody else need wait. */
  ofPicture?: true
  /** The job is not to blame: the whole queue waits for this to be put right. */
  stop?: AppErrorData
}

/** What stands in the way, for the eyes of the user. */
export function errorOf(fault: Fault): AppErrorData {
  if (fault.kind === 'throttled' || fault.kind === 'refused') return fault.refusal.error
  if (fault.kind === 'unanswered' && fault.refusal) return fault.refusal.error
  return { code: 'unreachable', values: { detail: fault.detail } }
}

/** The service's own wish when to come back. */
export function retryAfterOf(fault: Fault): number | undefined {
  return 'retryAfterMs' in fault ? fault.retryAfterMs : undefined
}

/** What there was too much of; undefined when that was not the reason. */
export function tooManyOf(fault: Fault): Step['tooMany'] {
  return fault.kind === 'throttled' ? fault.refusal.tooMany : undefined
}

/** Why the whole queue must wait; undefined when it need not. */
export function stopOf(fault: Fault): AppErrorData | undefined {
  return fault.kind === 'refused' && fault.refusal.verdict === 'stop' ? fault.refusal.error : undefined
}
