/** Owns the one decode of a still: it proves that every pixel is there and makes the thumbnail on the way. */

import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { AppError } from '#shared/app-error.ts'

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

/** Decodes a picture; never throws for a bad one. @throws AppError `data-disk-refused` when the thumbnail cannot be written. */
export async function decode(bytes: Buffer, wish: DecodeWish): Promise<Decoded> {
  const outcome = await decodeTolerantly(bytes, wish)
  if ('kind' in outcome) return outcome
  if (wish.thumbnail && outcome.webp) await save(outcome.webp, wish.thumbnail)
  return { kind: 'whole', seeThrough: outcome.seeThrough }
}

type Small = { webp: Buffer | undefined; seeThrough: boolean }

async function decodeTolerantly(bytes: Buffer, wish: DecodeWish): Promise<Small | Decoded> {
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

async function attempt(bytes: Buffer, wish: DecodeWish, failOn: 'warning' | 'error'): Promise<Small> {
  const side = wish.maxSidePx ?? THUMBNAIL_SIDE_PX
  const small = sharp(bytes, { failOn, limitInputPixels: DECODE_MAX_PIXELS })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
  if (!wish.alpha) {
    const whole = await (wish.thumbnail ? webpOf(small) : small.raw().toBuffer())
    return { webp: wish.thumbnail ? whole : undefined, seeThrough: false }
  }
  const read = await small.toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const raw = { width: read.info.width, height: read.info.height, channels: 4 } as const
  const webp = wish.thumbnail ? await webpOf(sharp(read.data, { raw })) : undefined
  return { webp, seeThrough: hasSeeThrough(read.data) }
}

function webpOf(picture: Sharp): Promise<Buffer> {
  return picture.webp({ quality: 80, effort: 1 }).toBuffer()
}

function hasSeeThrough(rgba: Uint8Array): boolean {
  for (let at = 3; at < rgba.length; at += 4) if (rgba[at] !== 255) return true
  return false
}

/** Writes a thumbnail whole or not at all. */
async function save(webp: Buffer, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    await mkdir(dirname(target), { recursive: true })
    await writeFile(temporary, webp)
    await rename(temporary, target)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new AppError(
      'data-disk-refused',
      { detail: error instanceof Error ? error.message : target },
      { cause: error },
    )
  }
}
