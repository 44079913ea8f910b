/** Owns the wishes for single frames of a clip: one saved, and when each of them is shown. */

import { inMediaThread } from './media-thread.ts'

/** Moments count from the clip's beginning; outside of it they mean its first or last frame. */
export type WhichFrame = 'first' | 'last' | { atMs: number }

/** When frames are first shown, s of the container's own time, in order, and when the last one ends. */
export type FrameTimes = { at: number[]; end: number }

/** As the container says, variable rates included. @throws AppError `download-broken`, `disk-refused` */
export function frameTimes(clipPath: string): Promise<FrameTimes> {
  return inMediaThread('frameTimes', [clipPath])
}

/**
 * Saves a frame as PNG in full size, whole or not at all. A file that is there already stays as it is.
 * @throws AppError `download-broken` when the clip does not decode there, `disk-refused`.
 */
export function saveFrame(clipPath: string, which: WhichFrame, target: string): Promise<void> {
  return inMediaThread('saveFrame', [clipPath, which, target])
}
