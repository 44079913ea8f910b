/** Clips that are thrown away: gone from every list, back in one step, in the end in the system's trash. */

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSidecar } from '#electron/engine/library/sidecar.ts'
import type { Clip } from '#shared/clip.ts'
import { openTestEngine, type TestEngine } from '#test/support/engine.ts'

let studio: TestEngine
beforeAll(async () => {
  studio = await openTestEngine()
  await studio.queue(await studio.drawPhotos('a.png'), { takes: 3 })
  await studio.engine.whenIdle()
})
afterAll(() => studio[Symbol.asyncDispose]())

/** A saved clip nobody has thrown away yet, with one of its frames beside it. */
async function aClip(engine = studio.engine) {
  const { clips } = engine.commands
  const [clip] = (await clips.search({ filter: {} })).rows
  if (!clip) throw new Error('no clip is left')
  const frame = await clips.frame({ id: clip.id, which: { atMs: 42 } })
  return { clips, clip, frame: frame.path, sidecar: clip.path.replace(/mp4$/, 'json') }
}

test('a clip that is thrown away leaves every list with its files, and its money stays booked', async () => {
  const { clips, clip, frame, sidecar } = await aClip()
  const spent = async () => (await studio.engine.commands.studio.snapshot()).status.spent
  const before = await spent()
  expect(await clips.trash({ ids: [clip.id] })).toEqual({ trashed: [clip.id] })
  expect([clip.path, frame, sidecar].map(existsSync)).toEqual([false, false, false])
  const { projectId } = clip
  expect((await clips.search({ filter: {} })).total).toBe(2)
  expect((await clips.page({ projectId })).total).toBe(2)
  expect((await clips.facets({ filter: {} })).total).toBe(2)
  expect(studio.engine.locate('clip', clip.id)).toBeUndefined()
  const [told] = await clips.byIds({ ids: [clip.id] })
  expect(told).toMatchObject({ missingAt: null, trashedAt: expect.any(Number) })
  expect(await clips.find({ projectId: clip.projectId })).toEqual({ found: 0, missing: 0 })
  expect(await spent()).toEqual(before)
  expect((await studio.job(clip.jobId)).state).toBe('done')
  expect(await clips.trash({ ids: [clip.id] })).toEqual({ trashed: [] })
})

test('undoing brings the clip back as it was, with its sidecar and its frame', async () => {
  const { clips, clip, frame, sidecar } = await aClip()
  await clips.trash({ ids: [clip.id] })
  await clips.untrash({ ids: [clip.id] })
  expect([clip.path, frame, sidecar].map(existsSync)).toEqual([true, true, true])
  expect(await clips.byIds({ ids: [clip.id] })).toEqual([clip])
  expect(existsSync(join(dirname(clip.path), '.gallop', 'trash', clip.id))).toBe(false)
})

test('clips thrown away together go and come back each with its own frame', async () => {
  const { clips } = studio.engine.commands
  const { rows } = await clips.search({ filter: {} })
  const frames = await Promise.all(rows.map(({ id }) => clips.frame({ id, which: 'first' })))
  const files = [...rows, ...frames].map(({ path }) => path)
  const ids = rows.map(({ id }) => id)
  expect(await clips.trash({ ids })).toEqual({ trashed: ids })
  expect(files.filter(existsSync)).toEqual([])
  await clips.untrash({ ids })
  expect(files.filter((path) => !existsSync(path))).toEqual([])
})

test('a clip that comes back overwrites nothing: it takes another name, and its sidecar with it', async () => {
  const { clips, clip } = await aClip()
  await clips.trash({ ids: [clip.id] })
  writeFileSync(clip.path, 'mine')
  await clips.untrash({ ids: [clip.id] })
  const [back] = await clips.byIds({ ids: [clip.id] })
  expect(readFileSync(clip.path, 'utf8')).toBe('mine')
  expect(back).toMatchObject({ missingAt: null, trashedAt: null })
  expect(back?.name).not.toBe(clip.name)
  expect(sidecarOf(back)?.jobId).toBe(clip.jobId)
})

test('a run later the files are in the system’s trash, from their own place; taken out of it the clip is back', async () => {
  const { clips, clip, frame, sidecar } = await aClip()
  await clips.trash({ ids: [clip.id] })
  await studio.engine.stop()
  const bin = join(studio.folder, 'bin')
  mkdirSync(bin)
  const told: string[] = []
  const trash = async (path: string) => {
    told.push(path)
    renameSync(path, join(bin, basename(path)))
  }
  const later = await openTestEngine({ after: studio, ports: { trash } })
  await expect.poll(() => told.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3)
  const undo = () => later.engine.commands.clips.untrash({ ids: [clip.id] })
  await expect
    .poll(() => undo().catch((thrown) => thrown.data.code), { timeout: 20_000 })
    .toBe('clip-discarded')
  await later.engine.stop()
  expect(told).toEqual(expect.arrayContaining([clip.path, frame, sidecar]))
  renameSync(join(bin, basename(clip.path)), clip.path)
  const third = await openTestEngine({ after: studio })
  const isBack = async () => (await third.engine.commands.clips.byIds({ ids: [clip.id] }))[0]?.trashedAt
  await expect.poll(isBack, { timeout: 20_000 }).toBeNull()
  await third.engine.stop()
})

function sidecarOf(clip: Clip | undefined) {
  return parseSidecar(readFileSync(clip?.path.replace(/mp4$/, 'json') ?? '', 'utf8'))
}
