/** Owns saving edits of shots: what the user types is on screen at once and with the engine a moment later. */

import { saveWhenQuiet } from './save-when-quiet.ts'
import { groupDrafts, settleDrafts, useShots } from './stores/shots-store.ts'
import { useStudio } from './stores/studio-store.ts'
import { HostAway, type Studio } from './studio.ts'

export type Edits = {
  /** Saves what is not saved yet; resolves when the engine has it, or has refused it. @throws HostAway */
  flush(): Promise<void>
}

const hasDrafts = () => Object.keys(useShots.getState().drafts).length > 0

/** Watches drafts and saves them when the user pauses. What nobody heard stays on screen until somebody does. */
export function startEdits(studio: Studio, onProblem: (error: unknown) => void, signal: AbortSignal): Edits {
  let away: HostAway | undefined
  const save = async () => {
    away = undefined
    const { drafts } = useShots.getState()
    for (const { ids, patch } of groupDrafts(drafts)) {
      const sent = Object.fromEntries(ids.flatMap((id) => (drafts[id] ? [[id, drafts[id]]] : [])))
      try {
        await studio.shots.update({ ids, patch })
        settleDrafts(sent, true)
      } catch (thrown) {
        if (thrown instanceof HostAway) {
          away = thrown
          return
        }
        settleDrafts(sent, false)
        onProblem(thrown)
      }
    }
  }
  const { changed, flush } = saveWhenQuiet(save, signal)
  const unsubscribes = [
    useShots.subscribe((now, before) => {
      if (now.drafts !== before.drafts && hasDrafts()) changed()
    }),
    useStudio.subscribe((now, before) => {
      if (now.connection === 'live' && before.connection !== 'live' && hasDrafts()) changed()
    }),
  ]
  signal.addEventListener('abort', () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  })
  return {
    flush: async () => {
      await flush()
      if (away) throw away
    },
  }
}
