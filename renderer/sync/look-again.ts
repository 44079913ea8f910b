/** Owns looking again: when the user comes back to the window, and when the machine's network does. */

import { useClips } from '../stores/clips-store.ts'
import { useJobs } from '../stores/jobs-store.ts'
import { markStale } from '../stores/row-windows.ts'
import { useShots } from '../stores/shots-store.ts'
import { attempt, type Studio } from '../studio.ts'

/**
 * Asks anew for what is on screen whenever the window gets the focus: files may have been moved or deleted meanwhile,
 * and the engine looks at them as it answers.
 */
export function lookAgainOnReturn(signal: AbortSignal): void {
  const look = () => {
    useShots.setState((state) => markStale(state))
    useJobs.setState((state) => markStale(state))
    useClips.setState((state) => markStale(state))
  }
  window.addEventListener('focus', look, { signal })
}

/**
 * The page hears at once that the network is back, where the engine would find out with its next try. What the page
 * cannot tell the engine, that next try still does.
 */
export function lookNowOnline(studio: Studio, signal: AbortSignal): void {
  window.addEventListener('online', () => void attempt(studio.studio.lookNow()), { signal })
}
