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
  const part = (line: string, from: number, to: number) => ({
    ...{ lines: [line], align: 'centre' as const, wraps: true },
    box: { x: 0, y: Math.round(height * from), width, height: Math.round(height * (to - from)) },
  })
  // One below the other, as a heading and its text, however many lines the text takes.
  const below: Words = { ...part(text, 0.45, 0.95), hangs: true, isQuiet: true }
  const words = await setWords([part(title, 0.28, 0.45), below], fontPx)
  return paintGround({ width, height }, words)
}
