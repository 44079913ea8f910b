/** A disk that takes nothing more while something is asked for: the words are about that, and nothing is half done. */

import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'
import { codeOf } from '#test/support/error-code.ts'

const FREE = { micros: 0, currency: 'CNY' } as const

test('a table that is full while a batch is written says so, and holds none of it', async () => {
  let left = Number.POSITIVE_INFINITY
  const newId = () => {
    left -= 1
    if (left < 0) throw new Sqlite.SqliteError('database or disk is full', 'SQLITE_FULL')
    return v7()
  }
  await using studio = await openTestEngine({ start: false, ports: { newId } })
  const { shots, jobs } = studio.engine.commands
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  const { shotIds } = await shots.import({ projectId: studio.projectId, paths })
  left = 2
  expect(await codeOf(jobs.enqueue({ shotIds, agreed: FREE }))).toBe('data-disk-refused')
  expect(await studio.jobs()).toEqual([])
})

test('a first frame that cannot be written is no clip that cannot be written', async () => {
  await using studio = await openTestEngine({ start: false })
  const { shots, jobs } = studio.engine.commands
  const paths = await studio.drawPhotos('a.jpg')
  const { shotIds } = await shots.import({ projectId: studio.projectId, paths })
  const folder = join(studio.dataFolder, 'first-frames')
  await rm(folder, { recursive: true, force: true })
  await writeFile(folder, 'in the way')
  expect(await codeOf(jobs.enqueue({ shotIds, agreed: FREE }))).toBe('data-disk-refused')
  expect(await studio.jobs()).toEqual([])
})
