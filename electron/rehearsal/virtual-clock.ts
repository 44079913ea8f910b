/** Owns the rehearsal's pace: real moments, and spans of time that a speed makes shorter. */

/**
 * Moments are real epoch ms, so that what the service prints agrees with the client's own clock; only spans
 * (renders, lifetimes, rate windows) shrink with the speed. One virtual second lasts `1000 / speed` real ms.
 */
export type VirtualClock = {
  speed: number
  /** Real epoch ms. */
  now(): number
  /** Virtual ms → real ms. */
  real(virtualMs: number): number
  /** How long in real ms the service keeps what it keeps for so long. */
  kept(virtualMs: number): number
}

/** The slowest pace offered; below it a render would outlast the patience of any rehearsal. */
const MIN_SPEED = 0.1

/**
 * A clock at `speed` (≥ {@link MIN_SPEED}); throws RangeError otherwise. With `keepsLong` the speed shortens no
 * lifetime, so that a client that sleeps for hours finds what the real service would still have.
 */
export function virtualClock(speed: number, now: () => number, keepsLong = false): VirtualClock {
  if (!(speed >= MIN_SPEED && Number.isFinite(speed))) {
    throw new RangeError(`The rehearsal speed must be a number from ${MIN_SPEED} up, not ${speed}.`)
  }
  const real = (virtualMs: number) => virtualMs / speed
  return { speed, now, real, kept: keepsLong ? (virtualMs) => virtualMs : real }
}
