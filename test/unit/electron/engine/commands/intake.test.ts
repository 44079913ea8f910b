/** Pictures taken in: which are looked at, and when again. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { Inspections } from '#electron/engine/commands/inspections.ts'
import type { StillsTable } from '#electron/engine/database/stills.ts'
import { silentLog } from '#electron/engine/log.ts'
import { systemClock } from '#electron/hosting/system-clock.ts'
import { drawPhotos, openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { drawn } from '#test/support/stills.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const STILL = { start: false } as const

async function stills({ engine, projectId }: TestEngine) {
  return (await engine.commands.shots.page({ projectId, limit: 500 })).rows.map(({ still }) => still)
}

/** As a crash leaves them that came before the look. */
function forgetLooks({ dataFolder }: TestEngine): void {
  const db = new Sqlite(join(dataFolder, 'gallop.sqlite'))
  db.exec("UPDATE stills SET facts = NULL, findings = '[]', inspected_at = NULL")
  db.close()
}

test('a picture that a crash left unseen is looked at when it is taken in once more', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  await commands.shots.import({ projectId: studio.projectId, paths })
  forgetLooks(studio)
  const again = await commands.shots.import({ projectId: studio.projectId, paths })
  expect(again).toEqual({ added: 0, skipped: 2, renewed: 0, blocked: 0, shotIds: [] })
  expect((await stills(studio)).map(({ width }) => width)).toEqual([640, 640])
})

test('pictures taken in twice at the same moment make one shot each', async () => {
  await using studio = await openTestEngine(STILL)
  const { shots } = studio.engine.commands
  const intake = { projectId: studio.projectId, paths: await studio.drawPhotos('a.jpg', 'b.jpg') }
  const both = await Promise.all([shots.import(intake), shots.import(intake)])
  expect(both.map(({ added, skipped }) => [added, skipped]).sort()).toEqual([
    [0, 2],
    [2, 0],
  ])
  expect((await stills(studio)).map(({ name }) => name)).toEqual(['a.jpg', 'b.jpg'])
})

test('a refused picture that was mended under its own name passes when it is taken in once more', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const [path = ''] = await studio.drawPhotos('a.jpg')
  await drawn(100, 100).jpeg().toFile(path)
  const intake = { projectId: studio.projectId, paths: [path] }
  expect((await commands.shots.import(intake)).blocked).toBe(1)
  await drawn(900, 600).jpeg().toFile(path)
  expect(await commands.shots.import(intake)).toEqual({
    ...{ added: 0, skipped: 1, renewed: 1, blocked: 0, shotIds: [] },
  })
  expect(await stills(studio)).toMatchObject([{ width: 900, findings: [] }])
  expect((await commands.shots.import(intake)).renewed).toBe(0)
})

test('a refused picture that was mended under its own name passes once its board is looked at', async () => {
  await using studio = await openTestEngine(STILL)
  const [path = ''] = await studio.drawPhotos('a.jpg')
  await drawn(100, 100).jpeg().toFile(path)
  await studio.engine.commands.shots.import({ projectId: studio.projectId, paths: [path] })
  expect((await stills(studio))[0]?.findings).toHaveLength(1)
  await drawn(900, 600).jpeg().toFile(path)
  await expect.poll(async () => (await stills(studio))[0]).toMatchObject({ width: 900, findings: [] })
})

test('a refused picture that was mended while nobody ran passes on the next start', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const missing = join(studio.folder, 'photos', 'missing.jpg')
  const [path = ''] = await studio.drawPhotos('a.jpg')
  writeFileSync(path, 'no picture yet')
  const paths = [path, missing]
  const { shotIds } = await commands.shots.import({ projectId: studio.projectId, paths })
  await drawPhotos(join(studio.folder, 'photos'), ['a.jpg'])
  studio.engine.start()
  const findings = async () =>
    (await commands.shots.byIds({ ids: shotIds })).map(({ still }) => still.findings)
  await expect.poll(findings).toMatchObject([[], [{ rule: 'missing' }]])
})

test('once the engine leaves no further look begins, and those under way are waited for and written down', async () => {
  const folder = await tempFolder()
  const paths = await drawPhotos(folder, ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
  const leave = new AbortController()
  const seen: string[] = []
  const stills = {
    inspected: (id: string) => {
      seen.push(id)
      leave.abort()
    },
  } as unknown as StillsTable
  const inspections = new Inspections({
    ...{ tables: { stills }, clock: systemClock, log: silentLog, dataFolder: folder, leaving: leave.signal },
  })
  const looking = inspections.lookAtAll(paths.map((path, id) => ({ path, id: `s${id}` })))
  await expect(looking).rejects.toMatchObject({ code: 'given-up' })
  await inspections.ended()
  expect(seen.sort()).toEqual(['s0', 's1'])
})
