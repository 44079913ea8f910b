/** Owns the answer to "what is in this file": by its content, never by its name. */

import { isUtf8 } from 'node:buffer'
import { fileTypeFromBuffer } from 'file-type'

/** `format` is null when it is no picture; `found` says it in plain words either way. */
export type Content = { format: string | null; found: string }

/** Bytes that tell a format apart; more changes nothing. */
export const HEAD_BYTES = 64 * 1024

const PICTURES: Record<string, Content> = {
  jpg: { format: 'jpeg', found: 'JPEG' },
  png: { format: 'png', found: 'PNG' },
  apng: { format: 'png', found: 'PNG' },
  webp: { format: 'webp', found: 'WEBP' },
  gif: { format: 'gif', found: 'GIF' },
  heic: { format: 'heif', found: 'HEIC' },
  heif: { format: 'heif', found: 'HEIF' },
  avif: { format: 'avif', found: 'AVIF' },
  tif: { format: 'tiff', found: 'TIFF' },
}

/** Names a file's content from its beginning. */
export async function contentOf(head: Uint8Array): Promise<Content> {
  const type = await fileTypeFromBuffer(head).catch(() => undefined)
  if (type) {
    const known = PICTURES[type.ext]
    if (known) return known
    const found = type.ext.toUpperCase()
    if (type.mime === 'application/xml') return textOf(head)
    return type.mime.startsWith('image/')
      ? { format: type.ext, found }
      : { format: null, found: `${found} data` }
  }
  return isText(head) ? textOf(head) : { format: null, found: 'unknown data' }
}

function textOf(head: Uint8Array): Content {
  const text = new TextDecoder().decode(head)
  if (/<svg[\s>]/i.test(text)) return { format: 'svg', found: 'SVG' }
  if (/^\s*<(!doctype html|html|head|body)\b/i.test(text)) return { format: null, found: 'an HTML page' }
  return { format: null, found: /^\s*<\?xml/.test(text) ? 'XML' : 'plain text' }
}

/** The last bytes may be half a character, cut off with the rest of the file. */
function isText(head: Uint8Array): boolean {
  return !head.includes(0) && [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)))
}
