/** Owns the look at fetched media: real format, size in pixels, ratio and length, against the documented limits. */

import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import sharp from 'sharp'
import { FIRST_FRAME_LIMITS, type ModelFacts, REFERENCE_LIMITS } from '#shared/happyhorse.ts'
import type { Fetched } from './media-fetch.ts'
import { MEDIA_REFUSALS, refuse } from './refusal.ts'
import type { MediaRef } from './rules.ts'

const MIME: Record<(typeof FIRST_FRAME_LIMITS)['formats'][number], string> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
}

/** Source: happyhorse-video-edit-api-reference, read 2026-11-22. */
export const VIDEO_LIMITS = {
  maxBytes: 100 * 1024 * 1024,
  minShortSidePx: 360,
  maxLongSidePx: 4096,
  seconds: { min: 3, max: 60 },
  fps: { min: 8, max: 60 },
  /** Longer inputs are cut to their first seconds. */
  usedSeconds: 15,
} as const

/** Refuses what the service would: throws RefusalError; resolves when the image is good. */
export async function checkImage(
  { bytes, claimedType }: Fetched,
  ref: MediaRef,
  model: ModelFacts,
): Promise<void> {
  const image = sharp(bytes, { failOn: 'error' })
  const facts = await image.metadata().catch(() => refuse(MEDIA_REFUSALS.badFormat))
  const format = FIRST_FRAME_LIMITS.formats.find((known) => known === facts.format)
  if (!format || (claimedType !== undefined && claimedType !== MIME[format])) refuse(MEDIA_REFUSALS.badFormat)
  const { width, height } = facts.autoOrient
  const isR2v = model.task === 'r2v'
  const minSide = minSideOf(ref, isR2v)
  if (Math.min(width, height) < minSide) refuse(MEDIA_REFUSALS.tooSmall(minSide))
  // No ratio is stated for reference-to-video images.
  if (!isR2v && !isRatioGood(width / height)) refuse(MEDIA_REFUSALS.badRatio)
  // Every byte is decoded, at a size that costs little memory: a broken tail must be found here.
  await image
    .resize(64)
    .raw()
    .toBuffer()
    .catch(() => refuse(MEDIA_REFUSALS.undecodable))
}

/** Facts of an edit's input video. */
export type VideoFacts = { width: number; height: number; seconds: number }

/** Refuses as the service would, or gives the video's size after rotation (px) and its length (s). */
export async function checkVideo(bytes: Buffer): Promise<VideoFacts> {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) return refuse(MEDIA_REFUSALS.badVideo)
    const [seconds, stats] = [await track.computeDuration(), await track.computePacketStats()]
    const { displayWidth: width, displayHeight: height } = track
    const fps = stats.averagePacketRate
    if (Math.min(width, height) < VIDEO_LIMITS.minShortSidePx) refuse(MEDIA_REFUSALS.badVideoSize)
    if (Math.max(width, height) > VIDEO_LIMITS.maxLongSidePx) refuse(MEDIA_REFUSALS.badVideoSize)
    if (!isRatioGood(width / height)) refuse(MEDIA_REFUSALS.badRatio)
    if (!isWithin(seconds, VIDEO_LIMITS.seconds)) refuse(MEDIA_REFUSALS.badVideoLength)
    if (!isWithin(fps, VIDEO_LIMITS.fps)) refuse(MEDIA_REFUSALS.badVideoFps)
    return { width, height, seconds }
  } catch (error) {
    if (error instanceof Error && error.name === 'RefusalError') throw error
    return refuse(MEDIA_REFUSALS.badVideo)
  } finally {
    input.dispose()
  }
}

function minSideOf(ref: MediaRef, isR2v: boolean): number {
  if (ref.type === 'first_frame') return FIRST_FRAME_LIMITS.minSidePx
  return isR2v ? REFERENCE_LIMITS.r2vMinSidePx : REFERENCE_LIMITS.editMinSidePx
}

/** A hair of slack: containers round lengths and rates. */
function isWithin(value: number, { min, max }: { min: number; max: number }): boolean {
  return value >= min - 0.05 && value <= max + 0.05
}

function isRatioGood(ratio: number): boolean {
  return ratio >= FIRST_FRAME_LIMITS.minRatio && ratio <= FIRST_FRAME_LIMITS.maxRatio
}
