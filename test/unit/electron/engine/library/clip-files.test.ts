/** Owns the proof that a clip appears whole or not at all, and that nothing is ever overwritten. */

import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openPart, reserveAndRename, sha256Of } from '#electron/engine/library/clip-files.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (...parts: string[]) => readFile(join(...parts), 'utf8')

describe('a part', () => {
  test('grows, and takes its name when it is whole', async () => {
    const folder = await tempFolder()
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('01234'))
    await part.write(bytes('56789'))
    expect([part.path, part.offset]).toEqual([join(folder, 'a.mp4.part'), 10])
    expect(await readdir(folder)).toEqual(['a.mp4.part'])
    expect(await part.finalize()).toEqual({ kind: 'saved', path: join(folder, 'a.mp4') })
    expect(await readdir(folder)).toEqual(['a.mp4'])
    expect(await read(folder, 'a.mp4')).toBe('0123456789')
  })

  test('put away goes on where it ended', async () => {
    const folder = await tempFolder()
    const first = await openPart(folder, 'a.mp4')
    await first.write(bytes('0123'))
    await first.close()
    await first.close()
    const second = await openPart(folder, 'a.mp4')
    expect(second.offset).toBe(4)
    await second.write(bytes('45'))
    await second.close()
    expect(await read(folder, 'a.mp4.part')).toBe('012345')
  })

  test('begun anew holds nothing of before', async () => {
    const folder = await tempFolder()
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('old and long'))
    await part.restart()
    expect(part.offset).toBe(0)
    await part.write(bytes('new'))
    await part.finalize()
    expect(await read(folder, 'a.mp4')).toBe('new')
  })

  test('discarded leaves nothing', async () => {
    const folder = await tempFolder()
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('x'))
    await part.discard()
    expect(await readdir(folder)).toEqual([])
  })

  test('put away may still take its name', async () => {
    const folder = await tempFolder()
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('x'))
    await part.close()
    expect((await part.finalize()).kind).toBe('saved')
  })
})

describe('a name that is taken', () => {
  test('stays with what has it, and another one can be had', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'a.mp4'), 'theirs')
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('ours'))
    expect(await part.finalize()).toEqual({ kind: 'taken' })
    expect(await part.finalize('a-2.mp4')).toEqual({ kind: 'saved', path: join(folder, 'a-2.mp4') })
    expect([await read(folder, 'a.mp4'), await read(folder, 'a-2.mp4')]).toEqual(['theirs', 'ours'])
    expect((await readdir(folder)).sort()).toEqual(['a-2.mp4', 'a.mp4'])
  })

  test('by this very file, after a crash in the middle, is its own', async () => {
    const folder = await tempFolder()
    const before = await openPart(folder, 'a.mp4')
    await before.write(bytes('ours'))
    await before.close()
    await link(before.path, join(folder, 'a.mp4'))
    const after = await openPart(folder, 'a.mp4')
    expect(await after.finalize()).toEqual({ kind: 'saved', path: join(folder, 'a.mp4') })
    expect(await readdir(folder)).toEqual(['a.mp4'])
  })

  test('stays with what has it on disks without hard links as well', async () => {
    const folder = await tempFolder()
    await writeFile(join(folder, 'a.part'), 'ours')
    await writeFile(join(folder, 'taken.mp4'), 'theirs')
    expect(await reserveAndRename(join(folder, 'a.part'), join(folder, 'taken.mp4'), folder)).toEqual({
      kind: 'taken',
    })
    expect(await reserveAndRename(join(folder, 'a.part'), join(folder, 'free.mp4'), folder)).toEqual({
      kind: 'saved',
      path: join(folder, 'free.mp4'),
    })
    expect([await read(folder, 'taken.mp4'), await read(folder, 'free.mp4')]).toEqual(['theirs', 'ours'])
  })

  test('without hard links is given back when the part cannot be moved', async () => {
    const folder = await tempFolder()
    await expect(reserveAndRename(join(folder, 'no.part'), join(folder, 'a.mp4'), folder)).rejects.toThrow(
      'ENOENT',
    )
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a disk that refuses', () => {
  test('because the folder is gone is told, and the folder is not made anew', async () => {
    const folder = join(await tempFolder(), 'unplugged')
    await expect(openPart(folder, 'a.mp4')).rejects.toMatchObject({
      code: 'disk-refused',
      values: { detail: `The folder is not there any more (ENOENT): ${join(folder, 'a.mp4.part')}` },
    })
  })

  test('because the folder went away meanwhile is told', async () => {
    const folder = join(await tempFolder(), 'here')
    await mkdir(folder)
    const part = await openPart(folder, 'a.mp4')
    await part.write(bytes('x'))
    await part.close()
    await rm(folder, { recursive: true })
    await expect(part.finalize()).rejects.toMatchObject({ code: 'disk-refused' })
  })

  test.each(['', '..', 'a/b.mp4', 'a\\b.mp4'])('never gets to see the name %j', async (name) => {
    await expect(openPart(await tempFolder(), name)).rejects.toMatchObject({ code: 'bad-request' })
  })
})

test('the hash of a file is that of its bytes', async () => {
  const path = join(await tempFolder(), 'a')
  await writeFile(path, 'abc')
  expect(await sha256Of(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
