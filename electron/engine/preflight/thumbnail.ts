/** Owns thumbnails: with the first look at a still, or on their own when its facts are known already. */

import { readFile } from 'node:fs/promises'
import { AppError } from '#shared/app-error.ts'
import { decode, THUMBNAIL_SIDE_PX } from './decode.ts'
import type { StillFacts } from './facts.ts'
import { inspect } from './inspect.ts'

/** Facts of a file and its thumbnail out of one decode; the path is named by the still's hash. See {@link inspect}. */
export function inspectWithThumbnail(
  path: string,
  thumbnailPath: (sha256: string) => string,
): Promise<StillFacts> {
  return inspect(path, thumbnailPath)
}

/** Makes an upright WEBP, whole or not at all. @throws AppError `still-blocked` when the picture does not decode. */
export async function makeThumbnail(
  path: string,
  target: string,
  { maxSidePx = THUMBNAIL_SIDE_PX }: { maxSidePx?: number } = {},
): Promise<void> {
  const decoded = await decode(await readFile(path), { alpha: true, thumbnail: target, maxSidePx })
  if (decoded.kind === 'damaged') throw new AppError('still-blocked', { detail: decoded.detail })
}
