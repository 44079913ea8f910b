/** Owns thumbnails made on their own, for stills whose facts are known already. */

import { readFile } from 'node:fs/promises'
import { AppError } from '#shared/app-error.ts'
import { decode, THUMBNAIL_SIDE_PX } from './decode.ts'

export { inspectWithThumbnail } from './inspect.ts'

/** Makes an upright WEBP, whole or not at all. @throws AppError `still-blocked` when the picture does not decode. */
export async function makeThumbnail(
  path: string,
  target: string,
  { maxSidePx = THUMBNAIL_SIDE_PX }: { maxSidePx?: number } = {},
): Promise<void> {
  const decoded = await decode(await readFile(path), { alpha: true, thumbnail: target, maxSidePx })
  if (decoded.kind === 'damaged') throw new AppError('still-blocked', { detail: decoded.detail })
}
