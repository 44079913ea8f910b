/** Owns the one clock that ticks on screen: every countdown reads it, so all of them turn together. */

import { useSyncExternalStore } from 'react'

const TICK_MS = 1_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const one of listeners) one()
  }, TICK_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Whole seconds, so that two readings in one render agree. */
const snapshot = () => Math.floor(Date.now() / TICK_MS) * TICK_MS

/** Epoch ms in whole seconds, a new one each second while something on screen counts. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, snapshot)
}
