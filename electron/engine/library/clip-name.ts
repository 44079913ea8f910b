/** Owns the names of clips: readable, the same on every system, never used twice. */

import sanitize from 'sanitize-filename'
import { AppError } from '#shared/app-error.ts'

export type ClipNameParts = { stillName: string; take: number; seed: number }

/** Longest name with its extension, in UTF-8 bytes; sidecar, poster and `.part` names derived from it fit any file system. */
export const CLIP_NAME_MAX_BYTES = 120

const ATTEMPTS_MAX = 10_000
/** Names Windows keeps for devices, alone or before a dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i

/**
 * `bamboo-forest_t01_s7.mp4`, then `…_t01_s7-2.mp4` and so on while `taken` says yes. `taken` should compare by
 * {@link nameKey}: two names that differ in case are one file on most systems.
 * @throws AppError `bug` when 10,000 names are taken.
 */
export function clipName(
  { stillName, take, seed }: ClipNameParts,
  taken: (candidate: string) => boolean,
): string {
  const suffix = `_t${String(take).padStart(2, '0')}_s${seed}`
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
    const ending = `${suffix}${attempt === 1 ? '' : `-${attempt}`}.mp4`
    const candidate = stemOf(stillName, CLIP_NAME_MAX_BYTES - Buffer.byteLength(ending)) + ending
    if (!taken(candidate)) return candidate
  }
  throw new AppError('bug', { detail: `no free clip name for “${stillName}”` })
}

/** What two names share when they would be one file somewhere. */
export function nameKey(name: string): string {
  return name.normalize('NFC').toLowerCase().normalize('NFC')
}

/** A name without its extension as a file may be called on every system, cut to so many bytes. */
export function stemOf(stillName: string, maxBytes: number): string {
  const written = stillName
    .replace(/\.[^./\\]{1,5}$/, '')
    .toWellFormed()
    .normalize('NFC')
    // Invisible characters, among them those that turn the reading direction and hide an extension.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[.\s]+$/, '')
  const safe = sanitize(`_${written}`, { replacement: '-' })
    .slice(1)
    .replace(/^[.\s-]+/, '')
  const whole = cut(DEVICE.test(safe) ? `_${safe}` : safe, maxBytes).replace(/[.\s]+$/, '')
  return whole || 'still'
}

/** Cuts between characters as people see them. */
function cut(text: string, maxBytes: number): string {
  let kept = ''
  let bytes = 0
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    bytes += Buffer.byteLength(segment)
    if (bytes > maxBytes) return kept
    kept += segment
  }
  return kept
}
