/** Owns the proof that what a user gives becomes the pictures meant: in natural order, each once, nothing hidden. */

import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { walk } from '#electron/engine/preflight/walk.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

async function folderOf(...names: string[]): Promise<string> {
  const folder = await tempFolder()
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), 'x')
  }
  return folder
}

async function namesIn(folder: string, recursive = true): Promise<string[]> {
  const { files } = await walk([folder], { recursive })
  return files.map((file) => file.slice(folder.length + 1).replaceAll('\\', '/'))
}

describe('a folder', () => {
  test('gives its pictures in natural order, its own before those of its folders', async () => {
    const folder = await folderOf('b10.jpg', 'b2.JPG', 'a/z.png', 'B1.webp', 'a/10/x.jpeg', 'a/9/x.jpeg')
    expect(await namesIn(folder)).toEqual([
      'B1.webp',
      'b2.JPG',
      'b10.jpg',
      'a/z.png',
      'a/9/x.jpeg',
      'a/10/x.jpeg',
    ])
  })

  test('keeps its folders to itself when not asked for them', async () => {
    expect(await namesIn(await folderOf('a.jpg', 'in/b.jpg'), false)).toEqual(['a.jpg'])
  })

  test('leaves out what is hidden and what is no picture by its name', async () => {
    const folder = await folderOf(
      'a.jpg',
      '.b.jpg',
      '.gallop/posters/c.webp',
      'a_t01_s7.json',
      'a_t01_s7.mp4',
      'n.txt',
    )
    expect(await namesIn(folder)).toEqual(['a.jpg'])
  })

  test('gives formats that will be refused, so that the refusal is told', async () => {
    const names = ['a.avif', 'a.bmp', 'a.gif', 'a.heic', 'a.tif', 'a.tiff']
    expect(await namesIn(await folderOf(...names))).toEqual(names)
  })

  test('that is a link into itself is walked once', async () => {
    const folder = await folderOf('in/a.jpg')
    await symlink(folder, join(folder, 'in', 'loop'), 'junction')
    expect(await namesIn(folder)).toEqual(['in/a.jpg'])
  })

  test('with a dead link in it is walked all the same', async () => {
    const folder = await folderOf('a.jpg')
    await symlink(join(folder, 'gone'), join(folder, 'b.jpg'), 'junction')
    expect(await walk([folder], { recursive: true })).toEqual({ files: [join(folder, 'a.jpg')], missing: [] })
  })
})

describe('a file', () => {
  test('named by itself is a candidate whatever its name', async () => {
    const folder = await folderOf('.hidden', 'note.txt')
    const paths = ['note.txt', '.hidden'].map((name) => join(folder, name))
    expect(await walk(paths, { recursive: false })).toEqual({ files: paths, missing: [] })
  })

  test('that is the prompt of a picture named with it is no candidate', async () => {
    const folder = await folderOf('a.jpg', 'a.txt', 'b.txt')
    const paths = ['a.txt', 'a.jpg', 'b.txt'].map((name) => join(folder, name))
    expect((await walk(paths, { recursive: false })).files).toEqual(paths.slice(1))
  })

  test('named twice, by itself and by its folder, is given once', async () => {
    const folder = await folderOf('a.jpg', 'b.jpg')
    const { files } = await walk([join(folder, 'b.jpg'), folder], { recursive: true })
    expect(files).toEqual([join(folder, 'b.jpg'), join(folder, 'a.jpg')])
  })

  test('that is not there is named', async () => {
    const gone = join(await tempFolder(), 'gone.jpg')
    expect(await walk([gone], { recursive: true })).toEqual({ files: [], missing: [gone] })
  })
})
