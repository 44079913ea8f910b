/** Owns a clip that must not move on a sheet: its first frame, and over it the word why. */

import sharp from 'sharp'
import type { Pane } from './pane.ts'
import { type Box, LINE_HEIGHT, type SheetCell } from './sheet-plan.ts'
import { setWords } from './sheet-words.ts'

/** The word stands in the lower part of the picture, on a ground of its own; in a small one it takes what it needs. */
const NOTE_SHARE = 0.42
const NOTE_LINES = 4
const GROUND = { r: 0, g: 0, b: 0, alpha: 0.78 } as const

type Held = Required<Pick<SheetCell, 'held'>> & { fontPx: number; align: 'left' | 'right' }

/** Takes its one picture from `first`, which stands at its first frame. */
export async function heldPane(first: Pane, box: Box, { held, fontPx, align }: Held): Promise<Pane> {
  const rgba = await first.pixels(box)
  const { width, height } = box
  const noteHeight = Math.round(
    Math.min(height, Math.max(height * NOTE_SHARE, fontPx * LINE_HEIGHT * NOTE_LINES)),
  )
  const note = { x: 0, y: height - noteHeight, width, height: noteHeight }
  const ground = { create: { width, height: noteHeight, channels: 4, background: GROUND } } as const
  const words = await setWords([{ lines: [held], box: note, align, wraps: true }], fontPx)
  const picture = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .composite([{ input: ground, left: 0, top: note.y }, ...words])
    .raw()
    .toBuffer()
  return stillPane(new Uint8Array(picture))
}

/** A place that shows one picture and no other. */
export function stillPane(rgba: Uint8Array): Pane {
  return { goTo: async () => false, pixels: async () => rgba, close: async () => {} }
}
