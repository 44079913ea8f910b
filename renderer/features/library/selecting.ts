/** Owns what clicks and keys select: one clip, one more, or a range that may reach beyond what is fetched. */

import { askedFilter, idAt, useLibrary } from '../../stores/library-store.ts'
import { studio } from '../../studio.ts'

/** Largest range selected at once. */
const RANGE_MAX = 10_000

/** Selects the clip at a place alone. */
export function moveTo(place: number): void {
  const id = idAt(useLibrary.getState(), place)
  useLibrary.setState({ cursor: place, anchor: place, selected: id === undefined ? [] : [id] })
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
  const { anchor, sort } = state
  useLibrary.setState({ cursor: place })
  const [from, to] = [Math.min(anchor, place), Math.min(Math.max(anchor, place), anchor + RANGE_MAX - 1)]
  const known = Array.from({ length: to - from + 1 }, (_, step) => idAt(state, from + step))
  if (known.every((id) => id !== undefined)) {
    useLibrary.setState({ selected: known })
    return
  }
  const window = { offset: from, limit: Math.min(RANGE_MAX, to - from + 1) }
  const { ids } = await studio.clips.ids({ filter: askedFilter(state), sort, ...window })
  if (useLibrary.getState().cursor === place) useLibrary.setState({ selected: ids })
}
