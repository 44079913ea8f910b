/** Owns how close to its end a paid clip is that is not on disk yet, and which jobs can only be hidden any more. */

import type { Job } from '#shared/job.ts'
import { HOUR_MS } from '#shared/time.ts'

/** From here on the time left is shown. */
const SOON_MS = 6 * HOUR_MS
const URGENT_MS = HOUR_MS

/** Class of a countdown; empty while there is time. */
export function urgency(leftMs: number): '' | 'dies-soon' | 'dies-now' {
  if (leftMs >= SOON_MS) return ''
  return leftMs < URGENT_MS ? 'dies-now' : 'dies-soon'
}

/** Time until the service forgets a job's task or clip, in ms; null when nothing is there to lose. */
export function leftMs(job: Job, now: number): number | null {
  const diesAt = job.linkDiesAt ?? job.taskDiesAt
  const holds = job.state === 'rendering' || job.state === 'downloading'
  return holds && diesAt !== null ? diesAt - now : null
}

/** The service is at work or done: nothing is left to cancel. */
export function isPastCancel({ state, taskStatus }: Job): boolean {
  return state === 'downloading' || (state === 'rendering' && taskStatus !== 'PENDING')
}
