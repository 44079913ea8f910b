/** Owns the pace of submissions at each gate, as far as it is not in the tables: rate, what refusals taught, pauses asked for. */

import type { Gate } from '../database/due-jobs.ts'
import { LearntPace } from './learnt-pace.ts'
import { TokenBucket } from './rate-limit.ts'

/** What a gate may do when nobody slows it down, and how long a refusal is felt at most. */
type GateRate = { submitsPerSecond: number; recoveryMs: number }
export type GateState = {
  bucket: TokenBucket
  /** Until then nobody is sent, because the service has refused one … */
  heldUntil: number
  /** … or because it could not be reached. */
  silentUntil: number
  starting: number
  pace: LearntPace
}

/** One word for a gate. */
export function gateKey({ service, baseUrl, model }: Gate): string {
  return [service, baseUrl, model].join(' ')
}

export class SubmitGates {
  readonly #states = new Map<string, GateState>()

  /** State of one gate at the rate allowed, as far as the service takes it. */
  at(gate: Gate, { submitsPerSecond, recoveryMs }: GateRate, now: number): GateState {
    const key = gateKey(gate)
    let state = this.#states.get(key)
    if (!state) {
      // A burst of one: the limit is counted per second, and even spacing never meets its edge.
      state = {
        bucket: new TokenBucket(submitsPerSecond, 1, now),
        heldUntil: 0,
        silentUntil: 0,
        starting: 0,
        pace: new LearntPace(recoveryMs),
      }
      this.#states.set(key, state)
    }
    state.bucket.setRate(submitsPerSecond * state.pace.share(now))
    return state
  }

  /** Lets everybody through again: the user has resumed. */
  release(): void {
    for (const state of this.#states.values()) Object.assign(state, { heldUntil: 0, silentUntil: 0 })
  }

  /** The network may be back; what the service has refused goes on resting. */
  endSilence(): void {
    for (const state of this.#states.values()) state.silentUntil = 0
  }
}
