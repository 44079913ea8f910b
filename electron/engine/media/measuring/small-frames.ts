/** Owns a clip's frames made small enough to be measured: in order, upright, with their container times. */

import { type VideoSample, VideoSampleSink } from 'mediabunny'
import { withClip } from '../open-clip.ts'
import { breathe, type Talk } from '../talk.ts'
import { PlaneShrinker } from './plane-shrinker.ts'

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
    const factor = Math.max(1, Math.ceil(width / maxWidth))
    const size = { width: evenPart(width, factor), height: evenPart(height, factor) }
    const first = await video.getFirstTimestamp()
    const rgba = new Uint8Array(size.width * size.height * 4)
    const planes = new PlaneShrinker(size, factor)
    for await (const sample of new VideoSampleSink(video).samples()) {
      const { timestamp, duration } = sample
      try {
        if (planes.fits(sample)) await planes.shrink(sample, rgba)
        else await shrink(sample, size, rgba)
      } finally {
        sample.close()
      }
      if (use({ ...size, rgba, at: timestamp - first, lasts: duration }) === false) return
      await breathe(talk)
    }
  })
}

/** Even, as the scaler likes it. */
function evenPart(length: number, factor: number): number {
  return Math.max(2, Math.floor(length / factor / 2) * 2)
}

/** Any format, turned upright. */
async function shrink(
  sample: VideoSample,
  size: { width: number; height: number },
  rgba: Uint8Array,
): Promise<void> {
  using small = await sample.transform({ ...size, fit: 'fill' })
  await small.copyTo(rgba, { format: 'RGBA' })
}
