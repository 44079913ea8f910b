/**
 * Owns the pace that refusals teach: halved at once, given back slowly. Other programs may live on the same account,
 * so its documented limits are an upper bound and no promise.
 */

import { SECOND_MS } from '#shared/time.ts'

/** However often it is refused, a try is made now and then. */
const SHARE_MIN = 1 / 16
/** Refusals of one crowd, sent off before the first of them was heard, count as one. */
const SAME_CROWD_MS = SECOND_MS
/**
 * From nothing to the whole rate, in pauses between two looks: two minutes, or less where time runs faster. A
 * throttle is over within a minute as a rule: rate-limit page, read 2026-11-22.
 */
export const RECOVERY_PAUSES = 8
/** One refusal for too many tasks may be a passing one; more in a row are the room there is. */
const CROWDED_FROM = 2
const ROOM_KEPT = 0.8

export class LearntPace {
  #recoveryMs: number
  #share = 1
  #slowedAt = Number.NEGATIVE_INFINITY
  #room = Number.POSITIVE_INFINITY
  #crowded = 0
  #accepted = 0

  /** `recoveryMs`: from nothing to the whole rate. */
  constructor(recoveryMs: number) {
    this.#recoveryMs = recoveryMs
  }

  recoverIn(ms: number): void {
    this.#recoveryMs = ms
  }

  /** Part of the documented rate that is used now, in (0, 1]. */
  share(now: number): number {
    // Whoever sets the clock back must not freeze the recovery.
    if (now < this.#slowedAt) this.#slowedAt = now
    return Math.min(1, this.#share + (now - this.#slowedAt) / this.#recoveryMs)
  }

  /** Tasks that may be in flight where `limit` are allowed; at least one. */
  room(limit: number): number {
    return Math.min(limit, this.#room)
  }

  /** A call was refused for the rate, or because `inFlight` other tasks are too many. */
  refused(what: 'requests' | 'tasks', now: number, inFlight = 0): void {
    if (what === 'requests') this.#slowDown(now)
    else this.#makeRoom(inFlight)
  }

  /** A submission was taken: after as many as there is room for, room for one more is tried. */
  accepted(limit: number): void {
    this.#crowded = 0
    if (!Number.isFinite(this.#room)) return
    this.#accepted += 1
    if (this.#accepted < this.#room) return
    this.#accepted = 0
    this.#room = this.#room + 1 >= limit ? Number.POSITIVE_INFINITY : this.#room + 1
  }

  #makeRoom(inFlight: number): void {
    this.#crowded += 1
    if (this.#crowded < CROWDED_FROM) return
    const less = Number.isFinite(this.#room) ? Math.floor(this.#room * ROOM_KEPT) : inFlight
    this.#room = Math.max(1, Math.min(less, inFlight))
    this.#accepted = 0
  }

  #slowDown(now: number): void {
    const share = this.share(now)
    if (now - this.#slowedAt < SAME_CROWD_MS) return
    this.#share = Math.max(SHARE_MIN, share / 2)
    this.#slowedAt = now
  }
}
