/** Owns a clock that skips waiting and nothing else: while work is under way it goes as every clock goes. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Clock } from '#electron/engine/clock.ts'
import { HOUR_MS } from '#shared/time.ts'

/** Real ms without work after which nothing more comes of the work before. */
const QUIET_MS = 3
/** A longer sleep waits for somebody, not for the time. */
const SKIP_MAX_MS = HOUR_MS

type Sleeper = { at: number; wake: () => void }

export type SkippingClock = Clock & {
  /** Says that work is under way; the returned function says that it has ended, and may be called twice. */
  hold(): () => void
}

export function skippingClock(): SkippingClock {
  const [start, mark] = [Date.now(), performance.now()]
  const sleepers = new Set<Sleeper>()
  const work = new Set<symbol>()
  let skippedMs = 0
  let timer: NodeJS.Timeout | undefined

  const now = () => Math.round(start + performance.now() - mark + skippedMs)
  function arm(): void {
    clearTimeout(timer)
    const untilMs = Math.min(...[...sleepers].map(({ at }) => at)) - now()
    if (untilMs > SKIP_MAX_MS) return
    timer = setTimeout(wakeDue, Math.max(0, work.size > 0 ? untilMs : Math.min(untilMs, QUIET_MS)))
  }
  function wakeDue(): void {
    const untilMs = Math.min(...[...sleepers].map(({ at }) => at)) - now()
    if (work.size === 0 && untilMs <= SKIP_MAX_MS) skippedMs += Math.max(0, untilMs)
    for (const sleeper of [...sleepers]) if (sleeper.at <= now()) sleeper.wake()
    arm()
  }
  return {
    now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper = { at: now() + Math.max(0, ms), wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake, { once: true })
        arm()
      }),
    hold() {
      const piece = Symbol('work')
      work.add(piece)
      arm()
      return () => {
        if (work.delete(piece)) arm()
      }
    },
  }
}

/** Lets every HTTP request count as work until its reply has been read; the returned function ends that. */
export function holdDuringRequests(clock: SkippingClock): () => void {
  const requests = new Map<unknown, () => void>()
  const begun = (message: unknown) => requests.set(requestOf(message), clock.hold())
  const ended = (message: unknown) => {
    requests.get(requestOf(message))?.()
    requests.delete(requestOf(message))
  }
  subscribe('undici:request:create', begun)
  const endings = ['undici:request:trailers', 'undici:request:error']
  for (const name of endings) subscribe(name, ended)
  return () => {
    unsubscribe('undici:request:create', begun)
    for (const name of endings) unsubscribe(name, ended)
  }
}

/** Undici tells of every step of a request with the request itself. */
function requestOf(message: unknown): unknown {
  return (message as { request: unknown }).request
}
