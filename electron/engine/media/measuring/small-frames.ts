/** Owns a clip's frames made small enough to be measured: in order, upright, with their container times. */

import { type VideoSample, VideoSampleSink } from 'mediabunny'
import { withClip } from '../open-clip.ts'
import { breathe, type Talk } from '../talk.ts'

/** Longest width of a small frame in px; smaller clips stay as they are. */
export const SMALL_WIDTH = 320

/** A picture of RGBA bytes, rows without gaps. */
export type Small = { width: number; height: number; rgba: Uint8Array }
export type SmallFrame = Small & {
  /** Seconds from the first frame. */
  at: number
  /** Seconds on screen, as the container says. */
  lasts: number
}

/**
 * Hands on every frame of a clip at a width of at most `maxWidth`. The bytes are used again for the next frame.
 * `use` says false when it has seen enough. @throws AppError `download-broken`, `disk-refused`, `given-up`
 */
export function eachSmallFrame(
  path: string,
  maxWidth: number,
  talk: Talk,
  use: (frame: SmallFrame) => boolean | undefined,
): Promise<void> {
  return withClip(path, async ({ video }) => {
    const width = await video.getDisplayWidth()
    const height = await video.getDisplayHeight()
    const size = sizeWithin(width, height, maxWidth)
    const first = await video.getFirstTimestamp()
    const rgba = new Uint8Array(size.width * size.height * 4)
    for await (const sample of new VideoSampleSink(video).samples()) {
      const { timestamp, duration } = sample
      await shrink(sample, size, rgba)
      if (use({ ...size, rgba, at: timestamp - first, lasts: duration }) === false) return
      await breathe(talk)
    }
  })
}

/** Even sides, as the scaler likes them. */
function sizeWithin(width: number, height: number, maxWidth: number) {
  const scale = Math.min(1, maxWidth / width)
  const even = (length: number) => Math.max(2, Math.round((length * scale) / 2) * 2)
  return { width: even(width), height: even(height) }
}

async function shrink(
  sample: VideoSample,
  size: { width: number; height: number },
  rgba: Uint8Array,
): Promise<void> {
  try {
    using small = await sample.transform({ ...size, fit: 'fill' })
    await small.copyTo(rgba, { format: 'RGBA' })
  } finally {
    sample.close()
  }
}
