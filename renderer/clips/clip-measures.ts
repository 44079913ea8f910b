/** Owns how a screen gets the measures of the clips it shows: asked for once, then kept true by changes. */

import { useEffect, useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { ClipMeasures } from '#shared/measures.ts'
import { takeMeasures, useMeasures } from '../stores/measures-store.ts'
import { attempt, studio } from '../studio.ts'

/** Most clips one command is asked about. */
const MOST_IDS = 500

/** Measures of clips, in their order; undefined until the engine has answered. Clips never measured get measured. */
export function useClipMeasures(ids: readonly string[]): readonly (ClipMeasures | undefined)[] {
  const rows = useMeasures(useShallow(({ byId }) => ids.map((id) => byId[id])))
  // Those that wait are asked for as well: whoever looks at a clip now wants it before the others.
  const open = useMemo(() => ids.filter((_, place) => !rows[place]?.values).join(' '), [ids, rows])
  useEffect(() => {
    if (open) void ask(open.split(' '))
  }, [open])
  return rows
}

/** A clip the engine does not know stays undefined; hints are not worth a notice when they fail. */
async function ask(ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    const answer = await attempt(studio.clips.measures({ ids: ids.slice(at, at + MOST_IDS) }))
    if (answer.ok) takeMeasures(answer.value)
  }
}
