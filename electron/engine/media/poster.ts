/** Owns posters: the small picture that stands for a clip where it does not play. */

import { inMediaThread } from './media-thread.ts'

/** Longest side of a poster in px. */
const POSTER_SIDE_PX = 640

/** Saves the first frame as WEBP, whole or not at all. @throws AppError `download-broken`, `disk-refused` */
export function makePoster(clipPath: string, target: string): Promise<void> {
  return inMediaThread('makePoster', [clipPath, target, POSTER_SIDE_PX])
}
