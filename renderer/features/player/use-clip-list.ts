/** Owns the clips the player steps through: the takes of a shot, or a list somebody handed over. */

import { useEffect } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Clip } from '#shared/clip.ts'
import { shotClipsKey, useClips } from '../../stores/clips-store.ts'
import { patchRows, STEP, want, windowOf } from '../../stores/row-windows.ts'
import { useView } from '../../stores/view-store.ts'
import { attempt, studio } from '../../studio.ts'

/** Clips of a list asked for around the one on screen. */
const AROUND = 20

export type ClipList = {
  /** What is known of them, in order; of a long list only what lies around the clip on screen. */
  clips: readonly Clip[]
  ids: readonly string[]
}

/** Saved takes of a shot, first take first. */
export function useTakesOf(shotId: string, isWanted: boolean): ClipList {
  const projectId = useView((view) => view.projectId) ?? ''
  const key = shotClipsKey(projectId, shotId)
  useEffect(() => {
    if (!isWanted) return
    useClips.setState((state) => want(state, key, STEP, 'player'))
    return () => useClips.setState((state) => want(state, key, 0, 'player'))
  }, [key, isWanted])
  const clips = useClips(
    useShallow((state) =>
      windowOf(state, key)
        .ids.flatMap((id) => state.byId[id] ?? [])
        .sort((a, b) => a.take - b.take || a.savedAt - b.savedAt),
    ),
  )
  return { clips, ids: clips.map(({ id }) => id) }
}

/** Clips of a given list; those around the one on screen are asked for when this page does not know them. */
export function useGivenClips(ids: readonly string[], shown: string): ClipList {
  const place = ids.indexOf(shown)
  const near = useClips(useShallow(({ byId }) => nearTo(ids, place).flatMap((id) => byId[id] ?? [])))
  useEffect(() => {
    const { byId } = useClips.getState()
    const unknown = nearTo(ids, place).filter((id) => !byId[id])
    if (unknown.length === 0) return
    void attempt(studio.clips.byIds({ ids: unknown })).then((answer) => {
      if (answer.ok) useClips.setState((state) => patchRows(state, answer.value))
    })
  }, [ids, place])
  return { clips: near, ids }
}

function nearTo(ids: readonly string[], place: number): readonly string[] {
  return ids.slice(Math.max(0, place - AROUND), place + AROUND + 1)
}
