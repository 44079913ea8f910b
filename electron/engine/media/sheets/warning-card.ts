/** Owns the card at the beginning of a video that warns of what follows, for as long as it takes to read it and to look away. */

import { paintGround } from './sheet-painter.ts'
import type { SheetWish, Size, Words } from './sheet-plan.ts'
import { setWords } from './sheet-words.ts'

export const WARNING_SECONDS = 5
const FONT = { share: 1 / 22, minPx: 14, maxPx: 44 } as const

/** RGBA of the card. */
export async function warningCard(
  { width, height }: Size,
  { title, text }: NonNullable<SheetWish['warning']>,
): Promise<Uint8Array> {
  const fontPx = Math.round(Math.min(FONT.maxPx, Math.max(FONT.minPx, Math.min(width, height) * FONT.share)))
  const part = (line: string, from: number, to: number): Words => ({
    ...{ lines: [line], align: 'centre', wraps: true },
    box: { x: 0, y: Math.round(height * from), width, height: Math.round(height * (to - from)) },
  })
  const words = await setWords([part(title, 0.22, 0.45), part(text, 0.45, 0.85)], fontPx)
  return paintGround({ width, height }, words)
}
