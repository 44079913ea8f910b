/** Owns when the user's edits are saved: a moment after the last one, at once when asked, never two savings at a time. */

const QUIET_MS = 350

export type QuietSaving = {
  /** Something changed: it is saved once nothing more has changed for a moment. */
  changed(): void
  /** Saves now; resolves when that is done. */
  flush(): Promise<void>
  /** Resolves when no saving is under way. */
  settled(): Promise<void>
}

/** `save` saves all that is unsaved when it is called, and never throws. Nothing is saved by itself after `signal`. */
export function saveWhenQuiet(save: () => Promise<void>, signal: AbortSignal): QuietSaving {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()
  const flush = () => {
    clearTimeout(timer)
    saving = saving.then(save)
    return saving
  }
  const changed = () => {
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(flush, QUIET_MS)
  }
  signal.addEventListener('abort', () => clearTimeout(timer))
  return { changed, flush, settled: () => saving }
}
