/** Owns what clicks and keys select: one clip, one more, or a range that may reach beyond what is fetched. */

import { askedFilter, idAt, useLibrary } from '../../stores/library-store.ts'
import { attempt, studio } from '../../studio.ts'

/** Largest range selected at once. */
const RANGE_MAX = 10_000

/** Selects the clip at a place alone; one that was not fetched is asked for by id. */
export async function moveTo(place: number): Promise<void> {
  const id = idAt(useLibrary.getState(), place)
  useLibrary.setState({ cursor: place, anchor: place, selected: id === undefined ? [] : [id] })
  if (id !== undefined) return
  const selected = await idsAt({ offset: place, limit: 1 })
  const now = useLibrary.getState()
  if (selected && now.cursor === place && now.selected.length === 0) useLibrary.setState({ selected })
}

/** Adds the clip at a place to the selection, or takes it out. */
export function toggleAt(place: number): void {
  const state = useLibrary.getState()
  const id = idAt(state, place)
  if (id === undefined) return
  const selected = state.selected.includes(id)
    ? state.selected.filter((one) => one !== id)
    : [...state.selected, id]
  useLibrary.setState({ cursor: place, anchor: place, selected })
}

/** Selects from where the range began to a place; clips that were not fetched are asked for by id. */
export async function extendTo(place: number): Promise<void> {
  const state = useLibrary.getState()
  const { anchor } = state
  useLibrary.setState({ cursor: place })
  const [from, to] = [Math.min(anchor, place), Math.min(Math.max(anchor, place), anchor + RANGE_MAX - 1)]
  const known = Array.from({ length: to - from + 1 }, (_, step) => idAt(state, from + step))
  if (known.every((id) => id !== undefined)) {
    useLibrary.setState({ selected: known })
    return
  }
  const selected = await idsAt({ offset: from, limit: Math.min(RANGE_MAX, to - from + 1) })
  if (selected && useLibrary.getState().cursor === place) useLibrary.setState({ selected })
}

/** Ids of the list as it is asked for now; undefined when nobody answers, or not to the same question any more. */
async function idsAt(window: { offset: number; limit: number }): Promise<readonly string[] | undefined> {
  const { filter, scope, sort } = useLibrary.getState()
  const asked = { filter: askedFilter({ filter, scope }), sort, ...window }
  const answer = await attempt(studio.clips.ids(asked))
  const now = useLibrary.getState()
  const isSame = now.filter === filter && now.scope === scope && now.sort === sort
  return answer.ok && isSame ? answer.value.ids : undefined
}
