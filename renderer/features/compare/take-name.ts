/** Owns how a pane is called: by its take, or by a letter while the user judges blind. */

import type { TFunction } from 'i18next'
import type { Clip } from '#shared/clip.ts'

/** `A` for the first pane. */
export function letterOf(place: number): string {
  return String.fromCharCode(65 + place)
}

/** `A · boat.jpg · take 2 · seed 4711`; the letter alone when blind. */
export function takeName(t: TFunction, place: number, clip: Clip | undefined, isBlind: boolean): string {
  if (isBlind || !clip) return letterOf(place)
  return t('compare.take', {
    letter: letterOf(place),
    still: clip.stillName,
    take: clip.take,
    seed: clip.seed,
  })
}
