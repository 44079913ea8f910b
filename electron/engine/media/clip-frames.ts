/** Owns single frames of a clip inside the media thread: as pictures, as a poster, and when each is shown. */

import { existsSync } from 'node:fs'
import { type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import sharp, { type Sharp } from 'sharp'
import type { FrameTimes, WhichFrame } from './frames.ts'
import { broken, withClip } from './open-clip.ts'
import { savePicture } from './picture.ts'
import { momentsOf } from './sheets/moving-pane.ts'

/** Saves a frame as PNG; see `saveFrame`. */
export async function writeFrame(clipPath: string, which: WhichFrame, target: string): Promise<void> {
  if (existsSync(target)) return
  const picture = await pictureOf(clipPath, which)
  await savePicture(picture.png({ compressionLevel: 6 }), target)
}

/** Saves the first frame as WEBP; see `makePoster`. */
export async function writePoster(clipPath: string, target: string, sidePx: number): Promise<void> {
  await saveSmall(await pictureOf(clipPath, 'first'), target, sidePx)
}

export type MiddlePictureWish = { clipPath: string; target: string; sidePx: number }

/** Saves the frame on screen half way through as WEBP; see `makeMiddlePicture`. */
export async function writeMiddlePicture({ clipPath, target, sidePx }: MiddlePictureWish): Promise<void> {
  await saveSmall(await pictureOf(clipPath, 'middle'), target, sidePx)
}

async function saveSmall(picture: Sharp, target: string, sidePx: number): Promise<void> {
  const small = picture.resize(sidePx, sidePx, { fit: 'inside', withoutEnlargement: true })
  await savePicture(small.webp({ quality: 82 }), target)
}

/** See `frameTimes`. */
export function readFrameTimes(clipPath: string): Promise<FrameTimes> {
  return withClip(clipPath, async (clip) => {
    const first = await clip.video.getFirstTimestamp()
    // As moments of a clock that begins with the file, not with its first frame.
    return momentsOf(clip, -first * 1000)
  })
}

/** A frame as a sharp picture, upright. */
function pictureOf(clipPath: string, which: WhichFrame | 'middle'): Promise<Sharp> {
  return withClip(clipPath, async ({ video }) => {
    const frame = await frameAt(video, which)
    try {
      return await pixelsOf(frame)
    } finally {
      frame.close()
    }
  })
}

async function frameAt(video: InputVideoTrack, which: WhichFrame | 'middle'): Promise<VideoSample> {
  const first = await video.getFirstTimestamp()
  const frame = await new VideoSampleSink(video).getSample(Math.max(first, await momentOf(video, which)))
  if (!frame) throw broken('the frame does not decode')
  return frame
}

/** Seconds of the container. */
async function momentOf(video: InputVideoTrack, which: WhichFrame | 'middle'): Promise<number> {
  if (which === 'last') return Number.POSITIVE_INFINITY
  const first = await video.getFirstTimestamp()
  if (which === 'first') return first
  return which === 'middle' ? (first + (await video.computeDuration())) / 2 : first + which.atMs / 1000
}

async function pixelsOf(frame: VideoSample): Promise<Sharp> {
  const pixels = new Uint8Array(frame.allocationSize({ format: 'RGBA' }))
  await frame.copyTo(pixels, { format: 'RGBA' })
  const { width, height } = frame.visibleRect
  const picture = sharp(pixels, { raw: { width, height, channels: 4 } }).removeAlpha()
  return frame.rotation === 0 ? picture : picture.rotate(frame.rotation)
}
