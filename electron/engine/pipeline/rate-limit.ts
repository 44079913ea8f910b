/** Owns the token bucket that keeps calls under a rate. */

import { SECOND_MS } from '#shared/time.ts'
import type { Clock } from '../clock.ts'

export class TokenBucket {
  #perSecond: number
  readonly #burst: number
  #tokens: number
  #filledAt: number

  /** Full at first. In any second at most `perSecond + burst` calls pass. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#filledAt = now
  }

  setRate(perSecond: number): void {
    this.#perSecond = perSecond
  }

  /** Takes a token if there is one. */
  tryTake(now: number): boolean {
    this.#fill(now)
    // Sums of thirds do not quite make one.
    if (this.#tokens < 1 - 1e-9) return false
    this.#tokens -= 1
    return true
  }

  /** When the next token is there; `now` when there is one. */
  readyAt(now: number): number {
    this.#fill(now)
    const missing = 1 - this.#tokens
    return missing <= 1e-9 ? now : now + Math.ceil((missing / this.#perSecond) * SECOND_MS)
  }

  #fill(now: number): void {
    // A clock that was set back must neither take tokens away nor stop the flow.
    const elapsed = Math.max(0, now - this.#filledAt)
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed / SECOND_MS) * this.#perSecond)
    this.#filledAt = now
  }
}

/** Where tokens are had one by one. */
type Tokens = Pick<TokenBucket, 'tryTake' | 'readyAt'>

/** Waits for a token; false when the signal aborts first. */
export async function takeToken(bucket: Tokens, clock: Clock, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (bucket.tryTake(clock.now())) return true
    await clock.sleep(bucket.readyAt(clock.now()) - clock.now(), signal)
  }
  return false
}
