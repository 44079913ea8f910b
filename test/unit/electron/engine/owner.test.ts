/** One owner of a data folder. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
