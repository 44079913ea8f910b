/** Owns small upright pictures of stills. */

import type { StillFacts } from './facts.ts'

/** Facts of a file, and its thumbnail from the same decode. */
export function inspectWithThumbnail(
  _path: string,
  _thumbnailPath: (sha256: string) => string,
): Promise<StillFacts> {
  throw new Error('not there yet')
}

export function makeThumbnail(
  _path: string,
  _target: string,
  _options?: { maxSidePx?: number },
): Promise<void> {
  throw new Error('not there yet')
}
