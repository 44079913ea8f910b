/** Owns which clips the judging keys mean: the one in the player, else what the room on screen has selected. */

import { create } from 'zustand'
import type { Judgement } from '#shared/clip.ts'
import { useCompare } from './compare-store.ts'
import { useLibrary } from './library-store.ts'
import { usePlayer } from './player-store.ts'
import { useView } from './view-store.ts'
import { useVoting } from './voting-store.ts'

/** Deeds on clips that can be taken back, the last one last. */
export const useUndo = create<{ deeds: readonly (() => Promise<void>)[] }>()(() => ({ deeds: [] }))

/** Most deeds that are kept. */
const KEPT = 50

/**
 * Keeps what takes a deed back; the same function runs once, by key or by button. One that failed can be tried again,
 * but stands behind all others: what was done before it can still be taken back.
 */
export function keepUndo(undo: () => Promise<void>): () => Promise<void> {
  const once = async () => {
    const { deeds } = useUndo.getState()
    if (!deeds.includes(once)) return
    useUndo.setState({ deeds: deeds.filter((one) => one !== once) })
    try {
      await undo()
    } catch (thrown) {
      useUndo.setState((now) => ({ deeds: [once, ...now.deeds].slice(-KEPT) }))
      throw thrown
    }
  }
  useUndo.setState(({ deeds }) => ({ deeds: [...deeds, once].slice(-KEPT) }))
  return once
}

/** Whether a deed can still be taken back. */
export function isKept(undo: () => Promise<void>): boolean {
  return useUndo.getState().deeds.includes(undo)
}

/** For a deed that has failed: there is nothing to take back. */
export function forgetUndo(undo: () => Promise<void>): void {
  useUndo.setState(({ deeds }) => ({ deeds: deeds.filter((one) => one !== undo) }))
}

export const RATINGS = [1, 2, 3, 4, 5] as const

/** Ids of the clips that a judgement would be about; none where nothing can be judged. */
export function judgedClips(): readonly string[] {
  const { room, dialogs } = useView.getState()
  const { clipId } = usePlayer.getState()
  const top = dialogs.at(-1)
  if (top) return top.kind === 'player' && clipId ? [clipId] : []
  if (room === 'compare') return comparedClip()
  return room === 'library' ? useLibrary.getState().selected : []
}

/** The take in the current pane. While votes are cast numbers mean votes, and over results there is no take. */
function comparedClip(): readonly string[] {
  const { clipIds, current } = useCompare.getState()
  const { session, results } = useVoting.getState()
  const id = clipIds[current]
  return id === undefined || session !== null || results !== null ? [] : [id]
}

export type SomeJudgement = { [Field in keyof Judgement]?: Judgement[Field] }
