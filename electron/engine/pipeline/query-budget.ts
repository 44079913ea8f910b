/**
 * Owns the one budget of questions to an account: looks, lists and cancels together. Whether the documented 20 a
 * second hold for each kind or for all is unstated (manage-asynchronous-tasks, read 2026-11-22): here for all.
 */

import { RATE_LIMITS } from '#shared/happyhorse.ts'
import type { Clock } from '../clock.ts'
import type { HappyHorseClient } from '../happyhorse/client.ts'
import type { Fault } from '../happyhorse/outcomes.ts'
import { RETRY_AFTER_CAP_MS } from './backoff.ts'
import { LearntPace } from './learnt-pace.ts'
import { TokenBucket } from './rate-limit.ts'

/** A burst of two lets a renewal slip in between polls. */
const BURST = 2
/** In no second pass more than the rate and the burst. */
const RATE_MAX = RATE_LIMITS.queriesPerSecond - BURST

export class QueryBudget {
  readonly #bucket: TokenBucket
  readonly #pace: LearntPace
  #perSecond: number
  #heldUntil = Number.NEGATIVE_INFINITY

  /** `recoveryMs`: how long a refusal is felt at most. */
  constructor(perSecond: number, recoveryMs: number, now: number) {
    this.#pace = new LearntPace(recoveryMs)
    this.#perSecond = Math.min(perSecond, RATE_MAX)
    this.#bucket = new TokenBucket(this.#perSecond, BURST, now)
  }

  /** What the user allows; never more than the account has. */
  setRate(perSecond: number, recoveryMs: number): void {
    this.#pace.recoverIn(recoveryMs)
    this.#perSecond = Math.min(perSecond, RATE_MAX)
  }

  tryTake(now: number): boolean {
    this.#adjust(now)
    return now >= this.#heldUntil && this.#bucket.tryTake(now)
  }

  /** When the next question may be asked; `now` when at once. */
  readyAt(now: number): number {
    this.#adjust(now)
    return Math.max(this.#heldUntil, this.#bucket.readyAt(now))
  }

  /** A question was refused for the rate: all of them slow down, and rest as long as the service asks for. */
  refused(now: number, retryAfterMs = 0): void {
    this.#pace.refused('requests', now)
    this.#heldUntil = Math.max(this.#heldUntil, now + Math.min(retryAfterMs, RETRY_AFTER_CAP_MS))
  }

  /** Whoever held it back speaks of another time: the clock was set, or the user goes on all the same. */
  release(): void {
    this.#heldUntil = Number.NEGATIVE_INFINITY
  }

  #adjust(now: number): void {
    // Beyond the longest wish that is obeyed lies another clock's time.
    if (this.#heldUntil > now + RETRY_AFTER_CAP_MS) this.#heldUntil = now
    this.#bucket.setRate(this.#perSecond * this.#pace.share(now))
  }
}

/** The same client, whose refusals the budget learns from. */
export function heeding(client: HappyHorseClient, queries: QueryBudget, clock: Clock): HappyHorseClient {
  const heard = <Outcome extends { kind: string }>(outcome: Outcome | Fault): Outcome | Fault => {
    if (outcome.kind === 'throttled' && 'refusal' in outcome && outcome.refusal.tooMany)
      queries.refused(clock.now(), outcome.retryAfterMs)
    return outcome
  }
  return {
    ...client,
    query: async (...given) => heard(await client.query(...given)),
    list: async (...given) => heard(await client.list(...given)),
    cancel: async (...given) => heard(await client.cancel(...given)),
  }
}
