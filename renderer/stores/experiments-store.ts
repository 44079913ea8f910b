/** Owns the experiments on screen: the list, the open one with its takes, price and unsaved changes, and the place in its table. */

import { create } from 'zustand'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Change } from '#shared/contract.ts'
import type { AxisValue, Experiment } from '#shared/experiment.ts'
import { applyChange, type ExperimentChange, isSameValue, placeAfter } from '#shared/experiment-change.ts'
import type {
  ExperimentEstimate,
  ExperimentSheet,
  ExperimentSummary,
  Moment,
} from '#shared/experiment-contract.ts'

export type AxisName = 'rows' | 'columns'
/** −1 means the heading. */
export type Place = { row: number; column: number }

/** How far takes of equal recipes are apart, and takes from those they are held against. */
export type SheetNoise = {
  /** What chance does, 0 (the same pictures) to 1, out of so many `pairs`; null while nothing was run twice. */
  noise: number | null
  pairs: number
  /** By {@link pairKey}. */
  distances: ReadonlyMap<string, number>
  /** Something was run twice, and could not be compared. */
  isUnreadable: boolean
}
export const NO_NOISE: SheetNoise = { noise: null, pairs: 0, distances: new Map(), isUnreadable: false }

/** Names two clips, whichever comes first. */
export function pairKey(one: string, other: string): string {
  return [one, other].sort().join(' ')
}

/** A change on its way to the engine. */
export type UnsavedChange = { id: string; change: ExperimentChange }

export type ExperimentsState = {
  /** Of the open project; null until the engine has answered. */
  list: readonly ExperimentSummary[] | null
  openId: string | null
  /** With everything the user has changed, whether the engine has it yet or not. */
  sheet: ExperimentSheet | null
  /** As the engine has it. */
  told: ExperimentSheet | null
  /** What the engine does not have yet, oldest first; also of experiments that are no longer open. */
  unsaved: readonly UnsavedChange[]
  estimate: ExperimentEstimate | null
  /** The estimate above belongs to older input; a new one is on its way. */
  isPending: boolean
  isRunning: boolean
  error: AppErrorData | null
  /** The price changed after the user agreed; it is shown anew and asked again. */
  changed: boolean
  /** List or sheet may be out of date. */
  isStale: boolean
  /** They are being asked for. */
  isFetching: boolean
  at: Place
  /** Cells chosen for comparison, as `placeKey` names them. */
  picked: readonly string[]
  /** Heading whose editor is open, with what stands in it and what stood there when nothing was typed. */
  editing: { axis: AxisName; place: number; draft: AxisValue; was: AxisValue } | null
  noise: SheetNoise
  /** Where in the clips the exported picture is taken. */
  moment: Moment
}

const NONE = {
  sheet: null,
  told: null,
  estimate: null,
  isPending: false,
  isRunning: false,
  error: null,
  changed: false,
  at: { row: 0, column: 0 },
  picked: [],
  editing: null,
  noise: NO_NOISE,
} as const satisfies Partial<ExperimentsState>

export const useExperiments = create<ExperimentsState>()(() => ({
  ...NONE,
  list: null,
  openId: null,
  unsaved: [],
  isStale: true,
  isFetching: false,
  moment: 'middle',
}))

export function placeKey({ row, column }: Place): string {
  return `${row}/${column}`
}

/** True for an open cell that running the open ones leaves out; its details say why. */
export function isBlockedAt({ estimate }: Pick<ExperimentsState, 'estimate'>, place: Place): boolean {
  return estimate?.blocked.some(({ row, column }) => row === place.row && column === place.column) ?? false
}

/** Opens an experiment, or with null none; `isStale`: somebody has to fetch it. */
export function openExperiment(openId: string | null, isStale = true): void {
  if (useExperiments.getState().openId === openId) return
  closeHeading(true)
  useExperiments.setState({ ...NONE, openId, ...(isStale ? { isStale } : {}) })
}

/** Forgets the list: another project is open now. */
export function forgetExperiments(): void {
  closeHeading(true)
  useExperiments.setState({ ...NONE, list: null, openId: null, isStale: true })
}

/** Chooses a cell for comparison, or takes it back. */
export function togglePicked(place: Place): void {
  const key = placeKey(place)
  useExperiments.setState(({ picked }) => ({
    picked: picked.includes(key) ? picked.filter((one) => one !== key) : [...picked, key],
  }))
}

function shownOf(told: ExperimentSheet | null, unsaved: readonly UnsavedChange[]): ExperimentSheet | null {
  if (!told) return null
  const own = unsaved.filter(({ id }) => id === told.experiment.id)
  if (own.length === 0) return told
  const experiment = own.reduce<Experiment>(
    (before, { change }) => applyChange(before, change),
    told.experiment,
  )
  return { ...told, experiment }
}

type Shown = Pick<ExperimentsState, 'told' | 'unsaved' | 'sheet' | 'at' | 'picked' | 'editing'>

/**
 * What is on screen once this is told and that is unsaved. Whoever takes rows or columns out or in, here or in another
 * window: the cell one is at, the chosen ones and an open editor go along with theirs.
 */
