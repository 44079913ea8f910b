/** Owns the cells of the open experiment as the window sees them. */

import { type Cell, cellsOf } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { placeKey, useExperiments } from './stores/experiments-store.ts'
import { useStudio } from './stores/studio-store.ts'

const known = new WeakMap<ExperimentSheet, { isRehearsal: boolean; cells: Cell[] }>()
const NO_CELLS: Cell[] = []

/** Cells of a sheet, row by row. The same input gives the same array. */
export function cellsIn(sheet: ExperimentSheet | null, isRehearsal: boolean): Cell[] {
  if (!sheet) return NO_CELLS
  const before = known.get(sheet)
  if (before?.isRehearsal === isRehearsal) return before.cells
  const cells = cellsOf(sheet.experiment, sheet.takes, isRehearsal)
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

/** Clips of the cells chosen for comparison, in the order in which they were chosen. */
export function pickedClips(): string[] {
  const byPlace = new Map(cellsNow().map((cell) => [placeKey(cell), cell]))
  const { picked } = useExperiments.getState()
  return [...new Set(picked.flatMap((key) => byPlace.get(key)?.job?.clipId ?? []))]
}
