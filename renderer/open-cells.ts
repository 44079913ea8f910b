/** Owns the cells of the open experiment as the window sees them. */

import { type Cell, cellsOf } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { clipOfJob } from '#shared/repeat-noise.ts'
import { placeKey, useExperiments } from './stores/experiments-store.ts'
import { useStudio } from './stores/studio-store.ts'

const known = new WeakMap<ExperimentSheet, { isRehearsal: boolean; cells: Cell[] }>()
const NO_CELLS: Cell[] = []

/** Cells of a sheet, row by row. The same input gives the same array. */
export function cellsIn(sheet: ExperimentSheet | null, isRehearsal: boolean): Cell[] {
  if (!sheet) return NO_CELLS
  const before = known.get(sheet)
  if (before?.isRehearsal === isRehearsal) return before.cells
  const stills = new Map(sheet.shots.map(({ id, still }) => [id, still.sha256]))
  const cells = cellsOf(sheet.experiment, sheet.takes, isRehearsal, (shotId) => stills.get(shotId))
  known.set(sheet, { isRehearsal, cells })
  return cells
}

/** Cells of the open experiment, followed. */
export function useCells(): Cell[] {
  const isRehearsal = useStudio(({ status }) => status?.rehearsal ?? false)
  return useExperiments(({ sheet }) => cellsIn(sheet, isRehearsal))
}

function cellsNow(): Cell[] {
  return cellsIn(useExperiments.getState().sheet, useStudio.getState().status?.rehearsal ?? false)
}

/** The cell the user is at; undefined on headings. */
export function cellAt(): Cell | undefined {
  const { at } = useExperiments.getState()
  return cellsNow().find(({ row, column }) => row === at.row && column === at.column)
}

/** Clip the player can open: also one whose file is missing, which is looked for there. */
export function playedClip(job: Cell['job'] | undefined): string | undefined {
  return (!job?.clipTrashed && job?.clipId) || undefined
}

/** True when there is a clip to look at in some cell, and so something to take out of the studio. */
export function isAnySaved(): boolean {
  return cellsNow().some(({ job }) => clipOfJob(job) !== undefined)
}

/** Cells that were run once and have nothing to show any more: of those chosen, or else the one the user is at. */
export function cellsToRunAnew(): Cell[] {
  const { picked } = useExperiments.getState()
  const at = cellAt()
  const meant =
    picked.length > 0 ? cellsNow().filter((cell) => picked.includes(placeKey(cell))) : at ? [at] : []
  return meant.filter(({ gap }) => gap !== null && gap !== 'open')
}

/** Clips of the cells chosen for comparison, in the order in which they were chosen. */
export function pickedClips(): string[] {
  const byPlace = new Map(cellsNow().map((cell) => [placeKey(cell), cell]))
  const { picked } = useExperiments.getState()
  return [...new Set(picked.flatMap((key) => clipOfJob(byPlace.get(key)?.job) ?? []))]
}
