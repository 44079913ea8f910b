/** Owns what preflight learns about a still. */

import type { Finding } from '#shared/finding.ts'

/** Facts of one file, taken from its content. */
export type StillFacts = {
  path: string
  name: string
  /** Null when the file cannot be reached. */
  bytes: number | null
  /** Hex; null when the file was not read to its end. */
  sha256: string | null
  /** `jpeg`, `png`, `webp`, `gif`, `heif`, `avif`, `bmp`, `tiff`, `svg` …; null when the content is no picture. */
  format: string | null
  /** What the content is, in plain words: `JPEG`, `HEIC`, `plain text`, `PDF data` … */
  found: string
  /** Pixels after EXIF orientation; null when unknown. */
  width: number | null
  height: number | null
  /** EXIF orientation, 1 to 8; 1 is upright. */
  orientation: number
  pages: number
  /** True when some pixel is see-through; an alpha channel that hides nothing does not count. */
  hasAlpha: boolean
  /** Colour space as libvips names it: `srgb`, `cmyk`, `b-w` … */
  space: string | null
  /** Why no pixel can be had: missing, unreadable, empty, not-a-picture, damaged. */
  problem: Finding | null
  /** Epoch ms. */
  modifiedAt: number | null
}