function shown(
  before: ExperimentsState,
  told: ExperimentSheet | null,
  unsaved: readonly UnsavedChange[],
): Shown {
  const sheet = shownOf(told, unsaved)
  const { at, picked, editing } = before
  const was = before.sheet?.experiment
  if (!was || was.id !== sheet?.experiment.id) return { told, unsaved, sheet, at, picked, editing }
  const next = placesAfter(was, sheet.experiment)
  const places = {
    at: next(at) ?? {
      row: Math.min(at.row, sheet.experiment.rows.values.length - 1),
      column: Math.min(at.column, sheet.experiment.columns.values.length - 1),
    },
    picked: picked.flatMap((key) => {
      const [row = 0, column = 0] = key.split('/').map(Number)
      const place = next({ row, column })
      return place ? [placeKey(place)] : []
    }),
  }
  return withEditor({ told, unsaved, sheet, editing, ...places }, was)
}

/** Where a place is after a change; undefined when it was taken out. */
function placesAfter(before: Experiment, now: Experiment): (place: Place) => Place | undefined {
  return ({ row, column }) => {
    const [r, c] = [
      row === -1 ? row : placeAfter(before.rows.values, now.rows.values, row),
      column === -1 ? column : placeAfter(before.columns.values, now.columns.values, column),
    ]
    return r === undefined || c === undefined ? undefined : { row: r, column: c }
  }
}

/** What was typed where somebody else took the row or column out stays, as a new one: nothing that was typed is lost. */
function withEditor(now: Shown, before: Experiment): Shown {
  const { editing, sheet, told, unsaved } = now
  if (!editing || !sheet) return now
  const { axis, draft } = editing
  const { field, values } = sheet.experiment[axis]
  if (field !== before[axis].field) return now
  const place = placeAfter(before[axis].values, values, editing.place)
  const isTyped = isHeadingChanged(now)
  const value = place === undefined ? undefined : values[place]
  if (place !== undefined && value) {
    return { ...now, editing: isTyped ? { ...editing, place } : { axis, place, draft: value, was: value } }
  }
  if (!isTyped) return { ...now, editing: null }
  const at = Math.min(editing.place, values.length)
  const more = [
    ...unsaved,
    { id: sheet.experiment.id, change: { kind: 'addValue', axis, at, value: draft } as const },
  ]
  return {
    ...{ ...now, unsaved: more, sheet: shownOf(told, more) },
    editing: { axis, place: at, draft, was: draft },
    at: axis === 'rows' ? { row: at, column: -1 } : { row: -1, column: at },
  }
}

/** Takes in what the engine says of the open experiment. */
export function tellSheet(told: ExperimentSheet | null): void {
  useExperiments.setState((state) => shown(state, told, state.unsaved))
}

/** Makes a change on screen; `experiment-edits.ts` saves it. */
export function changeOnScreen(id: string, change: ExperimentChange): void {
  useExperiments.setState((state) => {
    const isPriced = id === state.openId && change.kind !== 'name' && change.kind !== 'notes'
    const now = shown(state, state.told, [...state.unsaved, { id, change }])
    return { ...now, isPending: state.isPending || isPriced }
  })
}

/** The engine has these changes now, which made the experiment this one; null: it refused them. */
export function settleChanges(sent: readonly UnsavedChange[], experiment: Experiment | null): void {
  useExperiments.setState((state) => {
    const { told, unsaved } = state
    const left = unsaved.filter((one) => !sent.includes(one))
    const isOpen = told !== null && told.experiment.id === experiment?.id
    return shown(state, isOpen ? { ...told, experiment } : told, left)
  })
}

/** True when something else stands in the open editor of a heading than in the heading. */
export function isHeadingChanged({ editing }: Pick<ExperimentsState, 'editing'>): boolean {
  return editing !== null && !isSameValue(editing.was, editing.draft)
}

/** Takes in what stands in the open editor now. */
export function draftHeading(draft: AxisValue): void {
  useExperiments.setState(({ editing }) => (editing ? { editing: { ...editing, draft } } : {}))
}

/** Closes the editor of a heading. What stands in it is kept, or thrown away. */
export function closeHeading(isKept: boolean): void {
  const { editing, sheet } = useExperiments.getState()
  if (!editing) return
  useExperiments.setState({ editing: null })
  const { axis, place, draft } = editing
  // Where nothing was typed nothing is said: another window may have changed the heading meanwhile.
  if (!sheet || !isKept || !isHeadingChanged({ editing })) return
  changeOnScreen(sheet.experiment.id, { kind: 'setValue', axis, at: place, value: draft })
}

/** Opens the editor of a heading; another one that is open is closed, and kept. */
export function editHeading(axis: AxisName, place: number): void {
  closeHeading(true)
  const draft = useExperiments.getState().sheet?.experiment[axis].values[place]
  if (!draft) return
  const at = axis === 'rows' ? { row: place, column: -1 } : { row: -1, column: place }
  useExperiments.setState({ at, editing: { axis, place, draft, was: draft } })
}

/** Takes in what a change says of experiments and of the takes of the open one. */
export function takeExperimentChange({ jobs = [], experiments = [], relist = [] }: Change): void {
  const { told, isFetching } = useExperiments.getState()
  const mayMiss = isFetching && jobs.length > 0
  // A clip that was saved, thrown away or found again: the list counts cells that have one.
  const isCounted = jobs.some(({ state }) => state === 'done')
  if (isCounted || experiments.length > 0 || relist.includes('jobs') || mayMiss)
    useExperiments.setState({ isStale: true })
  const changed = new Map(jobs.map((job) => [job.id, job]))
  if (!told?.takes.some(({ job }) => changed.has(job.id))) return
  const takes = told.takes.map((take) => ({ ...take, job: changed.get(take.job.id) ?? take.job }))
  tellSheet({ ...told, takes })
}
