/** Owns getting the rows of the compared takes, and of the other takes of their shots. */

import { useEffect, useMemo, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Clip } from '#shared/clip.ts'
import { useClips } from '../../stores/clips-store.ts'
import { patchRows } from '../../stores/row-windows.ts'
import { attempt, studio } from '../../studio.ts'

/** Rows in the order of the ids; undefined until the engine has answered, and for clips it does not know. */
export function useClipRows(ids: readonly string[]): readonly (Clip | undefined)[] {
  const rows = useClips(useShallow(({ byId }) => ids.map((id) => byId[id])))
  const unknown = useMemo(() => ids.filter((_, place) => rows[place] === undefined).join(' '), [ids, rows])
  useEffect(() => {
    if (unknown) void fetchRows(unknown.split(' '))
  }, [unknown])
  return rows
}

async function fetchRows(ids: string[]): Promise<void> {
  const answer = await attempt(studio.clips.byIds({ ids }))
  if (answer.ok) useClips.setState((state) => patchRows(state, answer.value))
}

/** Most takes offered in one list. */
const MOST_TAKES = 200

/** Letters of a question at most. */
const WORDS_MAX = 400

/** `total`: how many there are, also beyond those that are offered. */
export type Offered = { rows: readonly Clip[]; total: number }

/** Newest saved clips of a shot; null while they are on their way. */
export function useTakesOf(projectId: string | undefined, shotId: string | undefined): Offered | null {
  return useOffered(
    () => studio.clips.page({ projectId: projectId ?? '', shotId: shotId ?? '', limit: MOST_TAKES }),
    projectId === undefined || shotId === undefined ? undefined : shotId,
  )
}

/** Newest saved clips of a project in which these words are found; null while the first are on their way. */
export function useTakesWith(projectId: string | null, words: string): Offered | null {
  const text = words.trim().slice(0, WORDS_MAX)
  const filter = { projects: projectId === null ? [] : [projectId], ...(text ? { text } : {}) }
  return useOffered(
    () => studio.clips.search({ filter, limit: MOST_TAKES }),
    projectId === null ? undefined : `${projectId} ${text}`,
  )
}

/** The answer to a question, and to the one before as long as a new one is out; nothing is asked without a `key`. */
function useOffered(ask: () => Promise<Offered>, key: string | undefined): Offered | null {
  const [offered, setOffered] = useState<Offered | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    let isWanted = true
    if (key === undefined) return
    void attempt(ask()).then((answer) => {
      if (isWanted) setOffered(answer.ok ? answer.value : { rows: [], total: 0 })
    })
    return () => {
      isWanted = false
    }
  }, [key])
  return offered
}
