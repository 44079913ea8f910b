/** Owns the shots on the board: windows over them, and edits that are not saved yet. */

import { create } from 'zustand'
import { HOST_PATHS } from '#shared/host.ts'
import { SHOT_FILTERS, type Shot, type ShotFilter, type ShotPatch } from '#shared/shot.ts'
import { markStale, patchRows, type Rows, windowOf } from './row-windows.ts'

export type ShotsState = Rows<Shot> & {
  /** Edits on their way to the engine; shown in place of the saved values. */
  drafts: Readonly<Record<string, ShotPatch>>
}

export const useShots = create<ShotsState>()(() => ({ byId: {}, windows: {}, drafts: {} }))

const views = new WeakMap<Shot, { draft: ShotPatch; view: Shot }>()

/** A shot as the user sees it: saved values with unsaved edits on top. The same input gives the same object. */
export function shotView(state: ShotsState, id: string): Shot | undefined {
  const shot = state.byId[id]
  const draft = state.drafts[id]
  if (!shot || !draft) return shot
  const known = views.get(shot)
  if (known?.draft === draft) return known.view
  const view = { ...shot, ...draft } as Shot
  views.set(shot, { draft, view })
  return view
}

/** Edits shots at once on screen; `edits.ts` saves them. */
export function editShots(ids: readonly string[], patch: ShotPatch): void {
  useShots.setState((state) => {
    const drafts = { ...state.drafts }
    for (const id of ids) drafts[id] = { ...drafts[id], ...patch }
    return { drafts }
  })
}

/** Forgets drafts that are saved now; those edited again meanwhile stay. */
export function settleDrafts(sent: Readonly<Record<string, ShotPatch>>, saved: boolean): void {
  useShots.setState((state) => {
    const drafts = { ...state.drafts }
    const byId = { ...state.byId }
    for (const [id, patch] of Object.entries(sent)) {
      const shot = byId[id]
      if (saved && shot) byId[id] = { ...shot, ...patch } as Shot
      if (drafts[id] === patch) delete drafts[id]
    }
    return { drafts, byId }
  })
}

/** Drafts grouped by equal patches, so that one command saves many shots. */
export function groupDrafts(drafts: ShotsState['drafts']): { ids: string[]; patch: ShotPatch }[] {
  const groups = new Map<string, { ids: string[]; patch: ShotPatch }>()
  for (const [id, patch] of Object.entries(drafts)) {
    const key = JSON.stringify(Object.entries(patch).sort(([a], [b]) => a.localeCompare(b)))
    const group = groups.get(key)
    if (group) group.ids.push(id)
    else groups.set(key, { ids: [id], patch })
  }
  return [...groups.values()]
}

/** What several shots have in common in one field; `mixed` when they differ. */
export type Common<T> = { mixed: false; value: T } | { mixed: true }
export function commonOf<T>(values: readonly T[]): Common<T> | undefined {
  const [first, ...others] = values
  if (values.length === 0) return undefined
  return others.every((one) => one === first) ? { mixed: false, value: first as T } : { mixed: true }
}

export function isBlocked(shot: Shot): boolean {
  return shot.still.findings.some((one) => one.level === 'block')
}

/**
 * Address of a still's thumbnail; null when preflight could not decode it: there is none, nor will there be. It names the
 * content: a page that shows a picture does not ask for it again while its address stays.
 */
export function thumbnailOf({ id, width, findings, sha256 }: Shot['still']): string | null {
  if (width === null || findings.some((one) => one.rule === 'damaged')) return null
  return `${HOST_PATHS.file('thumbnail', id)}?sha256=${sha256}`
}

/** Key of the window over what one filter shows of one project's board. */
export function boardKey(projectId: string, filter: ShotFilter): string {
  return `${projectId}/${filter}`
}

/** Shots of a project that can be animated, as far as they have been fetched, in the order of its board. */
export function readyShots(state: ShotsState, projectId: string): Shot[] {
  return windowOf(state, boardKey(projectId, 'ready')).ids.flatMap((id) => state.byId[id] ?? [])
}

/** The question a window over shots asks. */
export function boardQuestion(key: string): { projectId: string; filter: ShotFilter } {
  const filter = SHOT_FILTERS.find((one) => key.endsWith(`/${one}`))
  if (!filter) throw new Error(`No board is called “${key}”`)
  return { projectId: key.slice(0, -filter.length - 1), filter }
}

/** Takes in changed shots; the boards that one of them has entered or left are looked up again. */
export function takeShots(state: ShotsState, shots: readonly Shot[]): ShotsState {
  const moved = new Set<string>()
  for (const shot of shots) {
    const before = state.byId[shot.id]
    for (const filter of SHOT_FILTERS) {
      const was = before && matchesFilter(before, filter)
      if (was !== matchesFilter(shot, filter)) moved.add(boardKey(shot.projectId, filter))
    }
  }
  return markStale(
    patchRows(state, shots),
    [...moved].filter((key) => key in state.windows),
  )
}

/** As the engine sifts them. */
export function matchesFilter(shot: Shot, filter: ShotFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'ready':
      return shot.still.inspectedAt !== null && !isBlocked(shot)
    case 'blocked':
      return isBlocked(shot)
    case 'taken':
      return shot.takes > 0
  }
}
