/** Owns the arithmetic of frames, shuttle speeds and loop regions. */

export type Region = { from: number; to: number }
type Timing = { frameRate: number; frames: number }

/** Fastest shuttle, in either direction. */
const FASTEST = 8

/** Number of the frame on screen at `seconds`, from 0. The slack forgives times written with six digits. */
export function shownFrame(seconds: number, { frameRate, frames }: Timing): number {
  return Math.min(frames - 1, Math.floor(seconds * frameRate + 1e-3))
}

/** Seconds at which the frame lies that is `step` frames away from the one shown at `seconds`; its middle, so that rounding cannot miss it. */
export function frameStart(seconds: number, step: number, timing: Timing): number {
  const wanted = Math.min(timing.frames - 1, Math.max(0, shownFrame(seconds, timing) + step))
  return (wanted + 0.5) / timing.frameRate
}

/** J and L: once starts, again doubles, the other one turns around. 0 stands for "not moving". */
export function nextRate(rate: number, direction: -1 | 1): number {
  if (Math.sign(rate) !== direction) return direction
  return Math.max(-FASTEST, Math.min(FASTEST, rate * 2))
}

/** A loop with one of its ends moved; an end that would cross the other pushes it to the clip's own end. */
export function regionWith(region: Region | null, change: Partial<Region>, end: number): Region {
  const next = { from: 0, to: end, ...region, ...change }
  if (next.from < next.to) return next
  return change.from === undefined ? { from: 0, to: next.to } : { from: next.from, to: end }
}
