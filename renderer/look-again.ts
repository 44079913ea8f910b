/** Owns looking again when the user comes back to the window: files may have been moved or deleted meanwhile. */

import { useClips } from './stores/clips-store.ts'
import { useJobs } from './stores/jobs-store.ts'
import { markStale } from './stores/row-windows.ts'
import { useShots } from './stores/shots-store.ts'

/** Asks anew for what is on screen whenever the window gets the focus: the engine looks at the files as it answers. */
export function lookAgainOnReturn(signal: AbortSignal): void {
  const look = () => {
    useShots.setState((state) => markStale(state))
    useJobs.setState((state) => markStale(state))
    useClips.setState((state) => markStale(state))
  }
  window.addEventListener('focus', look, { signal })
}
