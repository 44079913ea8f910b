/** Owns the look at a still: its facts by content, read once, decoded once. */

import { hash } from 'node:crypto'
import { open, readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import sharp from 'sharp'
import { type Finding, finding } from '#shared/finding.ts'
import { contentOf, HEAD_BYTES } from './content.ts'
import { type Decoded, decode } from './decode.ts'
import type { StillFacts } from './facts.ts'

/** Larger files are only named, not read: ten times what the service takes. */
export const READ_MAX_BYTES = 200 * 1024 * 1024

/**
 * Facts of a file; a bad one is told by them, never thrown. With `thumbnailPath`, its thumbnail comes out of the same decode where it
 * decodes: upright, at most 512 px, WEBP. @throws AppError `data-disk-refused` when the thumbnail cannot be written.
 */
export async function inspect(path: string, thumbnailPath?: (sha256: string) => string): Promise<StillFacts> {
  const blank = blankFacts(path)
  try {
    const file = await stat(path)
    const known = { ...blank, bytes: file.size, modifiedAt: Math.round(file.mtimeMs) }
    if (!file.isFile()) return unreadable(path, 'it is no file')
    if (file.size === 0) return { ...known, found: 'nothing', problem: finding('empty') }
    return file.size > READ_MAX_BYTES
      ? await glance(known)
      : await study(known, await readFile(path), thumbnailPath)
  } catch (error) {
    const problem = problemOf(error)
    if (!problem) throw error
    return { ...blank, problem }
  }
}

/** Facts of a file at which the look itself went wrong. */
export function unreadable(path: string, detail: string): StillFacts {
  return { ...blankFacts(path), problem: finding('unreadable', { detail }) }
}

function blankFacts(path: string): StillFacts {
  const nothing = { bytes: null, sha256: null, format: null, width: null, height: null, space: null }
  const usual = { orientation: 1, pages: 1, hasAlpha: false, problem: null, modifiedAt: null }
  return { path, name: basename(path), found: 'unknown data', ...nothing, ...usual }
}

/** The file system's no as a finding; undefined for anything that is not about reading this file. */
function problemOf(error: unknown): Finding | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException
  if (!code || !['stat', 'open', 'read', 'fstat'].includes(syscall ?? '')) return undefined
  // Too many open files say nothing about this one.
  if (code === 'EMFILE' || code === 'ENFILE') return undefined
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? finding('missing')
    : finding('unreadable', { detail: code })
}

/** A file too large to be read: its kind and its sides, from its beginning. */
async function glance(known: StillFacts): Promise<StillFacts> {
  const handle = await open(known.path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const content = await contentOf(buffer.subarray(0, bytesRead))
    const facts = { ...known, ...content, ...(content.format ? await sidesOf(known.path) : {}) }
    return content.format ? facts : { ...facts, problem: finding('not-a-picture', { found: content.found }) }
  } finally {
    await handle.close()
  }
}

async function study(
  known: StillFacts,
  bytes: Buffer,
  thumbnailPath: ((sha256: string) => string) | undefined,
): Promise<StillFacts> {
  const content = await contentOf(bytes.subarray(0, HEAD_BYTES))
  const sha256 = hash('sha256', bytes)
  const facts = { ...known, ...content, sha256, bytes: bytes.length }
  if (!content.format) return { ...facts, problem: finding('not-a-picture', { found: content.found }) }
  const sides = await sidesOf(bytes)
  const decoded = await decode(bytes, {
    alpha: sides?.hasAlpha ?? false,
    ...(thumbnailPath ? { thumbnail: thumbnailPath(sha256) } : {}),
  })
  const whole = { ...facts, ...sides, pages: Math.max(sides?.pages ?? 1, framesOfPng(bytes)) }
  return { ...whole, ...verdictOf(decoded, content.format) }
}

/** A format that is refused anyway is not blamed for failing to decode: sharp knows only some of them. */
function verdictOf(decoded: Decoded, format: string): Pick<StillFacts, 'hasAlpha' | 'problem'> {
  if (decoded.kind === 'whole') return { hasAlpha: decoded.seeThrough, problem: null }
  const isOurs = ['jpeg', 'png', 'webp'].includes(format)
  return { hasAlpha: false, problem: isOurs ? finding('damaged', { detail: decoded.detail }) : null }
}

type Sides = Pick<StillFacts, 'width' | 'height' | 'orientation' | 'pages' | 'hasAlpha' | 'space'>

async function sidesOf(input: Buffer | string): Promise<Sides | undefined> {
  try {
    const read = await sharp(input, { failOn: 'none', limitInputPixels: false }).metadata()
    return {
      width: read.autoOrient.width,
      height: read.autoOrient.height,
      orientation: read.orientation ?? 1,
      pages: read.pages ?? 1,
      hasAlpha: read.hasAlpha,
      space: read.space,
    }
  } catch {
    return undefined
  }
}

/** Frames an animated PNG announces; the decoder sees its first alone. */
function framesOfPng(bytes: Buffer): number {
  const isPng = bytes.subarray(1, 4).toString('latin1') === 'PNG'
  const at = isPng ? bytes.subarray(0, HEAD_BYTES).indexOf('acTL') : -1
  return at < 0 || at + 8 > bytes.length ? 1 : bytes.readUInt32BE(at + 4)
}
