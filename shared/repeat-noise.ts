/** Owns the noise of an experiment: how far takes are apart though nothing was changed, and who is compared with whom. */

import type { Cell, CellJob, Plan } from './experiment.ts'

/** `noise`: distance that repeat runs stay within, out of so many `pairs`; null when there is none. */
export type RepeatNoise = { noise: number | null; pairs: number }

/** From so many pairs on, the few that are farthest apart no longer decide alone. */
const MANY_PAIRS = 20
const MOST_OF_THEM = 0.95

/**
 * What chance does, from the distances between repeat runs. With few of them the largest: a mean would call half of all
 * repeat runs more than chance.
 */
export function noiseOf(distances: readonly number[]): RepeatNoise {
  const pairs = distances.length
  const sorted = distances.toSorted((a, b) => a - b)
  const place = pairs < MANY_PAIRS ? pairs - 1 : Math.ceil(pairs * MOST_OF_THEM) - 1
  return { noise: sorted[place] ?? null, pairs }
}

type Shown = CellJob & { clipId: string | null }
type ShownCell = Pick<Cell<Shown>, 'row' | 'column' | 'job' | 'repeats'>

/** A clip that can be looked at. */
export function clipOfJob(job: Shown | null | undefined): string | undefined {
  return job?.clipId && !job.clipTrashed && !job.clipMissing ? job.clipId : undefined
}

/** Clips of equal recipe and seed, cell by cell, each clip once: cells of equal recipes share theirs. */
export function repeatRuns(cells: readonly ShownCell[]): string[][] {
  const byJob = new Map(cells.flatMap((cell) => (cell.job ? [[cell.job.id, cell] as const] : [])))
  return [...byJob.values()]
    .map(({ job, repeats }) => [...new Set([job, ...repeats].flatMap((one) => clipOfJob(one) ?? []))])
    .filter((clips) => clips.length > 1)
}

/**
 * Along which side takes are held against the first one: whichever does not change the seed, for seeds differ by nature.
 * A side with one value has nothing to compare.
 */
export function comparedAlong({ rows, columns }: Pick<Plan, 'rows' | 'columns'>): 'rows' | 'columns' {
  const worth = ({ field, values }: Plan['rows']) => (values.length > 1 ? 2 : 0) + (field === 'seed' ? 0 : 1)
  return worth(columns) > worth(rows) ? 'columns' : 'rows'
}

/** The cell another one is held against: the first of its column or row. Undefined for that one itself. */
export function firstOf<One extends ShownCell>(
  cells: readonly One[],
  { row, column }: Pick<ShownCell, 'row' | 'column'>,
  along: 'rows' | 'columns',
): One | undefined {
  const first = along === 'rows' ? { row: 0, column } : { row, column: 0 }
  if (first.row === row && first.column === column) return undefined
  return cells.find((one) => one.row === first.row && one.column === first.column)
}

/** Clips held against that of the first cell of their line; a line whose first cell shows nothing has none. */
export function comparedLines(
  cells: readonly ShownCell[],
  along: 'rows' | 'columns',
): { first: string; others: string[] }[] {
  const lines = new Map<string, Set<string>>()
  for (const cell of cells) {
    const first = clipOfJob(firstOf(cells, cell, along)?.job)
    const clip = clipOfJob(cell.job)
    if (!first || !clip || clip === first) continue
    lines.set(first, (lines.get(first) ?? new Set()).add(clip))
  }
  return [...lines].map(([first, others]) => ({ first, others: [...others] }))
}
