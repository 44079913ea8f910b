/** What is left when the job table is damaged or gone: sound copies, the clips' own files, and an honest report. */

import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { backupName, listBackups, makeBackup } from '#electron/engine/database/backups.ts'
import { openDatabase } from '#electron/engine/database/open.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { openTestEngine, TEST_SPEED, type TestEngine } from '#test/support/engine.ts'
import { tempFolder } from '#test/support/temp-folder.ts'

const DAY_MS = 24 * 3_600_000

/** One finished clip in a data folder that is closed in order; what the next engine opens on. */
async function oneClipIn(folder: string) {
  const rehearsal = await startRehearsal({ speed: TEST_SPEED, clips: 'tiny' })
  const after = { folder, rehearsal }
  const studio = await openTestEngine({ after })
  const [path = ''] = await studio.drawPhotos('mist.jpg')
  await studio.queue([path], { seeds: [7] })
  await studio.engine.whenIdle()
  const [job] = await studio.jobs()
  await studio.engine.stop()
  const close = async () => {
    await rehearsal.close()
  }
  return {
    rehearsal,
    after,
    path,
    job,
    database: join(folder, 'data', 'gallop.sqlite'),
    [Symbol.asyncDispose]: close,
  }
}

function damage(database: string): void {
  const bytes = readFileSync(database)
  bytes.fill(0x5a, 4096, 4096 * 12)
  writeFileSync(database, bytes)
}

async function backUp(database: string, at: number): Promise<void> {
  const db = openDatabase(database, at)
  await makeBackup(db, join(database, '..', 'backups'), at, new AbortController().signal)
  db.close()
}

const namesOf = async (studio: TestEngine) =>
  (await studio.engine.commands.clips.page({ projectId: studio.projectId })).rows.map(({ name }) => name)

test('a running studio has a copy of its job table that opens, and none is made twice a day', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const backups = join(folder, 'data', 'backups')
  rmSync(backups, { recursive: true, force: true })
  for (const _ of [1, 2]) {
    await using studio = await openTestEngine({ after: first.after })
    await expect.poll(() => listBackups(backups).length).toBe(1)
    expect(await studio.jobs()).toHaveLength(1)
  }
  const [copy] = listBackups(backups)
  expect(readdirSync(backups)).toHaveLength(1)
  const db = openDatabase(copy?.path ?? '', 0)
  expect(db.prepare('SELECT state FROM jobs').pluck().all()).toEqual(['done'])
  db.close()
})

test('seven daily copies are kept, those before a migration for good', async () => {
  const folder = await tempFolder()
  const db = openDatabase(join(folder, 'gallop.sqlite'), 0)
  const backups = join(folder, 'backups')
  mkdirSync(backups)
  writeFileSync(join(backups, backupName(0, 1)), '')
  for (let day = 1; day <= 9; day += 1)
    await makeBackup(db, backups, day * DAY_MS, new AbortController().signal)
  db.close()
  const kept = listBackups(backups)
  expect(kept.map(({ madeAt }) => madeAt / DAY_MS)).toEqual([9, 8, 7, 6, 5, 4, 3, 0])
  const left = new AbortController()
  left.abort()
  const again = openDatabase(join(folder, 'gallop.sqlite'), 0)
  expect(await makeBackup(again, backups, 10 * DAY_MS, left.signal)).toBeUndefined()
  again.close()
  expect(readdirSync(backups)).toHaveLength(8)
})

