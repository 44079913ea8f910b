/** Owns saving edits of shots: what the user types is on screen at once and with the engine a moment later. */

import { groupDrafts, settleDrafts, useShots } from './stores/shots-store.ts'
import type { Studio } from './studio.ts'

const QUIET_MS = 350

export type Edits = {
  /** Saves what is not saved yet; resolves when the engine has it. */
  flush(): Promise<void>
}

/** Watches drafts and saves them when the user pauses. */
export function startEdits(studio: Studio, onProblem: (error: unknown) => void, signal: AbortSignal): Edits {
  let timer: ReturnType<typeof setTimeout> | undefined
  let saving: Promise<void> = Promise.resolve()

  const save = async () => {
    const { drafts } = useShots.getState()
    for (const { ids, patch } of groupDrafts(drafts)) {
      const sent = Object.fromEntries(ids.flatMap((id) => (drafts[id] ? [[id, drafts[id]]] : [])))
      try {
        await studio.shots.update({ ids, patch })
        settleDrafts(sent, true)
      } catch (thrown) {
        settleDrafts(sent, false)
        onProblem(thrown)
      }
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    saving = saving.then(save)
    return saving
  }
  const unsubscribe = useShots.subscribe((now, before) => {
    if (now.drafts === before.drafts || Object.keys(now.drafts).length === 0) return
    clearTimeout(timer)
    timer = setTimeout(flush, QUIET_MS)
  })
  signal.addEventListener('abort', () => {
    unsubscribe()
    clearTimeout(timer)
  })
  return { flush }
}
