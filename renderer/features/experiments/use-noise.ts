/** Owns how far cells are from the first of their line, and whether that is farther than equal seeds are from each other. */

import { useEffect, useMemo } from 'react'
import type { Cell, Experiment } from '#shared/experiment.ts'
import {
  clipOfJob,
  comparedAlong,
  comparedLines,
  firstOf,
  noiseOf,
  repeatRuns,
} from '#shared/repeat-noise.ts'
import { NO_NOISE, pairKey, type SheetNoise, useExperiments } from '../../stores/experiments-store.ts'
import { cellsIn } from '../../stores/open-cells.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { attempt, studio } from '../../studio.ts'

/** Most clips whose distances are asked for at once. */
const MOST_AT_ONCE = 64

export type CellNoise = {
  /** From the cell it is held against, 0 (the same pictures) to 1. */
  distance: number
  /** True when that is no more than between equal seeds. */
  isWithin: boolean
  /** The side along which it is compared with the first row or column. */
  along: 'rows' | 'columns'
}

/** What is asked about: takes of equal seed, and each line of the table. As text, so that it is asked once. */
function questionsOf(plan: Experiment, cells: readonly Cell[]) {
  const runs = repeatRuns(cells)
  return { runs, lines: runs.length > 0 ? comparedLines(cells, comparedAlong(plan)) : [] }
}

/** Keeps the noise of the open experiment known. Nothing is asked before something was run twice: a distance alone means nothing. */
export function useKeepNoise(plan: Experiment, cells: readonly Cell[]): void {
  const questions = useMemo(() => questionsOf(plan, cells), [plan, cells])
  const key = JSON.stringify(questions)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text says which clips are asked about
  useEffect(() => {
    let isOld = false
    void measure(questions).then((found) => {
      if (!isOld) useExperiments.setState({ noise: found })
    })
    return () => {
      isOld = true
    }
  }, [key])
}

async function measure({ runs, lines }: ReturnType<typeof questionsOf>): Promise<SheetNoise> {
  const between: number[] = []
  for (const run of runs) between.push(...(await distancesOf(run)).values())
  const { noise, pairs } = noiseOf(between)
  if (noise === null) return { ...NO_NOISE, isUnreadable: runs.length > 0 }
  const distances = new Map<string, number>()
  for (const { first, others } of lines) {
    for (const [key, distance] of await distancesOf([first, ...others])) distances.set(key, distance)
  }
  return { noise, pairs, distances, isUnreadable: false }
}

/** Distances between clips, by the two they are between. */
async function distancesOf(clips: readonly string[]): Promise<Map<string, number>> {
  const ids = clips.slice(0, MOST_AT_ONCE)
  const answer = await attempt(studio.clips.distances({ ids }))
  if (!answer.ok) return new Map()
  const { distances } = answer.value
  return new Map(
    ids.flatMap((one, a) =>
      ids.slice(a + 1).flatMap((other, step) => {
        const distance = distances[a]?.[a + 1 + step]
        return typeof distance === 'number' ? [[pairKey(one, other), distance] as const] : []
      }),
    ),
  )
}

/** What is known of a cell; null before anything is. It is followed as numbers: hundreds of cells ask. */
export function useCellNoise(cell: Cell): CellNoise | null {
  const noise = useExperiments((state) => state.noise.noise)
  const along = useExperiments(({ sheet }) => (sheet ? comparedAlong(sheet.experiment) : null))
  const isRehearsal = useStudio(({ status }) => status?.rehearsal ?? false)
  const distance = useExperiments(({ noise: known, sheet }) => {
    if (known.noise === null || !along) return undefined
    const first = clipOfJob(firstOf(cellsIn(sheet, isRehearsal), cell, along)?.job)
    const own = clipOfJob(cell.job)
    return first && own ? known.distances.get(pairKey(first, own)) : undefined
  })
  if (noise === null || !along || distance === undefined) return null
  return { distance, isWithin: distance <= noise, along }
}
