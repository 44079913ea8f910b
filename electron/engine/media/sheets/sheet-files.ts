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
import { AppError } from '#shared/app-error.ts'
import { withClip } from '../open-clip.ts'
import { savePicture } from '../picture.ts'
import { breathe, type Talk } from '../talk.ts'
import { onDisk } from './refused.ts'
import { SheetPainter } from './sheet-painter.ts'
import { isLarge, KEEPING_SHARE, panesAt, type Surveyed, survey, withPanes } from './sheet-panes.ts'
import { PICTURE_MOST, planSheet, type SheetWish } from './sheet-plan.ts'
import { WARNING_SECONDS, warningCard } from './warning-card.ts'

/** No two frames of a sheet are closer: clips of 24 and 30 frames/s each keep their own times, within this. */
const CLOSEST_SECONDS = 1 / 120
const SOUND_BITRATE = 128_000

export type SheetVideoWish = { sheet: SheetWish; target: string }
export type SheetPictureWish = { sheet: SheetWish; target: string; atMs: number }

/**
 * Writes an H.264 MP4 to `target`. Every frame of every clip is there at its own time; a clip that is over keeps its last
 * one. @throws AppError `download-broken`, `disk-refused`, `export-refused`, `given-up`
 */
export async function writeSheetVideo({ sheet, target }: SheetVideoWish, talk: Talk): Promise<void> {
  const clips = await survey(sheet)
  const moments = momentsOfAll(clips)
  const plan = planSheet(
    sheet,
    clips.map((clip) => clip?.size ?? null),
  )
  const keeping = { moments, keptAt: `${target}.frames`, talk }
  await withPanes(sheet, plan, keeping, (panes) =>
    withSound(sheet, async (sound) => {
      const painter = await SheetPainter.open(sheet, plan, panes)
      const format = new Mp4OutputFormat({ fastStart: 'in-memory' })
      const output = new Output({ format, target: new FilePathTarget(target) })
      try {
        await write(output, {
          sheet,
          painter,
          moments,
          sound,
          talk: isLarge(sheet) ? secondHalf(talk) : talk,
        })
      } catch (thrown) {
        await output.cancel().catch(() => {})
        throw thrown
      }
    }),
  )
}

/** What is told once all clips are small. */
function secondHalf({ signal, tell }: Talk): Talk {
  return { signal, tell: (share) => tell(KEEPING_SHARE + share * (1 - KEEPING_SHARE)) }
}

type Writing = {
  sheet: SheetWish
  painter: SheetPainter
  moments: readonly number[]
  sound: Sound | undefined
  talk: Talk
}

async function write(output: Output, writing: Writing): Promise<void> {
  const { sheet, moments, sound, talk } = writing
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality('high') })
  output.addVideoTrack(video)
  if (sound) output.addAudioTrack(sound.source)
  await onDisk(() => output.start())
  const end = moments.at(-1) ?? 0
  const from = sheet.warning ? WARNING_SECONDS : 0
  // What goes wrong with one must not leave the other waiting for it.
  const added = await Promise.allSettled([
    addFrames(video, writing, from),
    sound ? addSound(sound, { from, end }, talk) : undefined,
  ])
  const failed = added.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  await onDisk(() => output.finalize())
}

/** Seconds of all frames of a sheet in order, and at last its end. */
function momentsOfAll(clips: readonly (Surveyed | null)[]): number[] {
  const end = Math.max(...clips.map((one) => one?.end ?? 0))
  const wanted = clips.flatMap((one) => one?.at ?? []).filter((at) => at > 0 && at < end - CLOSEST_SECONDS)
  const moments = [0]
  for (const at of wanted.toSorted((a, b) => a - b)) {
    if (at - (moments.at(-1) as number) >= CLOSEST_SECONDS - 1e-6) moments.push(at)
  }
  return [...moments, Math.max(end, CLOSEST_SECONDS)]
}

/** The sheet's clock begins at second `from` of the video, behind the warning. */
async function addFrames(
  video: VideoSampleSource,
  { sheet, painter, moments, talk }: Writing,
  from: number,
): Promise<void> {
  const { width, height } = painter.plan.size
  const add = async (rgba: Uint8Array, timestamp: number, duration: number, keyFrame?: boolean) => {
    const shape = { format: 'RGBA', codedWidth: width, codedHeight: height } as const
    using sample = new VideoSample(rgba, { ...shape, timestamp, duration })
    await video.add(sample, keyFrame ? { keyFrame } : {})
  }
  if (sheet.warning) {
    const card = await warningCard(painter.plan.size, sheet.warning)
    for (let second = 0; second < from; second += 1) await add(card, second, 1)
  }
  for (const [at, moment] of moments.slice(0, -1).entries()) {
    await painter.paint(moment)
    const duration = (moments[at + 1] as number) - moment
    await add(painter.canvas, from + moment, duration, at === 0)
    talk.tell((at + 1) / moments.length)
    await breathe(talk)
  }
  video.close()
}

type Sound = { source: AudioSampleSource; sink: AudioSampleSink; shift: number }

/** Hands on undefined when no cell is heard, or it has no sound. */
async function withSound(
  { soundOf, cells }: SheetWish,
  use: (sound: Sound | undefined) => Promise<void>,
): Promise<void> {
  const cell = soundOf === null ? null : cells[soundOf]
  if (!cell) return use(undefined)
  await withClip(cell.path, async ({ input, video }) => {
    const track = await input.getPrimaryAudioTrack()
    if (!track) return use(undefined)
    const source = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: SOUND_BITRATE }) })
    const shift = -(await video.getFirstTimestamp()) - cell.aheadMs / 1000
    await use({ source, sink: new AudioSampleSink(track), shift })
  })
}

async function addSound(
  { source, sink, shift }: Sound,
  { from, end }: { from: number; end: number },
  talk: Talk,
): Promise<void> {
  for await (const sample of sink.samples()) {
    using heard = sample
    const at = heard.timestamp + shift
    if (at < 0 || at >= end) continue
    heard.setTimestamp(from + at)
    await source.add(heard)
    if (talk.signal.aborted) throw new AppError('given-up')
  }
  source.close()
}

/** Saves the sheet as it is at a moment of its clock as PNG. @throws AppError `download-broken`, `disk-refused` */
export async function writeSheetPicture({ sheet, target, atMs }: SheetPictureWish): Promise<void> {
  const clips = await survey(sheet)
  const sizes = clips.map((clip) => clip?.size ?? null)
  const plan = planSheet(sheet, sizes, PICTURE_MOST)
  const panes = await panesAt(sheet, plan, atMs / 1000)
  const painter = await SheetPainter.open(sheet, plan, panes)
  await painter.paint(atMs / 1000, 0.5)
  const picture = sharp(painter.canvas, { raw: { ...plan.size, channels: 4 } }).removeAlpha()
  await savePicture(picture.png({ compressionLevel: 6 }), target)
}
