/** Owns what the Library shows: the question asked, the answer as far as it is fetched, what is selected. */

import { create } from 'zustand'
import type { Clip } from '#shared/clip.ts'
import {
  type ClipFacet,
  type ClipFacets,
  type ClipFilter,
  type ClipSort,
  SOUGHT_CHARACTERS,
  type Span,
} from '#shared/clip-question.ts'
import { useClips } from './clips-store.ts'
import { patchRows } from './row-windows.ts'
import { useView } from './view-store.ts'

/** Rows of one fetch: about a screenful, as whoever types waits for the first. */
export const PAGE_ROWS = 25

type Known = { stills: Readonly<Record<string, string>>; batches: Readonly<Record<string, number>> }

export type LibraryState = {
  /** Every project's clips, or those of the project on screen. */
  scope: 'project' | 'all'
  filter: ClipFilter
  sort: ClipSort
  /** Ids by page of {@link PAGE_ROWS}; a page that was not fetched is not there. */
  pages: Readonly<Record<number, readonly string[]>>
  /** Clips under the question; null until the first answer. */
  total: number | null
  facets: ClipFacets | null
  /** Names of stills and moments of batches by id, as far as they were counted: they stay known when no clip of theirs fits. */
  known: Known
  /** Words are being typed: what no letter needs waits until the hand rests. */
  isTyping: boolean
  /** Rows on screen, first and last; null while nobody looks. */
  wanted: readonly [number, number] | null
  /** Members may have changed: what is on screen is fetched again. */
  isStale: boolean
  /** Clips were judged: they stay in their places, but the counts are others. */
  areCountsStale: boolean
  selected: readonly string[]
  /** Place of the row that keys mean. */
  cursor: number
  /** Place at which a range began. */
  anchor: number
}

export const useLibrary = create<LibraryState>()(() => ({
  scope: 'project',
  filter: {},
  sort: 'newest',
  pages: {},
  total: null,
  facets: null,
  known: { stills: {}, batches: {} },
  isTyping: false,
  wanted: null,
  isStale: false,
  areCountsStale: false,
  selected: [],
  cursor: 0,
  anchor: 0,
}))

type Answer = Pick<LibraryState, 'pages'>

/** Id of the clip at a place; undefined while it is not fetched. */
export function idAt({ pages }: Answer, place: number): string | undefined {
  return pages[Math.floor(place / PAGE_ROWS)]?.[place % PAGE_ROWS]
}

/** Place of a fetched clip; undefined when it is not among those fetched. */
export function placeOf({ pages }: Answer, id: string): number | undefined {
  for (const [page, ids] of Object.entries(pages)) {
    const at = ids.indexOf(id)
    if (at >= 0) return Number(page) * PAGE_ROWS + at
  }
  return undefined
}

/** The filter as the engine is asked: within the project on screen, or over all. */
export function askedFilter({ scope, filter }: Pick<LibraryState, 'scope' | 'filter'>): ClipFilter {
  const { projectId } = useView.getState()
  // Somebody may look for a whole prompt: its beginning finds it.
  const text = filter.text?.trim().slice(0, SOUGHT_CHARACTERS)
  const { text: _, ...rest } = filter
  const asked: ClipFilter = text ? { ...rest, text } : rest
  return scope === 'project' && projectId ? { ...asked, projects: [projectId] } : asked
}

/** Puts a page of the answer in its place; `isFirst` drops what an older question brought. */
export function takePage(page: number, rows: readonly Clip[], total: number, isFirst: boolean): void {
  useClips.setState((state) => patchRows(state, rows))
  useLibrary.setState(({ pages, selected, cursor, anchor }) => {
    const next = { ...(isFirst ? {} : pages), [page]: rows.map(({ id }) => id) }
    // What the keys meant moved within the list: they go on meaning it, and a range goes on beginning there.
    const [only] = selected
    const moved = selected.length === 1 && only ? placeOf({ pages: next }, only) : undefined
    const within = (place: number) => Math.max(0, Math.min(moved ?? place, total - 1))
    return { pages: next, total, isStale: false, cursor: within(cursor), anchor: within(anchor) }
  })
}

