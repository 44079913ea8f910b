/** Owns which theme is on: the user's choice, or the system's as long as there is none. */

import { useStudio } from '../stores/studio-store.ts'

/** Keeps `data-theme` of the page right until the signal aborts. */
export function followTheme(signal: AbortSignal): void {
  const prefersLight = matchMedia('(prefers-color-scheme: light)')
  const apply = () => {
    const chosen = useStudio.getState().settings?.theme ?? 'system'
    const system = prefersLight.matches ? 'light' : 'dark'
    document.documentElement.dataset.theme = chosen === 'system' ? system : chosen
  }
  apply()
  prefersLight.addEventListener('change', apply, { signal })
  signal.addEventListener('abort', useStudio.subscribe(apply), { once: true })
}
