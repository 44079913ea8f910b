/** Owns sheets as files, inside the media thread: a video of all clips on one clock, or a picture of one moment. */

import {
  AudioSampleSink,
  AudioSampleSource,
  FilePathTarget,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny'
import sharp from 'sharp'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { OpenClip } from '../open-clip.ts'
import { savePicture } from '../picture.ts'
import { breathe, type Talk } from '../talk.ts'
import { momentsOf } from './moving-pane.ts'
import { SheetPainter, withClips } from './sheet-painter.ts'
import type { SheetWish } from './sheet-plan.ts'

/** No two frames of a sheet are closer: clips of 24 and 30 frames/s each keep their own times, within this. */
const CLOSEST_SECONDS = 1 / 120
const SOUND_BITRATE = 128_000

export type SheetVideoWish = { sheet: SheetWish; target: string }
export type SheetPictureWish = { sheet: SheetWish; target: string; atMs: number }

/**
 * Writes an H.264 MP4 to `target`. Every frame of every clip is there at its own time; a clip that is over keeps its last
 * one. @throws AppError `download-broken`, `disk-refused`, `given-up`
 */
export function writeSheetVideo({ sheet, target }: SheetVideoWish, talk: Talk): Promise<void> {
  return withClips(sheet, async (clips) => {
    const painter = await SheetPainter.open(sheet, clips)
    const output = new Output({
      format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
      target: new FilePathTarget(target),
    })
    try {
      await write(output, painter, sheet, clips, talk)
    } catch (thrown) {
      await output.cancel().catch(() => {})
      throw thrown
    } finally {
      await painter.close()
    }
  })
}

async function write(
  output: Output,
  painter: SheetPainter,
  sheet: SheetWish,
  clips: readonly (OpenClip | null)[],
  talk: Talk,
): Promise<void> {
  const moments = await momentsOfAll(sheet, clips)
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality('high') })
  output.addVideoTrack(video)
  const sound = await soundOf(sheet, clips)
  if (sound) output.addAudioTrack(sound.source)
  await onDisk(() => output.start())
  const end = moments.at(-1) ?? 0
  // What goes wrong with one must not leave the other waiting for it.
  const added = await Promise.allSettled([
    addFrames(video, painter, moments, talk),
    sound ? addSound(sound, end, talk) : undefined,
  ])
  const failed = added.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  await onDisk(() => output.finalize())
}

/** Seconds of all frames of a sheet in order, and at last its end. */
async function momentsOfAll(sheet: SheetWish, clips: readonly (OpenClip | null)[]): Promise<number[]> {
  const all = await Promise.all(
    clips.map((clip, at) => (clip ? momentsOf(clip, sheet.cells[at]?.aheadMs ?? 0) : { at: [], end: 0 })),
  )
  const end = Math.max(...all.map((one) => one.end))
  const wanted = all.flatMap(({ at }) => at).filter((at) => at > 0 && at < end - CLOSEST_SECONDS)
  const moments = [0]
  for (const at of wanted.toSorted((a, b) => a - b)) {
    if (at - (moments.at(-1) as number) >= CLOSEST_SECONDS - 1e-6) moments.push(at)
  }
  return [...moments, Math.max(end, CLOSEST_SECONDS)]
}

async function addFrames(
  video: VideoSampleSource,
  painter: SheetPainter,
  moments: readonly number[],
  talk: Talk,
): Promise<void> {
  const { width, height } = painter.plan.size
  for (const [at, timestamp] of moments.slice(0, -1).entries()) {
    await painter.paint(timestamp)
    const duration = (moments[at + 1] as number) - timestamp
    const shape = { format: 'RGBA', codedWidth: width, codedHeight: height } as const
    using sample = new VideoSample(painter.canvas, { ...shape, timestamp, duration })
    await video.add(sample)
    talk.tell((at + 1) / moments.length)
    await breathe(talk)
  }
  video.close()
}

type Sound = { source: AudioSampleSource; sink: AudioSampleSink; shift: number }

/** Undefined when no cell is heard, or it has no sound. */
async function soundOf(sheet: SheetWish, clips: readonly (OpenClip | null)[]): Promise<Sound | undefined> {
  const clip = sheet.soundOf === null ? null : clips[sheet.soundOf]
  const track = await clip?.input.getPrimaryAudioTrack()
  if (!clip || !track) return undefined
  const start = await clip.video.getFirstTimestamp()
  const ahead = (sheet.cells[sheet.soundOf ?? 0]?.aheadMs ?? 0) / 1000
  const source = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: SOUND_BITRATE }) })
  return { source, sink: new AudioSampleSink(track), shift: -start - ahead }
}

async function addSound({ source, sink, shift }: Sound, end: number, talk: Talk): Promise<void> {
  for await (const sample of sink.samples()) {
    using heard = sample
    const at = heard.timestamp + shift
    if (at < 0 || at >= end) continue
    heard.setTimestamp(at)
    await source.add(heard)
    if (talk.signal.aborted) throw new AppError('given-up')
  }
  source.close()
}

/** Saves the sheet as it is at a moment of its clock as PNG. @throws AppError `download-broken`, `disk-refused` */
export function writeSheetPicture({ sheet, target, atMs }: SheetPictureWish): Promise<void> {
  return withClips(sheet, async (clips) => {
    const painter = await SheetPainter.open(sheet, clips)
    try {
      await painter.paint(atMs / 1000, 0.5)
    } finally {
      await painter.close()
    }
    const raw = { ...painter.plan.size, channels: 4 } as const
    const picture = sharp(painter.canvas, { raw }).removeAlpha().png({ compressionLevel: 6 })
    await savePicture(picture, target)
  })
}

/** The container's own failures are the disk's. */
async function onDisk(step: () => Promise<void>): Promise<void> {
  try {
    await step()
  } catch (error) {
    if (error instanceof AppError) throw error
    const detail = reasonOf(error)
    throw new AppError('export-refused', { detail }, { cause: error })
  }
}
