/** Owns the one decode of a still: it proves that every pixel is there and makes the thumbnail on the way. */

import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp, { type Sharp } from 'sharp'

/** Pixels decoded at most, 268 megapixels: a few kB can claim to be a picture that fills the memory. */
export const DECODE_MAX_PIXELS = 16_383 * 16_383

/** Longest side of a thumbnail in px. */
export const THUMBNAIL_SIDE_PX = 512

/** `detail` says in plain words what is wrong. */
export type Decoded = { kind: 'whole'; seeThrough: boolean } | { kind: 'damaged'; detail: string }

export type DecodeWish = {
  /** Has an alpha channel, so that see-through pixels are looked for. */
  alpha: boolean
  /** Where the thumbnail goes; none is made when left out. */
  thumbnail?: string
  maxSidePx?: number
}

/** Decodes a picture; never throws for a bad one. */
export async function decode(bytes: Buffer, wish: DecodeWish): Promise<Decoded> {
  try {
    return await attempt(bytes, wish, 'warning')
  } catch (strict) {
    const words = String(strict instanceof Error ? strict.message : strict)
    if (MEANS_LOSS.test(words)) return { kind: 'damaged', detail: inPlainWords(words, bytes) }
    try {
      // Some warnings harm no pixel, such as stray bytes between two parts or an odd colour profile.
      return await attempt(bytes, wish, 'error')
    } catch (error) {
      return { kind: 'damaged', detail: inPlainWords(error instanceof Error ? error.message : words, bytes) }
    }
  }
}

const TOO_EARLY = /premature end|read error|not enough data|unable to parse|unexpected end|truncated/i
const MEANS_LOSS = new RegExp(
  `${TOO_EARLY.source}|bad huffman|bad adaptive filter|crc error|pixel limit`,
  'i',
)

function inPlainWords(message: string, bytes: Buffer): string {
  const raw =
    message.split('\n')[0]?.replace(/^Warning treated as error due to failOn setting$/, '') || 'unreadable'
  if (/pixel limit/i.test(message)) {
    return `it claims more than ${Math.floor(DECODE_MAX_PIXELS / 1e6)} megapixels, the most that is decoded`
  }
  return TOO_EARLY.test(message)
    ? `it ends too early, after ${bytes.length} bytes`
    : `it does not decode (${raw})`
}

async function attempt(bytes: Buffer, wish: DecodeWish, failOn: 'warning' | 'error'): Promise<Decoded> {
  const side = wish.maxSidePx ?? THUMBNAIL_SIDE_PX
  const small = sharp(bytes, { failOn, limitInputPixels: DECODE_MAX_PIXELS })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
  if (!wish.alpha) {
    await (wish.thumbnail ? save(small, wish.thumbnail) : small.raw().toBuffer())
    return { kind: 'whole', seeThrough: false }
  }
  const { data, info } = await small
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  if (wish.thumbnail) {
    const raw = { width: info.width, height: info.height, channels: 4 } as const
    await save(sharp(data, { raw }), wish.thumbnail)
  }
  return { kind: 'whole', seeThrough: hasSeeThrough(data) }
}

function hasSeeThrough(rgba: Uint8Array): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true
  return false
}

/** Writes a thumbnail whole or not at all. */
async function save(picture: Sharp, target: string): Promise<void> {
  const bytes = await picture.webp({ quality: 80, effort: 1 }).toBuffer()
  const temporary = `${target}.${randomUUID()}.tmp`
  await mkdir(dirname(target), { recursive: true })
  try {
    await writeFile(temporary, bytes)
    await rename(temporary, target)
  } finally {
    await rm(temporary, { force: true })
  }
}