/** Puts new counts in the place of the old ones. */
export function takeFacets(facets: ClipFacets): void {
  useLibrary.setState(({ known }) => ({
    facets,
    known: {
      stills: { ...known.stills, ...Object.fromEntries(facets.stills.map((one) => [one.value, one.name])) },
      batches: {
        ...known.batches,
        ...Object.fromEntries(facets.batches.map((one) => [one.value, one.createdAt])),
      },
    },
  }))
}

/** A facet's value as one text, to compare it by. */
export function valueKey(value: unknown): string {
  return JSON.stringify(value)
}

export type FacetValue = string | number | boolean | null | Span | { micros: number; currency: string }

/** True when the chosen values of a facet name this one. */
export function isAmong(chosen: readonly FacetValue[] | undefined, value: FacetValue): boolean {
  return chosen?.some((one) => valueKey(one) === valueKey(value)) ?? false
}

/** Adds a value to the filter, or takes it out again. */
export function toggleValue(facet: ClipFacet, value: FacetValue): void {
  const { filter } = useLibrary.getState()
  const before: readonly FacetValue[] = filter[facet] ?? []
  const kept = before.filter((one) => valueKey(one) !== valueKey(value))
  const values = kept.length < before.length ? kept : [...before, value]
  const { [facet]: _, ...rest } = filter
  // Values come from the facet's own list, so they are of its kind.
  ask({ filter: (values.length > 0 ? { ...rest, [facet]: values } : rest) as ClipFilter })
}

export function setText(text: string): void {
  const { filter } = useLibrary.getState()
  const { text: _, ...rest } = filter
  ask({ filter: text === '' ? rest : { ...rest, text }, isTyping: true })
}

/** One span of days in the place of those that were chosen; null for any day. */
export function setDays(span: Span | null): void {
  const { days: _, ...rest } = useLibrary.getState().filter
  ask({ filter: span ? { ...rest, days: [span] } : rest })
}

/** Forgets all that was chosen; the words as well. */
export function clearFilter(): void {
  ask({ filter: {} })
}

/** True when something is sifted out. */
export function isSifted({ filter }: Pick<LibraryState, 'filter'>): boolean {
  return Object.keys(filter).length > 0
}

/** Asks another question: the list begins anew, at its top. */
export function ask(question: Partial<Pick<LibraryState, 'scope' | 'filter' | 'sort' | 'isTyping'>>): void {
  // What is sifted out must not stay selected: the next key might throw it away unseen.
  const selected = question.filter || question.scope ? { selected: [] } : {}
  useLibrary.setState({ ...question, ...selected, cursor: 0, anchor: 0 })
}

/** Clips thrown away elsewhere are not selected any more: the next key would mean what nobody sees. */
export function leaveOutTrashed(clips: readonly Clip[]): void {
  const gone = new Set(clips.flatMap(({ id, trashedAt }) => (trashedAt === null ? [] : id)))
  const { selected } = useLibrary.getState()
  const left = selected.filter((id) => !gone.has(id))
  if (left.length < selected.length) useLibrary.setState({ selected: left })
}

/** The clip after those that are selected, at their end the one before; undefined where neither is fetched. */
export function neighbourOfSelected(state: LibraryState): string | undefined {
  const isLeft = (id: string) => !state.selected.includes(id)
  const firstLeft = (step: -1 | 1) => {
    for (let place = state.cursor; ; place += step) {
      const id = idAt(state, place)
      if (id === undefined || isLeft(id)) return id
    }
  }
  return firstLeft(1) ?? firstLeft(-1)
}

/** The selected clips that are known on this page. */
export function selectedClips(): Clip[] {
  const { byId } = useClips.getState()
  return useLibrary.getState().selected.flatMap((id) => byId[id] ?? [])
}
