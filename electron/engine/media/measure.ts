/** Owns the wish to have clips measured, alone and against each other. */

import type { MeasureValues } from '#shared/measures.ts'
import type { DistanceWish } from './measuring/clip-distances.ts'
import type { MeasureWish } from './measuring/clip-measures.ts'
import { inLongThread } from './media-thread.ts'

/** Measures a clip. @throws AppError `download-broken`, `disk-refused`, `given-up` */
export function measure(wish: MeasureWish, signal: AbortSignal): Promise<MeasureValues> {
  return inLongThread('measuring', 'measure', wish, { signal })
}

/** Distances of takes, pair by pair; see {@link DistanceWish}. @throws AppError `given-up` */
export function distances(wish: DistanceWish, signal: AbortSignal): Promise<(number | null)[]> {
  return inLongThread('exporting', 'distances', wish, { signal })
}