test('a damaged job table gives way to its newest sound copy, and clips saved since come back from their own files', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const { database, after, rehearsal } = first
  const backupAt = Date.now() + 1_000
  await backUp(database, backupAt)
  const second = await openTestEngine({ after })
  await second.queue(await second.drawPhotos('pier.jpg'), { seeds: [8] })
  await second.engine.whenIdle()
  await second.engine.stop()
  writeFileSync(join(folder, 'data', 'backups', backupName(backupAt + DAY_MS)), 'torn copy')
  damage(database)

  await using studio = await openTestEngine({ after })
  await studio.engine.whenIdle()
  expect(await namesOf(studio)).toEqual(['pier_t01_s8.mp4', 'mist_t01_s7.mp4'])
  const jobs = await studio.jobs()
  expect(jobs.map((job) => [job.state, job.actual?.micros === first.job?.actual?.micros])).toEqual([
    ['done', true],
    ['done', true],
  ])
  expect(jobs.map(({ taskId }) => taskId).sort()).toEqual(
    rehearsal
      .ledger()
      .tasks.map((task) => task.taskId)
      .sort(),
  )
  const report = (await studio.engine.commands.studio.recovery())?.restored
  expect(report).toMatchObject({ backupAt, clips: 1, clipsMissing: 0, contradictions: 0, offQueue: 0 })
  expect(existsSync(report?.setAside ?? '')).toBe(true)
  expect(report?.damage).not.toBe('')
})

test('what waited in the copy is taken off the queue, because it may have been submitted since', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const { after, database, rehearsal } = first
  const waiting = await openTestEngine({ after, start: false })
  const [jobId = ''] = await waiting.queue(await waiting.drawPhotos('pier.jpg'), { seeds: [9] })
  await waiting.engine.stop()
  await backUp(database, Date.now() + 1_000)
  const sender = await openTestEngine({ after })
  await sender.engine.whenIdle()
  await sender.engine.stop()
  // As if the power had gone between the task's end and its clip: nothing on disk tells that it was sent.
  const projects = join(folder, 'data', 'projects', 'My first project')
  for (const name of readdirSync(projects).filter((one) => one.includes('_s9'))) rmSync(join(projects, name))
  damage(database)

  await using studio = await openTestEngine({ after })
  await studio.engine.whenIdle()
  const job = await studio.job(jobId)
  expect([job.state, job.error?.code]).toEqual(['canceled', 'restored-from-backup'])
  expect((await studio.engine.commands.studio.recovery())?.restored?.offQueue).toBe(1)
  expect(rehearsal.ledger().tasks).toHaveLength(2)
})

test('without any copy the table is rebuilt from the clips’ own files, with their shots, takes and cost', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const { after, database, job, path } = first
  rmSync(join(folder, 'data', 'backups'), { recursive: true, force: true })
  rmSync(database)

  await using studio = await openTestEngine({ after })
  expect(await namesOf(studio)).toEqual(['mist_t01_s7.mp4'])
  const [back] = await studio.jobs()
  expect(back).toMatchObject({
    id: job?.id,
    shotId: job?.shotId,
    state: 'done',
    actual: job?.actual,
    take: 1,
  })
  const { rows } = await studio.engine.commands.shots.page({ projectId: studio.projectId })
  expect(rows.map((shot) => [shot.still.path, shot.saved])).toEqual([[path, 1]])
  expect(await studio.story(job?.id ?? '')).toEqual(['created', 'started', 'accepted', 'succeeded', 'saved'])
  const report = (await studio.engine.commands.studio.recovery())?.restored
  expect(report).toMatchObject({ backupAt: null, clips: 1, damage: '', setAside: null })
})

/** Breaks the file under a connection that is open; its own copy in memory must give way to what is on disk. */
function damageInUse(database: string): void {
  const other = new Sqlite(database)
  other.pragma('wal_checkpoint(TRUNCATE)')
  damage(database)
  other.pragma(`user_version = ${other.pragma('user_version', { simple: true })}`)
  other.close()
}

test('a job table that breaks under a running studio stops it with the reason, and the next start restores it', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const { after, database, rehearsal } = first
  const broken = await openTestEngine({ after })
  const pauses: unknown[] = []
  broken.engine.subscribe((change) => pauses.push(change.status?.pause?.error?.code))
  await broken.engine.commands.studio.pause()
  await broken.queue(await broken.drawPhotos('pier.jpg'), { seeds: [9] })
  damageInUse(database)
  // It may be told that this cannot be written down.
  await broken.engine.commands.studio.resume().catch(() => {})
  broken.engine.nudge()
  await expect.poll(() => pauses).toContain('table-damaged')
  await broken.engine.whenIdle()
  await broken.engine.stop()
  expect(rehearsal.ledger().tasks).toHaveLength(1)

  await using studio = await openTestEngine({ after })
  await studio.engine.whenIdle()
  expect(await namesOf(studio)).toEqual(['mist_t01_s7.mp4'])
  expect((await studio.engine.commands.studio.recovery())?.restored?.damage).not.toBe('')
  expect(rehearsal.ledger().tasks).toHaveLength(1)
})

