/** Owns the list of actions as components see it: each ready to run, and up to date with what can be done now. */

import type { TFunction } from 'i18next'
import { useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createStore } from 'zustand'
import type { Action } from '../actions.ts'
import { writeKeys } from '../keyboard.ts'
import { useClips } from '../stores/clips-store.ts'
import { useCompare } from '../stores/compare-store.ts'
import { useExperiments } from '../stores/experiments-store.ts'
import { onFocusedTake } from '../stores/focused-take.ts'
import { useJobs } from '../stores/jobs-store.ts'
import { useUndo } from '../stores/judging-store.ts'
import { useLibrary } from '../stores/library-store.ts'
import { usePlayer } from '../stores/player-store.ts'
import { useShots } from '../stores/shots-store.ts'
import { useStudio } from '../stores/studio-store.ts'
import { useTakes } from '../stores/takes-store.ts'
import { useView } from '../stores/view-store.ts'
import { useVoting } from '../stores/voting-store.ts'
import type { ReadyAction, ReadyActions } from '../ui/action-context.tsx'

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

type Table = ReadonlyMap<string, ReadyAction>

function tableOf(actions: readonly Action[], isMac: boolean, t: TFunction): Table {
  const entries = actions.map((action) => {
    const [keys] = action.keys ?? []
    const ready: ReadyAction = {
      id: action.id,
      label: t(`actions.${action.id}`),
      isEnabled: action.when(),
      run: () => void action.run(),
      ...(keys ? { keys: writeKeys(keys, isMac) } : {}),
    }
    return [action.id as string, ready] as const
  })
  return new Map(entries)
}

/** What was ready or not and still is stays the same object, so that its buttons are not drawn anew. */
function lookedAt(table: Table, actions: readonly Action[]): Table {
  const changed = actions.flatMap((action) => {
    const before = table.get(action.id)
    const isEnabled = action.when()
    return before && before.isEnabled !== isEnabled ? [[action.id, { ...before, isEnabled }] as const] : []
  })
  return changed.length > 0 ? new Map([...table, ...changed]) : table
}

/** The actions in the language on screen, followed as long as the component is there; the component itself is not drawn anew. */
export function useReadyActions(actions: readonly Action[]): ReadyActions {
  const { t } = useTranslation()
  const isMac = useIsMac()
  const [ready] = useState(() => createStore<Table>(() => tableOf(actions, isMac, t)))
  useLayoutEffect(() => {
    ready.setState(tableOf(actions, isMac, t), true)
    return subscribe(() => ready.setState((table) => lookedAt(table, actions), true))
  }, [ready, actions, isMac, t])
  return ready
}
