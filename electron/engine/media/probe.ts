/** Owns the check of a clip. */

import type { ClipFacts } from '#shared/clip.ts'

export type ClipFactsWithoutHash = Omit<ClipFacts, 'sha256'>

/** @throws AppError `download-broken` when it is no playable MP4 with frames. */
export function probe(_path: string): Promise<ClipFactsWithoutHash> {
  throw new Error('not there yet')
}
