/** Owns how like the first frame that was sent a clip begins. */

import sharp from 'sharp'
import { type Luma, lumaOf } from './luma.ts'
import { alignedSimilarity } from './similarity.ts'
import type { Small } from './small-frames.ts'

/** The service may crop and scale by a little: so much of the width either way is made good. */
const REACH_SHARE = 0.02

/**
 * Similarity, 0–1, of frame 0 to the picture in a file, brought to its size both whole and cropped and shifted a little;
 * the best counts. Null when the file cannot be read: what was sent may have been cleared away.
 */
export async function likenessTo(first: Small, picturePath: string): Promise<number | null> {
  const frame = lumaOf(first)
  const reach = Math.max(2, Math.round(first.width * REACH_SHARE))
  try {
    const whole = await pictureIn(picturePath, first, 'fill')
    const cropped = await pictureIn(picturePath, first, 'cover')
    const found = [whole, cropped].map((picture) => alignedSimilarity(picture, frame, reach).value)
    return Math.min(1, Math.max(0, ...found))
  } catch {
    return null
  }
}

async function pictureIn(path: string, { width, height }: Small, fit: 'fill' | 'cover'): Promise<Luma> {
  const rgba = await sharp(path)
    .autoOrient()
    .flatten({ background: '#000' })
    .resize(width, height, { fit })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer()
  return lumaOf({ width, height, rgba })
}
