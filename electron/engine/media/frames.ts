/** Owns the wish for a single frame of a clip. */

import { inMediaThread } from './media-thread.ts'

/** Moments count from the clip's beginning; outside of it they mean its first or last frame. */
export type WhichFrame = 'first' | 'last' | { atMs: number }

/**
 * Saves a frame as PNG in full size, whole or not at all. A file that is there already stays as it is.
 * @throws AppError `download-broken` when the clip does not decode there, `disk-refused`.
 */
export function saveFrame(clipPath: string, which: WhichFrame, target: string): Promise<void> {
  return inMediaThread('saveFrame', [clipPath, which, target])
}
