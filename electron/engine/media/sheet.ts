/** Owns the wish for a sheet: clips side by side with their words, as a video or as a picture. */

import { type Aside, inLongThread } from './media-thread.ts'
import type { SheetWish } from './sheets/sheet-plan.ts'

/**
 * Writes all clips of a sheet on one clock as MP4. `target` is made or written over.
 * @throws AppError `download-broken`, `disk-refused`, `export-refused`, `given-up`
 */
export function saveSheetVideo(sheet: SheetWish, target: string, aside: Aside = {}): Promise<void> {
  return inLongThread('exporting', 'sheetVideo', { sheet, target }, aside)
}

/** Saves one moment of a sheet as PNG. @throws AppError `download-broken`, `disk-refused`, `given-up` */
export function saveSheetPicture(
  sheet: SheetWish,
  target: string,
  atMs: number,
  aside: Aside = {},
): Promise<void> {
  return inLongThread('exporting', 'sheetPicture', { sheet, target, atMs }, aside)
}
