/** Owns how far cells are from the first row, and whether that is farther than equal seeds are from each other. */

import { useEffect, useMemo } from 'react'
import type { Cell } from '#shared/experiment.ts'
import type { Job } from '#shared/job.ts'
import { repeatNoise } from '#shared/repeat-noise.ts'
import { NO_NOISE, type SheetNoise, useExperiments } from '../../stores/experiments-store.ts'
import { attempt, studio } from '../../studio.ts'

export type CellNoise = {
  /** From the cell of the first row, 0 (the same pictures) to 1. */
  distance: number
  /** True when that is no more than between equal seeds. */
  isWithin: boolean
}

const saved = (job: Job | null | undefined): job is Job & { clipId: string } => Boolean(job?.clipId)

/** What is asked about: each cell with its repeats, and each column. As text, so that it is asked once. */
function questionsOf(cells: readonly Cell[]) {
  const same = cells
    .map(({ job, repeats }) => [job, ...repeats].filter(saved))
    .filter((takes) => takes.length > 1)
  if (same.length === 0) return { same: [], columns: [] }
  const byColumn = [...Map.groupBy(cells, (cell) => cell.column).values()]
  const columns = byColumn.map((column) => column.map(({ job }) => job).filter(saved))
  return { same, columns: columns.filter((takes) => takes.length > 1) }
}

/** Keeps the noise of the open experiment known. Nothing is asked before something was run twice: a distance alone means nothing. */
export function useKeepNoise(cells: readonly Cell[]): void {
  const questions = useMemo(() => questionsOf(cells), [cells])
  const key = JSON.stringify(
    [questions.same, questions.columns].map((all) => all.map((takes) => takes.map((one) => one.clipId))),
  )
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

async function measure({ same, columns }: ReturnType<typeof questionsOf>): Promise<SheetNoise> {
  let sum = 0
  let pairs = 0
  for (const takes of same) {
    const found = repeatNoise(takes, await distancesOf(takes))
    sum += (found.noise ?? 0) * found.pairs
    pairs += found.pairs
  }
  if (pairs === 0) return NO_NOISE
  const fromFirst = new Map<string, number>()
  for (const takes of columns) {
    const [first] = await distancesOf(takes)
    takes.forEach((take, place) => {
      const distance = first?.[place]
      if (place > 0 && typeof distance === 'number') fromFirst.set(take.clipId, distance)
    })
  }
  return { noise: sum / pairs, pairs, fromFirst }
}

async function distancesOf(takes: readonly { clipId: string }[]): Promise<(number | null)[][]> {
  const ids = [...new Set(takes.map((one) => one.clipId))]
  if (ids.length < 2) return []
  const answer = await attempt(studio.clips.distances({ ids }))
  return answer.ok ? answer.value.distances : []
}

/** What is known of a cell; null before anything is. */
export function useCellNoise({ job, row }: Cell): CellNoise | null {
  const { noise, fromFirst } = useExperiments((state) => state.noise)
  const distance = job?.clipId && row > 0 ? (fromFirst.get(job.clipId) ?? null) : null
  return distance === null || noise === null ? null : { distance, isWithin: distance <= noise }
}
