/** Owns how often hosts let the engine look at a task. */

import { isVendorHost, POLL_INTERVAL_MS } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'

/** Least seconds between two looks at one task of the vendor's; its own advice is 15. */
export const VENDOR_POLL_FLOOR_SECONDS = 5

/** Even a very fast rehearsal is not asked more often than this. */
const REHEARSAL_POLL_FLOOR_SECONDS = 0.25

/** Seconds between two looks at a task of the embedded rehearsal: the advised pause in its own faster time. */
export function rehearsalPollSeconds(speed: number): number {
  return Math.max(REHEARSAL_POLL_FLOOR_SECONDS, POLL_INTERVAL_MS / SECOND_MS / speed)
}

/** True when a pause is too short for that service. */
export function pollsTooOften(baseUrl: string, seconds: number): boolean {
  return seconds < VENDOR_POLL_FLOOR_SECONDS && isVendorHost(baseUrl)
}
