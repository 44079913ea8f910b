/** Owns posters: the small picture that stands for a clip where it does not play. */

import { pictureOf } from './frames.ts'
import { savePicture } from './picture.ts'

/** Longest side of a poster in px. */
export const POSTER_SIDE_PX = 640

/** Saves the first frame as WEBP, whole or not at all. @throws AppError `download-broken`, `disk-refused` */
export async function makePoster(clipPath: string, target: string): Promise<void> {
  const picture = await pictureOf(clipPath, 'first')
  const small = picture.resize(POSTER_SIDE_PX, POSTER_SIDE_PX, { fit: 'inside', withoutEnlargement: true })
  await savePicture(small.webp({ quality: 82 }), target)
}
