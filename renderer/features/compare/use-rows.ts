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

/** Saved clips of a shot, or of a whole project, newest first; null while they are on their way. */
export function useTakesOf(projectId: string | undefined, shotId?: string): readonly Clip[] | null {
  const [takes, setTakes] = useState<readonly Clip[] | null>(null)
  useEffect(() => {
    let isWanted = true
    if (projectId === undefined) return
    const question = { projectId, limit: MOST_TAKES, ...(shotId === undefined ? {} : { shotId }) }
    void attempt(studio.clips.page(question)).then((answer) => {
      if (isWanted) setTakes(answer.ok ? answer.value.rows : [])
    })
    return () => {
      isWanted = false
    }
  }, [projectId, shotId])
  return takes
}
