/** Owns saving edits of shots: what the user types is on screen at once and with the engine a moment later. */

import { groupDrafts, settleDrafts, useShots } from '../stores/shots-store.ts'
import { HostAway, type Studio } from '../studio.ts'
import { saveWhenQuiet, type Unsaved } from './save-when-quiet.ts'

export type Edits = {
  /** Saves what is not saved yet; resolves when the engine has it. @throws why it has not */
  flush(): Promise<void>
}

/** Watches drafts and saves them when the user pauses. */
export function startEdits(studio: Studio, onProblem: (error: unknown) => void, signal: AbortSignal): Edits {
  const save = async () => {
    const { drafts } = useShots.getState()
    let unsaved: Unsaved | undefined
    for (const { ids, patch } of groupDrafts(drafts)) {
      const sent = Object.fromEntries(ids.flatMap((id) => (drafts[id] ? [[id, drafts[id]]] : [])))
      try {
        await studio.shots.update({ ids, patch })
        settleDrafts(sent, true)
      } catch (why) {
        if (why instanceof HostAway) return { why, isKept: true }
        settleDrafts(sent, false)
        onProblem(why)
        unsaved = { why, isKept: false }
      }
    }
    return unsaved
  }
  const { changed, flush } = saveWhenQuiet(save, signal)
  const unsubscribe = useShots.subscribe((now, before) => {
    if (now.drafts !== before.drafts && Object.keys(now.drafts).length > 0) changed()
  })
  signal.addEventListener('abort', unsubscribe)
  return { flush }
}
