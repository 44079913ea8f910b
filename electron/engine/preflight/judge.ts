/** Owns the rules: facts of a still in, findings out, the gravest first. Pure. */

import { extname } from 'node:path'
import { type Finding, finding } from '#shared/finding.ts'
import { FIRST_FRAME_LIMITS } from '#shared/happyhorse.ts'
import type { StillFacts } from './facts.ts'

const { minSidePx, minRatio, maxRatio, maxBytes, formats } = FIRST_FRAME_LIMITS
const MEGABYTE = 1024 * 1024

/** Colour spaces every decoder reads alike. */
const PLAIN_SPACES = ['srgb', 'rgb', 'rgb16', 'scrgb', 'b-w', 'grey16']

const EXTENSIONS: Record<string, readonly string[]> = {
  jpeg: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  png: ['.png', '.apng'],
  webp: ['.webp'],
}

/** Everything to be said about a still. */
export function judge(facts: StillFacts): Finding[] {
  const all = [
    facts.problem,
    formatRule(facts),
    weightRule(facts),
    sizeRule(facts),
    ratioRule(facts),
    ...(facts.problem ? [] : remarks(facts)),
  ]
  return all.filter((one) => one !== null)
}

function formatRule({ format, found, problem }: StillFacts): Finding | null {
  const isTaken = (formats as readonly string[]).includes(format ?? '')
  return problem || isTaken ? null : finding('wrong-format', { found })
}

function weightRule({ bytes }: StillFacts): Finding | null {
  if (bytes === null || bytes <= maxBytes) return null
  return finding('too-heavy', { megabytes: above(bytes / MEGABYTE, 1), limit: maxBytes / MEGABYTE })
}

function sizeRule({ width, height }: StillFacts): Finding | null {
  if (width === null || height === null || Math.min(width, height) >= minSidePx) return null
  return finding('too-small', { width, height, limit: minSidePx })
}

function ratioRule({ width, height }: StillFacts): Finding | null {
  if (width === null || height === null) return null
  const tallest = 1 / minRatio
  if (height > width * tallest) {
    return finding('too-tall', { ratio: above(height / width, 2), limit: tallest, width, height })
  }
  if (width > height * maxRatio) {
    return finding('too-wide', { ratio: above(width / height, 2), limit: maxRatio, width, height })
  }
  return null
}

/** Rounded up, so that a value just over a limit never reads as the limit itself. */
function above(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.ceil(value * scale - 1e-9) / scale
}

function remarks(facts: StillFacts): (Finding | null)[] {
  const { format, found, orientation, pages, hasAlpha, space, name } = facts
  const extension = extname(name).toLowerCase()
  const expected = EXTENSIONS[format ?? '']
  const isMisleading = expected !== undefined && extension !== '' && !expected.includes(extension)
  return [
    pages > 1 ? finding('animated', { pages }) : null,
    hasAlpha ? finding('transparent') : null,
    space !== null && !PLAIN_SPACES.includes(space)
      ? finding('other-colours', { found: space.toUpperCase() })
      : null,
    isMisleading ? finding('misleading-name', { extension, found }) : null,
    orientation !== 1 ? finding('sideways', { orientation }) : null,
  ]
}

/** True when a still may be sent as its own bytes: upright, one page, colours every decoder reads alike. */
export function isReady({ orientation, pages, space }: StillFacts): boolean {
  return orientation === 1 && pages === 1 && space !== null && PLAIN_SPACES.includes(space)
}
