/** Owns the proof that a thumbnail made on its own is upright, small, and never half written. */

import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inspectWithThumbnail, makeThumbnail } from '#electron/engine/preflight/thumbnail.ts'
import { cornerOf, drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

test('a thumbnail is upright and fits the side asked for', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.jpg')
  await writeFile(path, await drawn(480, 320).withMetadata({ orientation: 3 }).jpeg().toBuffer())
  await makeThumbnail(path, join(folder, 't.webp'), { maxSidePx: 120 })
  const { format, width, height } = await sharp(join(folder, 't.webp')).metadata()
  expect([format, width, height]).toEqual(['webp', 120, 80])
  expect(await cornerOf(join(folder, 't.webp'), 'top-left')).toBe('111')
})

test('a small picture is not blown up', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.png')
  await writeFile(path, await drawn(90, 60).png().toBuffer())
  await makeThumbnail(path, join(folder, 't.webp'))
  expect((await sharp(join(folder, 't.webp')).metadata()).width).toBe(90)
})

test('a damaged picture leaves nothing behind', async () => {
  const folder = await tempFolder()
  const whole = await drawn(480, 320).jpeg().toBuffer()
  await writeFile(join(folder, 'a.jpg'), whole.subarray(0, whole.length / 2))
  await expect(makeThumbnail(join(folder, 'a.jpg'), join(folder, 't.webp'))).rejects.toMatchObject({
    code: 'still-blocked',
  })
  expect(await readdir(folder)).toEqual(['a.jpg'])
})

test('a disk that takes no thumbnail is not blamed on the picture', async () => {
  const folder = await tempFolder()
  const path = join(folder, 'a.png')
  await writeFile(path, await drawn(480, 320).png().toBuffer())
  const impossible = join(path, 't.webp')
  await expect(makeThumbnail(path, impossible)).rejects.toMatchObject({ code: 'data-disk-refused' })
  await expect(inspectWithThumbnail(path, () => impossible)).rejects.toMatchObject({
    code: 'data-disk-refused',
  })
})
