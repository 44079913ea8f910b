/** Owns the first frame: the prepared image that is actually sent, known by its hash. */

import { hash, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { AppError, reasonOf } from '#shared/app-error.ts'
import { FIRST_FRAME_LIMITS } from '#shared/happyhorse.ts'
import { DECODE_MAX_PIXELS } from './decode.ts'
import type { StillFacts } from './facts.ts'
import { isReady } from './judge.ts'

export type FirstFrame = {
  path: string
  sha256: string
  bytes: number
  mime: 'image/jpeg' | 'image/png' | 'image/webp'
}

type Format = (typeof FIRST_FRAME_LIMITS.formats)[number]
type Picture = { bytes: Buffer; format: Format }

const EXTENSIONS: Record<Format, string> = { jpeg: 'jpg', png: 'png', webp: 'webp' }
/** Tried in turn until the picture is light enough; the first is hardly to be told from the original. */
const QUALITIES = [95, 90, 85, 80]

/**
 * Makes the first frame of a still that passed: its own bytes where they are ready, else turned upright, in sRGB,
 * first page only, without its metadata. The still is never touched.
 * @throws AppError `still-blocked` when the file is gone or another one than was inspected, `data-disk-refused`.
 */
export async function prepare(facts: StillFacts, folder: string): Promise<FirstFrame> {
  const original = await readAsInspected(facts)
  const { bytes, format } = isReady(facts) ? original : await redraw(original)
  const sha256 = hash('sha256', bytes)
  const path = join(folder, `${sha256}.${EXTENSIONS[format]}`)
  await saveOnce(path, bytes, folder)
  return { path, sha256, bytes: bytes.length, mime: `image/${format}` }
}

async function readAsInspected(facts: StillFacts): Promise<Picture> {
  const format = FIRST_FRAME_LIMITS.formats.find((one) => one === facts.format)
  if (facts.problem || !format) throw blocked('It did not pass preflight.')
  const bytes = await readFile(facts.path).catch((error: unknown) => {
    throw blocked(`The file cannot be read any more: ${reasonOf(error)}`)
  })
  if (hash('sha256', bytes) !== facts.sha256) throw blocked('The file has changed since it was checked.')
  return { bytes, format }
}

function blocked(detail: string): AppError {
  return new AppError('still-blocked', { detail })
}

async function redraw({ bytes, format }: Picture): Promise<Picture> {
  const upright = sharp(bytes, { failOn: 'none', limitInputPixels: DECODE_MAX_PIXELS })
    .autoOrient()
    .toColourspace('srgb')
  if (format === 'png') {
    const redrawn = await upright.clone().png().toBuffer()
    if (redrawn.length <= FIRST_FRAME_LIMITS.maxBytes) return { bytes: redrawn, format }
  }
  const lossy = format === 'jpeg' ? 'jpeg' : 'webp'
  for (const quality of QUALITIES) {
    const redrawn = await (lossy === 'jpeg'
      ? upright.clone().jpeg({ quality, chromaSubsampling: '4:4:4' })
      : upright.clone().webp({ quality, smartSubsample: true })
    ).toBuffer()
    if (redrawn.length <= FIRST_FRAME_LIMITS.maxBytes) return { bytes: redrawn, format: lossy }
  }
  throw blocked('Turned upright it is heavier than the service takes.')
}

/** Named by its content: what is there already is the same. */
async function saveOnce(path: string, bytes: Buffer, folder: string): Promise<void> {
  const there = await stat(path).catch(() => undefined)
  if (there?.size === bytes.length) return
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(temporary, bytes, { flush: true })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new AppError(
      'data-disk-refused',
      { detail: error instanceof Error ? error.message : path },
      { cause: error },
    )
  }
}
