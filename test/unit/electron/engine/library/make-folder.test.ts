import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '#electron/engine/library/make-folder.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

test('a folder is made with those above it, and may be there already', async () => {
  const path = join(await tempFolder(), 'a', 'b', 'c')
  makeFolder(path)
  makeFolder(path)
  expect(existsSync(path)).toBe(true)
})

test('a file in its place, or above it, is refused', async () => {
  const file = join(await tempFolder(), 'file')
  await writeFile(file, '')
  expect(() => makeFolder(file)).toThrow('EEXIST')
  expect(() => makeFolder(join(file, 'inside'))).toThrow('ENOTDIR')
})

test.runIf(existsSync('/proc/self'))(
  'a place where nothing can be made is refused, not tried for ever',
  () => {
    expect(() => makeFolder('/proc/gallop/clips')).toThrow('ENOENT')
  },
)
