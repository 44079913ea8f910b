/** Owns how long to wait before another try: a pure function of what happened so far. */

import { MINUTE_MS, SECOND_MS } from '#shared/time.ts'

/** Longest pause we choose by ourselves. */
export const BACKOFF_CAP_MS = MINUTE_MS
/** Longest wish of a service that is obeyed; anything above is taken for a mistake. */
export const RETRY_AFTER_CAP_MS = 60 * MINUTE_MS

export type Tries = {
  /** Tries that went wrong so far, from 1. */
  attempt: number
  /** Uniform in [0, 1). */
  random: number
  /** First pause, doubled with every try. */
  baseMs?: number
  /** The service's own wish. */
  retryAfterMs?: number | undefined
}

/** Pause in ms: by default 1 s, 2 s, 4 s … 60 s, of which the upper half is drawn; never shorter than the service asks for. */
export function backoffMs({ attempt, random, baseMs = SECOND_MS, retryAfterMs = 0 }: Tries): number {
  const doublings = Math.min(Math.max(attempt, 1) - 1, 16)
  const full = Math.min(baseMs * 2 ** doublings, BACKOFF_CAP_MS)
  const drawn = Math.round(full * (0.5 + random / 2))
  return Math.max(drawn, Math.min(retryAfterMs, RETRY_AFTER_CAP_MS))
}
