/** Owns the question whether a clip is whole, and what it says about itself. */

import type { ClipFacts } from '#shared/clip.ts'
import { inMediaThread } from './media-thread.ts'

export type ClipFactsWithoutHash = Omit<ClipFacts, 'sha256'>

/**
 * Facts of a clip. Every frame's data is read, the first frame is decoded, the last one where a key frame is near.
 * @throws AppError `download-broken` when it is no playable MP4 with frames, `disk-refused` when it cannot be reached.
 */
export function probe(path: string): Promise<ClipFactsWithoutHash> {
  return inMediaThread('probe', [path])
}
