/** Owns the proof that single frames and posters are the right ones, in the right size, and replace nothing. */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { saveFrame, type WhichFrame } from '#electron/engine/media/frames.ts'
import { makeMiddlePicture, makePoster } from '#electron/engine/media/poster.ts'
import { cornerOf } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'
import { type TinyClipWish, tinyClip } from '#test/support/tiny-clip.ts'

async function clipIn(folder: string, wish: TinyClipWish = {}): Promise<string> {
  const path = join(folder, 'a.mp4')
  await writeFile(path, await tinyClip(wish))
  return path
}

describe('a saved frame', () => {
  test.each([
    ['first', '100'],
    ['last', '001'],
    [{ atMs: 250 }, '010'],
    [{ atMs: -5 }, '100'],
    [{ atMs: 60_000 }, '001'],
  ] as [WhichFrame, string][])('(%j) is that frame in full size', async (which, colour) => {
    const folder = await tempFolder()
    const target = join(folder, 'frame.png')
    await saveFrame(await clipIn(folder), which, target)
    const { format, width, height, hasAlpha } = await sharp(target).metadata()
    expect([format, width, height, hasAlpha]).toEqual(['png', 64, 48, false])
    expect(await cornerOf(target, 'top-left')).toBe(colour)
    expect((await readdir(folder)).sort()).toEqual(['a.mp4', 'frame.png'])
  })

  test('never replaces a file that is there', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'frame.png'), 'mine')
    await saveFrame(await clipIn(folder), 'first', join(folder, 'frame.png'))
    expect(await readFile(join(folder, 'frame.png'), 'utf8')).toBe('mine')
  })

  test('of no clip leaves nothing', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'a.mp4'), 'text')
    await expect(saveFrame(join(folder, 'a.mp4'), 'first', join(folder, 'f.png'))).rejects.toMatchObject({
      code: 'download-broken',
    })
    expect(await readdir(folder)).toEqual(['a.mp4'])
  })
})

describe('a poster', () => {
  test('of the middle is another picture than the first frame, as small and as whole', async () => {
    const folder = await tempFolder()
    const target = join(folder, 'a_middle.webp')
    await makeMiddlePicture(await clipIn(folder), target)
    expect((await sharp(target).metadata()).format).toBe('webp')
    expect(await cornerOf(target, 'top-left')).toBe('010')
    expect((await readdir(folder)).sort()).toEqual(['a.mp4', 'a_middle.webp'])
  })

  test('writes over what a crash has left of it', async () => {
    const folder = await tempFolder()
    const clip = await clipIn(folder)
    await writeFile(join(folder, '.a.webp.tmp'), 'half a pos')
    await makePoster(clip, join(folder, 'a.webp'))
    expect((await readdir(folder)).sort()).toEqual(['a.mp4', 'a.webp'])
  })

  test('is the first frame, not larger than a poster need be, in a folder made for it', async () => {
    const folder = await tempFolder()
    const target = join(folder, '.gallop', 'posters', 'a.webp')
    await makePoster(await clipIn(folder, { width: 1280, height: 720, frames: 2, sound: false }), target)
    const { format, width, height } = await sharp(target).metadata()
    expect([format, width, height]).toEqual(['webp', 640, 360])
    expect(await cornerOf(target, 'top-left')).toBe('100')
    expect(await readdir(join(folder, '.gallop', 'posters'))).toEqual(['a.webp'])
  })

  test('that cannot be written is the disk’s fault', async () => {
    const folder = await tempFolder()
    const clip = await clipIn(folder)
    await expect(makePoster(clip, join(clip, 'a.webp'))).rejects.toMatchObject({ code: 'disk-refused' })
  })
})
