/** Owns that miniature clips are real clips which cost nothing after the first. */

import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ClipMaker, type ClipRequest, openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import { frameAt, meanAbsDifference, probeClip } from '#test/support/media/clip-facts.ts'
import { drawPhoto } from '#test/support/media/photo.ts'

let maker: ClipMaker
const request: ClipRequest = {
  task: 'i2v',
  prompt: '',
  seed: 1,
  durationSeconds: 3,
  tier: 720,
  watermark: true,
}

beforeAll(() => {
  maker = openClipMaker({ tiny: true })
})
afterAll(() => maker.close())

test('a thousand requests share one clip', async () => {
  const clips = await Promise.all(Array.from({ length: 1000 }, (_, seed) => maker.make({ ...request, seed })))
  expect(new Set(clips).size).toBe(1)
})

test('a miniature has the frames and the sound of a full clip, and moves', async () => {
  const clip = await maker.make({ ...request, durationSeconds: 5 })
  expect(await probeClip(clip)).toMatchObject({
    width: 128,
    height: 72,
    frames: 123,
    videoCodec: 'avc',
    audioCodec: 'aac',
    moovAtEnd: true,
  })
  expect(clip.byteLength).toBeLessThan(200_000)
  expect(meanAbsDifference(await frameAt(clip, 0), await frameAt(clip, 4))).toBeGreaterThan(2)
})

test('it stands when the still stands, EXIF orientation included', async () => {
  const upright = await drawPhoto({ width: 300, height: 500 })
  const turned = await drawPhoto({ width: 500, height: 300, orientation: 8 })
  const square = await drawPhoto({ width: 400, height: 410 })
  const sizes = []
  for (const firstFrame of [upright, turned, square]) {
    const { width, height } = await probeClip(await maker.make({ ...request, firstFrame }))
    sizes.push([width, height])
  }
  expect(sizes).toEqual([
    [72, 128],
    [72, 128],
    [80, 72],
  ])
})
