/** Owns the cells of the open experiment as the window sees them. */

import { type Cell, cellsOf } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { clipOfJob } from '#shared/repeat-noise.ts'
import { placeKey, useExperiments } from './experiments-store.ts'
import { useStudio } from './studio-store.ts'

let known: { parts: readonly unknown[]; cells: Cell[] } = { parts: [], cells: [] }
const NO_CELLS: Cell[] = []

/**
 * Cells of a sheet, row by row. Asked again about the same recipes and takes it gives the same array, so that a name or a
 * note that is typed draws no cell anew; where a take moves on, only its own cell is another one.
 */
export function cellsIn(sheet: ExperimentSheet | null, isRehearsal: boolean): Cell[] {
  if (!sheet) return NO_CELLS
  const { base, rows, columns } = sheet.experiment
  const parts = [base, rows, columns, sheet.takes, sheet.shots, isRehearsal]
  if (parts.every((one, at) => one === known.parts[at])) return known.cells
  const stills = new Map(sheet.shots.map(({ id, still }) => [id, still.sha256]))
  const cells = cellsOf(sheet.experiment, sheet.takes, isRehearsal, (shotId) => stills.get(shotId))
  known = { parts, cells: cells.map((cell, at) => sameOr(known.cells[at], cell)) }
  return known.cells
}

/** The cell as it was, if nothing in it is another; a sheet that was fetched again has every job anew. */
function sameOr(before: Cell | undefined, now: Cell): Cell {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now
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

/** Clips to look at in the cells. */
export function shownClips(): string[] {
  return [...new Set(cellsNow().flatMap(({ job }) => clipOfJob(job) ?? []))]
}

/** True when there is something to take out of the studio. */
export function isAnySaved(): boolean {
  return shownClips().length > 0
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
