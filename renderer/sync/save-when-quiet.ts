/** Owns when the user's edits are saved: a moment after the last one, at once when asked, never two savings at a time. */

const QUIET_MS = 350
/** Between two tries while nobody answers. */
const AGAIN_MS = 2_000

export type QuietSaving = {
  /** Something changed: it is saved once nothing more has changed for a moment. */
  changed(): void
  /** Saves now; resolves when all is saved. @throws why not */
  flush(): Promise<void>
  /** Resolves when no saving is under way. */
  settled(): Promise<void>
}

/** Why something is not saved. What is kept is saved later by itself; the rest was refused, and is gone. */
export type Unsaved = { why: unknown; isKept: boolean }

/** `save` saves all that is unsaved when it is called, and never throws. Nothing is saved by itself after `signal`. */
export function saveWhenQuiet(save: () => Promise<Unsaved | undefined>, signal: AbortSignal): QuietSaving {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<Unsaved | undefined> | undefined
  const saveIn = (ms: number) => {
    clearTimeout(timer)
    if (!signal.aborted) timer = setTimeout(saveNow, ms)
  }
  const saveNow = () => {
    clearTimeout(timer)
    const own: Promise<Unsaved | undefined> = (saving ?? Promise.resolve(undefined)).then(async (earlier) => {
      const unsaved = await save()
      if (unsaved?.isKept) saveIn(AGAIN_MS)
      if (saving === own) saving = undefined
      // Whoever asks while something is being refused has seen it on screen: it is told to them as well.
      return unsaved ?? (earlier?.isKept ? undefined : earlier)
    })
    saving = own
    return own
  }
  signal.addEventListener('abort', () => clearTimeout(timer))
  return {
    changed: () => saveIn(QUIET_MS),
    flush: async () => {
      const unsaved = await saveNow()
      if (unsaved) throw unsaved.why
    },
    settled: async () => void (await saving),
  }
}
