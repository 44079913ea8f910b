/** Owns handing the list of actions to components, each ready to run and up to date with what can be done now. */

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from './actions.ts'
import { writeKeys } from './keyboard.ts'
import { useClips } from './stores/clips-store.ts'
import { useCompare } from './stores/compare-store.ts'
import { useExperiments } from './stores/experiments-store.ts'
import { onFocusedTake } from './stores/focused-take.ts'
import { useJobs } from './stores/jobs-store.ts'
import { useUndo } from './stores/judging-store.ts'
import { useLibrary } from './stores/library-store.ts'
import { usePlayer } from './stores/player-store.ts'
import { useShots } from './stores/shots-store.ts'
import { useStudio } from './stores/studio-store.ts'
import { useTakes } from './stores/takes-store.ts'
import { useView } from './stores/view-store.ts'
import { useVoting } from './stores/voting-store.ts'
import type { ActionLookup } from './ui/action-context.tsx'

const STORES = [
  useClips,
  useCompare,
  useExperiments,
  useJobs,
  useLibrary,
  usePlayer,
  useShots,
  useStudio,
  useTakes,
  useUndo,
  useView,
  useVoting,
]

function subscribe(listener: () => void): () => void {
  const unsubscribes = [...STORES.map((store) => store.subscribe(listener)), onFocusedTake(listener)]
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe()
  }
}

/** True on a Mac: in the desktop window by the host's word, in a browser by its own. */
export function useIsMac(): boolean {
  const platform = useStudio(({ host }) => (host?.kind === 'electron' ? host.platform : navigator.platform))
  return /^(darwin|mac)/i.test(platform)
}

export function useActionLookup(actions: readonly Action[]): ActionLookup {
  const { t } = useTranslation()
  const isMac = useIsMac()
  // One character for each action: a text compares by value, so nothing renders anew while nothing changed.
  const enabled = useSyncExternalStore(
    subscribe,
    useCallback(() => actions.map((one) => (one.when() ? '1' : '0')).join(''), [actions]),
  )
  const table = useMemo(() => {
    const entries = actions.map((action, place) => {
      const [keys] = action.keys ?? []
      const ready = {
        id: action.id,
        label: t(`actions.${action.id}`),
        isEnabled: enabled[place] === '1',
        run: () => void action.run(),
        ...(keys ? { keys: writeKeys(keys, isMac) } : {}),
      }
      return [action.id as string, ready] as const
    })
    return new Map(entries)
  }, [actions, enabled, isMac, t])
  return useCallback(
    (id) => {
      const found = table.get(id)
      if (!found) throw new Error(`There is no action “${id}”`)
      return found
    },
    [table],
  )
}
