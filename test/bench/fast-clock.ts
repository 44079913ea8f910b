/** Owns a clock on which everything lasts shorter. */

import { type Clock, systemClock } from '#electron/engine/clock.ts'

/** Longest time a timer can be set for. */
const TIMER_MAX_MS = 2 ** 31 - 1

/** A clock that starts now and runs `speed` times as fast as the machine's. */
export function fastClock(speed: number): Clock {
  const start = Date.now()
  const mark = performance.now()
  return {
    now: () => Math.round(start + (performance.now() - mark) * speed),
    sleep: (ms, signal) => systemClock.sleep(Math.min(ms, TIMER_MAX_MS) / speed, signal),
  }
}
