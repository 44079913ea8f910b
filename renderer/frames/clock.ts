/** Owns the one clock all panes follow: where it is, how fast and which way it runs, what it repeats. */

import { SAME_MOMENT_SECONDS } from './frame-table.ts'
import type { Region } from './transport.ts'

export type Clock = {
  /** Position at a moment of the page's time (ms), s from the start; wrapped into what repeats. */
  at(nowMs: number): number
  /** Puts the clock somewhere; it goes on from there. */
  set(seconds: number, nowMs: number): void
  /** Media seconds for each second; 0 stands still, below 0 runs back. */
  setRate(rate: number, nowMs: number): void
  rate(): number
  /** Limits the clock to a part, s. */
  setSpan(span: Region): void
}

/** Longest leap in one look: after a jam or in a hidden tab, time that nobody saw is not made up for. */
const LONGEST_LEAP_MS = 250

export function makeClock(): Clock {
  let position = 0
  let seenMs = 0
  let rate = 0
  let span: Region = { from: 0, to: 0 }
  const at = (nowMs: number) => {
    const passedMs = Math.min(LONGEST_LEAP_MS, Math.max(0, nowMs - seenMs))
    seenMs = nowMs
    position = wrapped(position + (passedMs / 1_000) * rate, rate, span)
    return position
  }
  return {
    at,
    set: (seconds, nowMs) => {
      position = seconds
      seenMs = nowMs
    },
    setRate: (next, nowMs) => {
      at(nowMs)
      rate = next
    },
    rate: () => rate,
    setSpan: (next) => {
      span = next
    },
  }
}

/**
 * Running out of the span at one end leads in at the other; a place outside is reached only by setting it. So near its
 * end that the frame behind it counts as begun is out of it.
 */
export function wrapped(seconds: number, rate: number, { from, to }: Region): number {
  const length = to - from
  if (length <= 0 || rate === 0) return seconds
  if (rate > 0 && seconds >= to - SAME_MOMENT_SECONDS) return from + (Math.max(0, seconds - to) % length)
  if (rate < 0 && seconds < from) return to - ((from - seconds) % length)
  return seconds
}
