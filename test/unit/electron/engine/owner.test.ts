/** One owner of a data folder. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownFolder } from '#electron/engine/owner.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gallop-owner-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a second owner is told who the first one is', () => {
  const first = ownFolder(folder)
  expect(() => ownFolder(folder)).toThrow(
    expect.objectContaining({
      code: 'data-in-use',
      values: expect.objectContaining({ holder: expect.stringContaining(`process ${process.pid}`) }),
    }),
  )
  first.release()
  ownFolder(folder).release()
})

test('what a dead owner left behind holds nobody back', () => {
  ownFolder(folder).release()
  writeFileSync(join(folder, 'owner.txt'), 'Gallop, process 1 on somewhere\n')
  ownFolder(folder).release()
})

test('a second owner is told where the first one can be reached', () => {
  const first = ownFolder(folder)
  first.announce('http://127.0.0.1:4400')
  expect(() => ownFolder(folder)).toThrow(
    expect.objectContaining({
      values: expect.objectContaining({ holder: expect.stringContaining('open at http://127.0.0.1:4400') }),
    }),
  )
  first.release()
})

test('a disk that cannot lock is told as such, not as somebody else’s', () => {
  mkdirSync(join(folder, 'owner.sqlite'))
  expect(() => ownFolder(folder)).toThrow(expect.objectContaining({ code: 'folder-unusable' }))
})
