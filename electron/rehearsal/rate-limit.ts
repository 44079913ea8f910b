/** Owns the request limits of the account: so many calls of a kind in any one virtual second. */

import { RATE_LIMITS } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { VirtualClock } from './virtual-clock.ts'

/**
 * Calls allowed per virtual second. The pages state 20 for query, list and cancel each, and leave open
 * whether they share it; here each has its own. Upload credentials: 100, get-temporary-file-url, read 2026-11-22.
 */
const PER_SECOND = {
  submit: RATE_LIMITS.submitsPerSecondPerModel,
  query: RATE_LIMITS.queriesPerSecond,
  list: RATE_LIMITS.queriesPerSecond,
  cancel: RATE_LIMITS.queriesPerSecond,
  policy: 100,
} as const

export type CallKind = keyof typeof PER_SECOND

/** Says whether one more call may pass, and counts it if so. */
export type RateGate = { admit(kind: CallKind, scope?: string): boolean }

/** A gate over sliding windows; `scope` separates counters of one kind (the model, for submits). */
export function rateGate(clock: VirtualClock): RateGate {
  const admitted = new Map<string, number[]>()
  const windowMs = clock.real(SECOND_MS)
  return {
    admit(kind, scope = '') {
      const key = `${kind}:${scope}`
      const now = clock.now()
      const recent = (admitted.get(key) ?? []).filter((at) => at > now - windowMs)
      const free = recent.length < PER_SECOND[kind]
      if (free) recent.push(now)
      admitted.set(key, recent)
      return free
    },
  }
}
