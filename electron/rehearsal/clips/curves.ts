/** Owns the easing of everything that moves: all of it starts from rest, so that frame 0 is the still itself. */

/** 0 below `from`, 1 above `to`, smooth between. `from` may be the larger one. */
export function smoothstep(from: number, to: number, value: number): number {
  const position = Math.min(1, Math.max(0, (value - from) / (to - from)))
  return position * position * (3 - 2 * position)
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

/**
 * How far a move has come at `seconds` of a clip of `length` seconds, 0–1: it gathers speed over the first
 * third (at most 1.2 s), runs steadily, and slackens a little towards the end.
 */
export function travelled(seconds: number, length: number): number {
  const rise = Math.min(1.2, length / 3)
  const fall = Math.min(0.8, length / 4)
  const rest = 0.45
  const total = length - rise / 2 - (fall * (1 - rest)) / 2
  const rising = Math.min(seconds, rise)
  const late = Math.max(0, seconds - (length - fall))
  const distance =
    (rising * rising) / (2 * rise) + Math.max(0, seconds - rise) - ((1 - rest) * late * late) / (2 * fall)
  return clamp(distance / total, 0, 1)
}

/** The presence of things that breathe and drift, 0 at the first frame and 1 after about a second. */
export function onset(seconds: number, fullAfter = 1): number {
  return smoothstep(0, fullAfter, seconds)
}

/** Smooth one-dimensional wander in [−1, 1] made of three sines that never line up. */
export function wander(seconds: number, phase: number): number {
  return (
    0.52 * Math.sin(seconds * 1.31 + phase) +
    0.31 * Math.sin(seconds * 2.87 + phase * 1.7 + 1) +
    0.17 * Math.sin(seconds * 5.19 + phase * 2.3 + 4)
  )
}
