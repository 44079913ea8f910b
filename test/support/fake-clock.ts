/** Owns a clock that tests move by hand; sleepers wake in the order of their time. */

import type { Clock } from '#electron/engine/clock.ts'

export type FakeClock = Clock & {
  /** Moves on and wakes who is due, letting each do its work before time moves further. */
  advance(ms: number): Promise<void>
  /** Moves on from sleeper to sleeper until the work is done, and gives its result. */
  until<Result>(work: Promise<Result>): Promise<Result>
  /** Sets the time without waking anybody, as when somebody sets the system's clock. */
  jump(ms: number): void
  /** How many sleep now. */
  readonly sleepers: number
}

type Sleeper = { at: number; wake: () => void }

/** A clock that stands at `start`, epoch ms. */
export function fakeClock(start = Date.parse('2026-11-22T04:00:00Z')): FakeClock {
  let now = start
  /** By how much it was set so far. */
  let set = 0
  const sleepers = new Set<Sleeper>()
  const firstDue = (until: number) =>
    [...sleepers].filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    get sleepers() {
      return sleepers.size
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const wake = () => {
          sleepers.delete(sleeper)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const sleeper = { at: now + Math.max(0, ms), wake }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', wake, { once: true })
      }),
    async advance(ms) {
      const end = now - set + ms
      await settle()
      for (let due = firstDue(end + set); due; due = firstDue(end + set)) {
        now = Math.max(now, due.at)
        due.wake()
        await settle()
      }
      now = end + set
    },
    async until(work) {
      let done = false
      const end = () => {
        done = true
      }
      void work.then(end, end)
      await settle()
      for (
        let due = firstDue(Number.POSITIVE_INFINITY);
        due && !done;
        due = firstDue(Number.POSITIVE_INFINITY)
      ) {
        now = Math.max(now, due.at)
        due.wake()
        await settle()
      }
      return work
    },
    jump(ms) {
      now += ms
      set += ms
    },
  }
}

/** Lets everything run that waits for nothing but its turn or the disk. */
export async function settle(): Promise<void> {
  // One look between two disk operations of the same step would take it for finished.
  for (let quietTurns = 0; quietTurns < 12; ) {
    await new Promise<void>((resolve) => setImmediate(resolve))
    quietTurns = diskIsBusy() ? 0 : quietTurns + 1
  }
}

function diskIsBusy(): boolean {
  return process.getActiveResourcesInfo().some((name) => /^(FSReq|CloseReq)/.test(name))
}
