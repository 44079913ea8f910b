/** Owns the arithmetic of shuttle rates, speeds and loop regions. */

export type Region = { from: number; to: number }

/** Fastest shuttle, in either direction. */
const FASTEST = 8
/** Speeds that keys choose. */
const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2] as const

/** J and L: once starts, again doubles, the other one turns around. 0 stands for "not moving". */
export function nextRate(rate: number, direction: -1 | 1): number {
  if (Math.sign(rate) !== direction) return direction
  return Math.max(-FASTEST, Math.min(FASTEST, rate * 2))
}

/** The next of the usual speeds; at their end the same again. */
export function nextSpeed(speed: number, direction: -1 | 1): number {
  const next = direction > 0 ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed)
  return next ?? speed
}

/** A loop with one of its ends moved; an end that would cross the other pushes it to the clip's own end. */
export function regionWith(region: Region | null, change: Partial<Region>, end: number): Region {
  const next = { from: 0, to: end, ...region, ...change }
  if (next.from < next.to) return next
  return change.from === undefined ? { from: 0, to: next.to } : { from: next.from, to: end }
}
