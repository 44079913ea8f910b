/** Owns the experiments on screen: the list, the open one with its takes and price, and the place in its table. */

import { create } from 'zustand'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Change } from '#shared/contract.ts'
import type { ExperimentEstimate, ExperimentSheet, ExperimentSummary } from '#shared/experiment-contract.ts'

export type AxisName = 'rows' | 'columns'
/** −1 means the heading. */
export type Place = { row: number; column: number }

/** How far takes of equal recipes are apart, and each take from that of the first row in its column, by clip. */
export type SheetNoise = {
  /** Mean distance, 0 (the same pictures) to 1; null while nothing was run twice. */
  noise: number | null
  pairs: number
  fromFirst: ReadonlyMap<string, number>
}
export const NO_NOISE: SheetNoise = { noise: null, pairs: 0, fromFirst: new Map() }

export type ExperimentsState = {
  /** Of the open project; null until the engine has answered. */
  list: readonly ExperimentSummary[] | null
  openId: string | null
  sheet: ExperimentSheet | null
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
  /** Heading whose editor is open. */
  editing: { axis: AxisName; place: number } | null
  noise: SheetNoise
}

const NONE = {
  sheet: null,
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
  isStale: true,
  isFetching: false,
}))

export function placeKey({ row, column }: Place): string {
  return `${row}/${column}`
}

/** Opens an experiment, or with null none; `isStale`: somebody has to fetch it. */
export function openExperiment(openId: string | null, isStale = true): void {
  if (useExperiments.getState().openId === openId) return
  useExperiments.setState({ ...NONE, openId, ...(isStale ? { isStale } : {}) })
}

/** Forgets the list: another project is open now. */
export function forgetExperiments(): void {
  useExperiments.setState({ ...NONE, list: null, openId: null, isStale: true })
}

/** Chooses a cell for comparison, or takes it back. */
export function togglePicked(place: Place): void {
  const key = placeKey(place)
  useExperiments.setState(({ picked }) => ({
    picked: picked.includes(key) ? picked.filter((one) => one !== key) : [...picked, key],
  }))
}

/** Takes in what a change says of experiments and of the takes of the open one. */
export function takeExperimentChange({ jobs = [], experiments = [], relist = [] }: Change): void {
  const { sheet, isFetching } = useExperiments.getState()
  const mayMiss = isFetching && jobs.length > 0
  if (experiments.length > 0 || relist.includes('jobs') || mayMiss) useExperiments.setState({ isStale: true })
  const changed = new Map(jobs.map((job) => [job.id, job]))
  if (!sheet?.takes.some(({ job }) => changed.has(job.id))) return
  const takes = sheet.takes.map((take) => ({ ...take, job: changed.get(take.job.id) ?? take.job }))
  useExperiments.setState({ sheet: { ...sheet, takes } })
}
