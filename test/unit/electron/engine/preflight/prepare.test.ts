/** Owns the proof that what is sent is the still itself where it can be, and otherwise upright, in sRGB and light enough. */

import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { inspect } from '#electron/engine/preflight/inspect.ts'
import { prepare } from '#electron/engine/preflight/prepare.ts'
import { cornerOf, drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function prepared(name: string, bytes: Uint8Array) {
  const folder = await tempFolder()
  const path = join(folder, name)
  await writeFile(path, bytes)
  const facts = await inspect(path)
  return {
    facts,
    path,
    frames: join(folder, 'first-frames'),
    frame: await prepare(facts, join(folder, 'first-frames')),
  }
}

describe('a first frame', () => {
  test('is the still’s own bytes when they are ready, whatever the name', async () => {
    const bytes = await drawn(480, 320).png().toBuffer()
    const { facts, frame, frames } = await prepared('a.jpg', bytes)
    expect(frame).toEqual({
      path: join(frames, `${facts.sha256}.png`),
      sha256: facts.sha256,
      bytes: bytes.length,
      mime: 'image/png',
    })
    expect(await readFile(frame.path)).toEqual(bytes)
  })

  test.each(['jpeg', 'png', 'webp'] as const)(
    'of a %s held sideways is upright, in the same format',
    async (format) => {
      const bytes = await drawn(480, 320)
        .withMetadata({ orientation: 6 })
        .toFormat(format, { quality: 90 })
        .toBuffer()
      const { frame, path } = await prepared('a', bytes)
      const read = await sharp(frame.path).metadata()
      expect([read.format, read.width, read.height, read.orientation]).toEqual([format, 320, 480, undefined])
      expect(frame.mime).toBe(`image/${format}`)
      expect(await cornerOf(frame.path, 'top-right')).toBe('100')
      expect(await readFile(path)).toEqual(bytes)
    },
  )

  test('of a picture in print colours is in sRGB', async () => {
    const { frame } = await prepared('a.jpg', await drawn(480, 320).toColourspace('cmyk').jpeg().toBuffer())
    expect((await sharp(frame.path).metadata()).space).toBe('srgb')
    expect(await cornerOf(frame.path, 'top-left')).toBe('100')
  })

  test('of a moving picture is its first page', async () => {
    const pages = await Promise.all(
      [drawn(480, 320), drawn(480, 320).negate()].map((one) => one.png().toBuffer()),
    )
    const { frame } = await prepared(
      'a.webp',
      await sharp(pages, { join: { animated: true } })
        .webp()
        .toBuffer(),
    )
    expect((await sharp(frame.path).metadata()).pages).toBeUndefined()
    expect(await cornerOf(frame.path, 'top-left')).toBe('100')
  })

  test('prepared twice is written once', async () => {
    const { facts, frame, frames } = await prepared('a.png', await drawn(480, 320).png().toBuffer())
    const before = await stat(frame.path)
    expect(await prepare(facts, frames)).toEqual(frame)
    expect((await stat(frame.path)).ino).toBe(before.ino)
    expect(await readdir(frames)).toHaveLength(1)
  })
})

describe('nothing is prepared', () => {
  test('from a file that is another one than was inspected', async () => {
    const { facts, path, frames } = await prepared('a.png', await drawn(480, 320).png().toBuffer())
    await writeFile(path, await drawn(320, 480).png().toBuffer())
    await expect(prepare(facts, frames)).rejects.toMatchObject({
      code: 'still-blocked',
      values: { detail: 'The file has changed since it was checked.' },
    })
  })

  test('from a file that did not pass', async () => {
    const facts = await inspect(join(await tempFolder(), 'gone.png'))
    await expect(prepare(facts, await tempFolder())).rejects.toMatchObject({ code: 'still-blocked' })
  })
})
