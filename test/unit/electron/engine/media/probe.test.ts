/** Owns the proof that a clip counts only when it is an MP4 whose frames are there and decode. */

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { probe } from '#electron/engine/media/probe.ts'
import { videoOf } from '#test/support/bare-video.ts'
import { tempFolder } from '#test/support/temp-folder.ts'
import { tinyClip } from '#test/support/tiny-clip.ts'

async function fileOf(bytes: Uint8Array | string): Promise<string> {
  const path = join(await tempFolder(), 'a.mp4.part')
  await writeFile(path, bytes)
  return path
}

describe('a whole clip', () => {
  test.each(['end', 'start', 'fragments'] as const)(
    'with its index at the %s tells what it is',
    async (index) => {
      const bytes = await tinyClip({ index, frames: 24 })
      const facts = await probe(await fileOf(bytes))
      expect(facts).toEqual({
        bytes: bytes.length,
        width: 64,
        height: 48,
        durationMs: expect.any(Number),
        frames: 24,
        frameRate: 24,
        videoCodec: 'avc',
        audioCodec: 'aac',
      })
      expect(facts.durationMs).toBeGreaterThanOrEqual(1_000)
      expect(facts.durationMs).toBeLessThan(1_100)
    },
  )

  test('without sound says so', async () => {
    expect((await probe(await fileOf(await tinyClip({ sound: false })))).audioCodec).toBeNull()
  })

  test('of many frames after one key frame is checked as well', async () => {
    expect((await probe(await fileOf(await tinyClip({ frames: 60, sound: false })))).frames).toBe(60)
  })
})

describe('a broken clip', () => {
  test('without its end has no index', async () => {
    const bytes = await tinyClip()
    await expect(probe(await fileOf(bytes.subarray(0, bytes.length / 2)))).rejects.toMatchObject({
      code: 'download-broken',
    })
  })

  test.each(['start', 'fragments'] as const)(
    'with its index at the %s and without its end has too few frames',
    async (index) => {
      const bytes = await tinyClip({ index, frames: 24, sound: false })
      await expect(probe(await fileOf(bytes.subarray(0, bytes.length - 400)))).rejects.toMatchObject({
        code: 'download-broken',
      })
    },
  )

  test('whose frames hold no picture does not decode', async () => {
    const bytes = await videoOf({ width: 64, height: 48, seconds: 0.5, fps: 24 })
    await expect(probe(await fileOf(bytes))).rejects.toMatchObject({ code: 'download-broken' })
  })

  test.each([
    ['a page', '<html>504 Gateway Time-out</html>'],
    ['nothing', ''],
  ])('that is %s is no MP4', async (_, content) => {
    await expect(probe(await fileOf(content))).rejects.toMatchObject({ code: 'download-broken' })
  })

  test('that is not there is the disk’s fault', async () => {
    await expect(probe(join(await tempFolder(), 'gone.mp4'))).rejects.toMatchObject({ code: 'disk-refused' })
  })
})

test('a clip that breaks the decoder stands in nobody’s way, asked for before or after', async () => {
  const hollow = await fileOf(await videoOf({ width: 64, height: 48, seconds: 0.5, fps: 24 }))
  const whole = await fileOf(await tinyClip({ sound: false }))
  const asked = await Promise.allSettled([hollow, whole, hollow, whole].map((path) => probe(path)))
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled'])
})
