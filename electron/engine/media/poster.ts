/** Owns posters: the small picture that stands for a clip where it does not play. */

import { inLongThread, inMediaThread } from './media-thread.ts'

/** Longest side of a poster in px. */
const POSTER_SIDE_PX = 640

/** Saves the first frame as WEBP, whole or not at all. @throws AppError `download-broken`, `disk-refused` */
export function makePoster(clipPath: string, target: string): Promise<void> {
  return inMediaThread('makePoster', [clipPath, target, POSTER_SIDE_PX])
}

/** The same of the frame in the middle: takes of one still all begin alike. Not in the way of what was paid for. */
export function makeMiddlePicture(clipPath: string, target: string): Promise<void> {
  return inLongThread('showing', 'middlePicture', { clipPath, target, sidePx: POSTER_SIDE_PX })
}
