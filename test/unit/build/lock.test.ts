import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempFolder } from '#test/support/temp-folder.ts'
import { withLock } from '../../../build/lock.mjs'

/** No process has that id: Linux stops far below, and others do not reuse it. */
const NOBODY = 2 ** 30

test('two setups at once run one after the other', async () => {
  const path = join(await tempFolder(), 'lock')
  const story: string[] = []
  const work = (name: string) => async () => {
    story.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    story.push(`${name} ends`)
  }
  await Promise.all([withLock(path, work('one')), withLock(path, work('two'))])
  // Who comes first is the disk's word.
  const one = ['one begins', 'one ends']
  const two = ['two begins', 'two ends']
  expect([
    [...one, ...two],
    [...two, ...one],
  ]).toContainEqual(story)
  expect(existsSync(path)).toBe(false)
})

test('a lock left by a process that died is taken over', async () => {
  const path = join(await tempFolder(), 'lock')
  mkdirSync(path)
  writeFileSync(join(path, 'pid'), String(NOBODY))
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('a lock whose owner died before it gave its name is taken over', async () => {
  const path = join(await tempFolder(), 'lock')
  mkdirSync(path)
  utimesSync(path, new Date(0), new Date(0))
  expect(await withLock(path, async () => 'done')).toBe('done')
})

test('the lock is given back when the work fails', async () => {
  const path = join(await tempFolder(), 'lock')
  await expect(withLock(path, () => Promise.reject(new Error('no network')))).rejects.toThrow('no network')
  expect(existsSync(path)).toBe(false)
})
