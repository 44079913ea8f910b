/** Owns the noise of a comparison: how far takes are apart though nothing was changed, not even the seed. */

import type { Clip } from './clip.ts'

/** What must be equal for two takes to be a repeat run. */
type Recipe = Pick<Clip, 'seed' | 'prompt' | 'model' | 'resolution'> &
  Partial<Pick<Clip, 'stillId' | 'durationSeconds'>>

/** `noise`: mean distance over `pairs` repeat runs, as `clips.distances` tells them; null when there is none. */
export type RepeatNoise = { noise: number | null; pairs: number }

/** Reads the noise off a matrix of distances whose rows and columns are these takes. */
export function repeatNoise(
  takes: readonly Recipe[],
  distances: readonly (readonly (number | null)[])[],
): RepeatNoise {
  const repeats = takes.flatMap((take, row) =>
    takes.slice(row + 1).flatMap((other, step) => {
      const distance = distances[row]?.[row + 1 + step]
      return isRepeat(take, other) && typeof distance === 'number' ? [distance] : []
    }),
  )
  if (repeats.length === 0) return { noise: null, pairs: 0 }
  return { noise: repeats.reduce((sum, one) => sum + one, 0) / repeats.length, pairs: repeats.length }
}

/** The same still, words and settings, on the same seed. */
export function isRepeat(one: Recipe, other: Recipe): boolean {
  const fields = ['seed', 'prompt', 'model', 'resolution', 'stillId', 'durationSeconds'] as const
  return fields.every((field) => one[field] === other[field])
}
