/** One page of the job table is damaged while tasks render that no copy knows: each of them comes home or is named. */

import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeBackup } from '#electron/engine/database/backups.ts'
import { openDatabase } from '#electron/engine/database/open.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { inState, openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { heldMaker } from '#test/support/held-maker.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const PAGE_BYTES = 4096

/** A folder whose only copy is older than everything it was asked for; three tasks of it render. */
async function tasksUnderWay(speed: number) {
  const folder = await tempFolder()
  const { clipMaker, release } = heldMaker()
  const rehearsal = await startRehearsal({ speed, clipMaker })
  const after = { folder, rehearsal }
  const first = await openTestEngine({ after, start: false })
  const photos = await first.drawPhotos('a.jpg', 'b.jpg', 'c.jpg')
  await first.engine.stop()
  const database = join(folder, 'data', 'gallop.sqlite')
  const db = openDatabase(database, Date.now())
  await makeBackup(db, join(folder, 'data', 'backups'), Date.now(), new AbortController().signal)
  db.close()
  const second = await openTestEngine({ after })
  await second.queue(photos, { seeds: [7] })
  await expect.poll(async () => inState(await second.jobs(), 'rendering').length, { timeout: 10_000 }).toBe(3)
  await second.engine.stop()
  release()
  const tasks = () => rehearsal.ledger().tasks.map(({ taskId }) => taskId)
  return { folder, rehearsal, after, database, tasks, [Symbol.asyncDispose]: () => rehearsal.close() }
}

function damagePage(database: string, page: number, with_: number | Uint8Array): void {
  const bytes = readFileSync(database)
  bytes.fill(with_, (page - 1) * PAGE_BYTES, page * PAGE_BYTES)
  writeFileSync(database, bytes)
}

/** Tasks that are a job which goes on, and those the report names. */
async function accountedFor(studio: TestEngine): Promise<string[]> {
  const alive = (await studio.jobs()).filter(({ state }) => state === 'rendering' || state === 'downloading')
  const lost = (await studio.engine.commands.studio.recovery())?.restored?.lost ?? []
  return [...alive, ...lost].flatMap(({ taskId }) => taskId ?? []).sort()
}

test('a task that renders while the job table is damaged is fetched, counted and told, though no copy knows its job', async () => {
  await using before = await tasksUnderWay(60)
  const { database, after, rehearsal } = before
  const db = new Sqlite(database)
  const page = db.prepare(`SELECT rootpage FROM sqlite_master WHERE name = 'jobs'`).pluck().get() as number
  db.close()
  damagePage(database, page, 0x5a)

  await using studio = await openTestEngine({ after })
  const { commands } = studio.engine
  const report = await commands.studio.recovery()
  expect(report?.restored).toMatchObject({ tasks: 3, lost: [] })
  expect(report?.jobs.map(({ stillName, did }) => [stillName, did]).sort()).toEqual([
    ...['a.jpg', 'b.jpg', 'c.jpg'].map((name) => [name, 'watched']),
  ])
  await studio.engine.whenIdle()
  const jobs = await studio.jobs()
  expect(jobs.map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  expect(jobs.map(({ taskId }) => taskId).sort()).toEqual(before.tasks().sort())
  const story = await studio.story(jobs[0]?.id ?? '')
  expect(story.filter((event) => event !== 'progressed')).toEqual([
    ...['created', 'started', 'accepted', 'succeeded', 'saved'],
  ])
  expect(rehearsal.ledger().tasks).toHaveLength(3)
})

const anyFilling = fc.oneof(
  fc.constantFrom(0x5a, 0, 0xff),
  fc.uint8Array({ minLength: PAGE_BYTES, maxLength: PAGE_BYTES }),
)

test('whichever page is damaged, and however, every task that was paid for is a job that goes on or is named', async () => {
  await using before = await tasksUnderWay(1)
  const anyPage = fc.integer({ min: 1, max: statSync(before.database).size / PAGE_BYTES })
  await fc.assert(
    fc.asyncProperty(anyPage, anyFilling, async (page, filling) => {
      const folder = await tempFolder()
      cpSync(join(before.folder, 'data'), join(folder, 'data'), { recursive: true })
      damagePage(join(folder, 'data', 'gallop.sqlite'), page, filling)
      const after = { folder, rehearsal: before.rehearsal }
      await using studio = await openTestEngine({ after, start: false })
      expect(await accountedFor(studio)).toEqual(before.tasks().sort())
    }),
    { numRuns: 20 },
  )
})
