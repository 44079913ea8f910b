/** Owns that every frame of an encoded clip lasts as long as the others, and that encoding one leaves other writers alone. */

import { expect, test } from 'vitest'
import { SAMPLE_RATE } from '#electron/rehearsal/clips/ambience.ts'
import { encodeClip, FRAMES_PER_SECOND } from '#electron/rehearsal/clips/encode-clip.ts'
import { probeClip } from '#test/support/media/clip-facts.ts'
import { tinyClip } from '#test/support/tiny-clip.ts'

const SIZE = { width: 64, height: 48 }

/** `cuts`: frames at which the picture changes wholly, which moves where the encoder puts its frames between frames. */
function encode(count: number, cuts: readonly number[]): Promise<Uint8Array> {
  const silence = new Float32Array(Math.round((count / FRAMES_PER_SECOND) * SAMPLE_RATE))
  const frames = {
    ...SIZE,
    count,
    paint: (frame: Uint8Array, index: number) => {
      const scene = cuts.filter((cut) => cut <= index).length
      for (let at = 0; at < frame.length; at++) frame[at] = 16 + ((at * (3 + scene * 7) + index) % 200)
    },
    isUnwanted: () => false,
  }
  return encodeClip(frames, { left: silence, right: silence }, '{}')
}

test('the picture of a clip lasts for all of its frames, whichever the encoder wrote last', async () => {
  for (const [count, cuts] of [
    [2, []],
    [5, []],
    [6, [5]],
    [8, [4]],
    [9, [8]],
  ] as const) {
    const { frames, fps, videoSeconds } = await probeClip(await encode(count, cuts))
    expect([count, frames, fps, videoSeconds]).toEqual([
      count,
      count,
      expect.closeTo(FRAMES_PER_SECOND, 3),
      expect.closeTo(count / FRAMES_PER_SECOND, 5),
    ])
  }
})

test('who writes RGBA frames in the same process can do so after a clip was encoded', async () => {
  await encode(2, [])
  const { frames } = await probeClip(await tinyClip({ width: 240, height: 240, frames: 3 }))
  expect(frames).toBe(3)
})