test('a disk that says no for a while is no damage: nothing is set aside', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  const { database, after } = first
  rmSync(database)
  mkdirSync(database)
  await expect(openTestEngine({ after })).rejects.toMatchObject({ code: 'data-unreadable' })
  expect(readdirSync(join(folder, 'data')).filter((name) => name.includes('damaged'))).toEqual([])
})

test('a clip that was deleted or moved is shown as missing, is found by its content, and is never fetched again', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  await using studio = await openTestEngine({ after: first.after })
  const { commands } = studio.engine
  const { projectId } = studio
  const clip = async () => (await commands.clips.page({ projectId })).rows[0]
  const before = await clip()
  expect(before?.missingAt).toBeNull()
  const elsewhere = join(folder, 'usb')
  mkdirSync(join(elsewhere, 'films'), { recursive: true })
  const found = join(elsewhere, 'films', 'renamed.mp4')
  copyFileSync(before?.path ?? '', found)
  // As long as the clip, but something else.
  writeFileSync(join(elsewhere, 'decoy.mp4'), Buffer.alloc(before?.bytes ?? 0))
  rmSync(before?.path ?? '')

  expect(studio.engine.locate('clip', before?.id ?? '')).toBeUndefined()
  expect((await clip())?.missingAt).toEqual(expect.any(Number))
  const seenMissing = async () => {
    const [job] = await studio.jobs()
    const [shot] = (await commands.shots.page({ projectId })).rows
    return [job?.clipMissing, shot?.missing]
  }
  expect(await seenMissing()).toEqual([true, 1])
  await studio.engine.whenIdle()
  expect(existsSync(before?.path ?? '')).toBe(false)
  expect(await commands.clips.find({ projectId })).toEqual({ found: 0, missing: 1 })
  expect(await commands.clips.find({ projectId, path: elsewhere })).toEqual({ found: 1, missing: 0 })
  expect(await clip()).toMatchObject({ path: found, name: 'renamed.mp4', missingAt: null })
  expect(studio.engine.locate('clip', before?.id ?? '')?.path).toBe(found)
  expect(await seenMissing()).toEqual([false, 0])
  expect(studio.engine.locate('poster', before?.id ?? '')?.mime).toBe('image/webp')
  expect(first.rehearsal.ledger().tasks).toHaveLength(1)
})

test('a missing clip that is put back into its project’s folder under another name is found by itself', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  await using studio = await openTestEngine({ after: first.after })
  const { commands } = studio.engine
  const { projectId } = studio
  const clip = async () => (await commands.clips.page({ projectId })).rows[0]
  const before = (await clip())?.path ?? ''
  const inside = before.replace('mist_t01_s7', 'best one')
  copyFileSync(before, inside)
  rmSync(before)
  await expect.poll(clip).toMatchObject({ path: inside, missingAt: null })
})

test('a list of jobs or shots on screen is enough for a deleted clip to be noticed', async () => {
  const folder = await tempFolder()
  await using first = await oneClipIn(folder)
  await using studio = await openTestEngine({ after: first.after })
  const { commands } = studio.engine
  const { projectId } = studio
  const [clip] = (await commands.clips.page({ projectId })).rows
  rmSync(clip?.path ?? '')
  await expect.poll(async () => (await studio.jobs())[0]?.clipMissing).toBe(true)
  copyFileSync(first.path, clip?.path ?? '')
  expect((await commands.shots.page({ projectId })).rows[0]?.missing).toBe(1)
})
