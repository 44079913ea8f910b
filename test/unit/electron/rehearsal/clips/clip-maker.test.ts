/** Owns that clips are real: right container, right picture, right sound, alive, marked, and different by seed. */

import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClipMaker, type ClipRequest, openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import {
  frameAt,
  loudness,
  meanAbsDifference,
  type Picture,
  probeClip,
  topBoxes,
} from '#test/support/media/clip-facts.ts'
import { drawPhoto } from '#test/support/media/photo.ts'

let maker: ClipMaker
let photo: Buffer
/** `other` is of another seed and without the watermark. */
let clips: Record<'take' | 'rerun' | 'other', Uint8Array>

function request(change: Partial<ClipRequest> = {}): ClipRequest {
  return {
    task: 'i2v',
    firstFrame: photo,
    prompt: 'mist, push in',
    seed: 1,
    durationSeconds: 3,
    tier: 480,
    watermark: true,
    ...change,
  }
}

beforeAll(async () => {
  maker = openClipMaker({ workers: 2 })
  photo = await drawPhoto({ width: 768, height: 512, seed: 5 })
  const [take, rerun, other] = await Promise.all([
    maker.make(request()),
    maker.make(request()),
    maker.make(request({ seed: 2, watermark: false })),
  ])
  clips = { take, rerun, other }
}, 30_000)

afterAll(() => maker.close())

async function stillAt(image: Buffer, { width, height }: Picture): Promise<Picture> {
  const rgb = await sharp(image)
    .autoOrient()
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .raw()
    .toBuffer()
  return { width, height, rgb }
}

const belowTheMarks = (picture: Picture) => (_x: number, y: number) =>
  y > picture.height * 0.12 && y < picture.height * 0.88
const lowerRight = (picture: Picture) => (x: number, y: number) =>
  x > picture.width * 0.75 && y > picture.height * 0.88

test('a clip is an MP4 of H.264 High and AAC stereo at 24 fps, a little longer than asked, with its index at the end', async () => {
  expect(await probeClip(clips.take)).toMatchObject({
    width: 768,
    height: 512,
    frames: 75,
    videoSeconds: 3.125,
    videoCodec: 'avc',
    videoCodecString: expect.stringMatching(/^avc1\.6400/),
    audioCodec: 'aac',
    audioChannels: 2,
    audioSampleRate: 44_100,
    moovAtEnd: true,
    tags: { AIGC: expect.stringContaining('Gallop rehearsal') },
  })
  const { fps, durationSeconds } = await probeClip(clips.take)
  expect(fps).toBeCloseTo(24, 5)
  expect(durationSeconds).toBeCloseTo(3.14, 1)
  expect(await topBoxes(clips.take)).toEqual(['ftyp', 'mdat', 'moov'])
})

test('the first frame is the still', async () => {
  const frame = await frameAt(clips.take, 0)
  expect(meanAbsDifference(frame, await stillAt(photo, frame), belowTheMarks(frame))).toBeLessThan(6)
})

test('the picture is alive from start to end', async () => {
  const frames = await Promise.all([0, 1, 2, 3].map((seconds) => frameAt(clips.take, seconds)))
  for (const [index, frame] of frames.slice(1).entries()) {
    expect(meanAbsDifference(frame, frames[index] as Picture)).toBeGreaterThan(3)
  }
})

test('another seed is another take; the same seed is similar, not identical', async () => {
  const [take, rerun, other] = (await Promise.all(
    [clips.take, clips.rerun, clips.other].map((clip) => frameAt(clip, 2.8)),
  )) as [Picture, Picture, Picture]
  const similar = meanAbsDifference(take, rerun)
  expect(similar).toBeGreaterThan(0.1)
  expect(meanAbsDifference(take, other)).toBeGreaterThan(1.8 * similar)
})

test('the watermark is in the lower right corner and nowhere else', async () => {
  const [marked, unmarked] = [await frameAt(clips.take, 0), await frameAt(clips.other, 0)]
  expect(meanAbsDifference(marked, unmarked, lowerRight(marked))).toBeGreaterThan(4)
  expect(meanAbsDifference(marked, unmarked, (x, y) => !lowerRight(marked)(x, y))).toBeLessThan(1)
})

test('the rehearsal mark is in the upper left corner, whatever was asked', async () => {
  const frame = await frameAt(clips.other, 0)
  const corner = (x: number, y: number) => x > 20 && x < 100 && y > 20 && y < 36
  expect(meanAbsDifference(frame, await stillAt(photo, frame), corner)).toBeGreaterThan(25)
})

test('the sound is quiet but there, and starts without a click', async () => {
  const { rms, peak } = await loudness(clips.take)
  expect(rms).toBeGreaterThan(0.004)
  expect(rms).toBeLessThan(0.2)
  expect(peak).toBeLessThan(0.8)
})

test('a still that cannot be decoded is refused; the next one is made, upright as its EXIF orientation says', async () => {
  const turned = await drawPhoto({ width: 600, height: 400, orientation: 6 })
  const [refused, clip] = await Promise.allSettled([
    maker.make(request({ firstFrame: Buffer.from('no picture') })),
    maker.make(request({ task: 'edit', firstFrame: turned })),
  ])
  expect(refused.status).toBe('rejected')
  if (clip.status === 'rejected') throw clip.reason
  const frame = await frameAt(clip.value, 0)
  expect([frame.width, frame.height]).toEqual([512, 768])
  expect(meanAbsDifference(frame, await stillAt(turned, frame), belowTheMarks(frame))).toBeLessThan(6)
})

test('text-to-video draws a scene of its own at the ratio asked for', async () => {
  const clip = await maker.make({
    task: 't2v',
    prompt: 'ocean at sunset',
    seed: 4,
    durationSeconds: 3,
    tier: 480,
    ratio: '9:16',
    watermark: false,
  })
  expect(await probeClip(clip)).toMatchObject({ width: 480, height: 848, frames: 75 })
})
