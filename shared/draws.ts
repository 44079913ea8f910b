/** Owns numbers that look random and come again from the same seed, and seeds themselves. */

import { PARAMETER_LIMITS } from './happyhorse.ts'

/** Numbers from 0 (in) to 1 (out), the same ones for the same seed: mulberry32 by Tommy Ettinger, public domain. */
export function drawsFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A seed the service takes, each as likely as the others. `random` gives numbers from 0 (in) to 1 (out). */
export function drawSeed(random: () => number): number {
  const { min, max } = PARAMETER_LIMITS.seed
  return min + Math.floor(random() * (max - min + 1))
}
