/** The commands of the contract, on a real engine whose pipeline stands still. */

import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { safe } from '@orpc/client'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openEngine, readStatus } from '#electron/engine/engine.ts'
import { openTestEngine, TEST_PACE, testPorts } from '#test/support/engine.ts'
import { codeOf, errorOf } from '#test/support/error-code.ts'

const STILL = { start: false } as const
const FREE = { micros: 0, currency: 'CNY' } as const

test('a new data folder has one project, the rehearsal service, and nothing to pay', async () => {
  await using studio = await openTestEngine(STILL)
  const { projects, status, settings, facts } = await studio.engine.commands.studio.snapshot()
  expect(projects.map(({ name, folder }) => [name, folder])).toEqual([
    ['My first project', join(studio.dataFolder, 'projects', 'My first project')],
  ])
  expect([status.service, status.rehearsal, status.keySet, status.spent]).toEqual([
    'rehearsal',
    true,
    true,
    FREE,
  ])
  expect([settings.service, facts.dataFolder, status.remainingMs]).toEqual([
    'rehearsal',
    studio.dataFolder,
    null,
  ])
})

test('a folder makes one project, however often it is named', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const folder = join(studio.folder, 'out')
  const first = await commands.projects.create({ name: 'Out', folder })
  expect(await commands.projects.create({ name: 'Again', folder })).toEqual(first)
  const renamed = await commands.projects.rename({ id: first.id, name: 'Better' })
  expect([renamed.name, renamed.folder]).toEqual(['Better', folder])
  writeFileSync(join(studio.folder, 'file'), '')
  const inFile = commands.projects.create({ name: 'No', folder: join(studio.folder, 'file', 'x') })
  expect(await errorOf(inFile)).toMatchObject({
    code: 'folder-unusable',
    values: { detail: expect.stringMatching(/ENOTDIR|ENOENT|EEXIST/) },
  })
})

test('an import inspects, blocks what cannot be sent, and skips what is there already', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId, folder } = studio
  await studio.drawPhotos('b.jpg', 'a.jpg')
  writeFileSync(join(folder, 'photos', 'c.jpg'), 'only its name is a picture')
  const paths = [join(folder, 'photos')]
  const first = await commands.shots.import({ projectId, paths, recipe: { prompt: 'wind', seed: 7 } })
  expect([first.added, first.skipped, first.blocked]).toEqual([3, 0, 1])
  const second = await commands.shots.import({ projectId, paths })
  expect([second.added, second.skipped, second.blocked]).toEqual([0, 3, 0])
  const { rows, total } = await commands.shots.page({ projectId })
  expect([rows.map((shot) => shot.still.name), total]).toEqual([['a.jpg', 'b.jpg', 'c.jpg'], 3])
  expect(rows[0]).toMatchObject({ prompt: 'wind', seed: 7, seedLocked: false, resolution: '720P', takes: 0 })
  expect(rows[0]?.still).toMatchObject({ width: 640, height: 480, format: 'jpeg', findings: [] })
  expect(rows[2]?.still.findings.map(({ rule }) => rule)).toEqual(['not-a-picture'])
  const stillId = rows[0]?.still.id ?? ''
  const thumbnail = studio.engine.locate('thumbnail', stillId)
  expect((await sharp(thumbnail?.path).metadata()).format).toBe('webp')
  expect(studio.engine.locate('still', stillId)?.mime).toBe('image/jpeg')
  expect(studio.engine.locate('clip', stillId)).toBeUndefined()
})

test('a shot that was removed comes back with restore, and its file may be imported anew', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId } = studio
  const paths = await studio.drawPhotos('a.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths })
  await commands.shots.remove({ ids: shotIds })
  expect((await commands.shots.page({ projectId })).total).toBe(0)
  expect((await commands.shots.import({ projectId, paths })).added).toBe(1)
  await commands.shots.restore({ ids: shotIds })
  expect((await commands.shots.page({ projectId })).total).toBe(2)
  expect(await codeOf(commands.shots.remove({ ids: ['nobody'] }))).toBe('not-found')
})

test('a shot that was taken off the board is not queued, and windows are told that it went', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  const { shotIds } = await commands.shots.import({ projectId: studio.projectId, paths })
  const [gone = '', stays = ''] = shotIds
  const told: string[] = []
  const end = studio.engine.subscribe(({ removedShots = [] }) => told.push(...removedShots))
  await commands.shots.remove({ ids: [gone] })
  await expect.poll(() => told).toEqual([gone])
  end()
  const estimate = await commands.shots.estimate({ shotIds, takes: 1 })
  expect(estimate).toMatchObject({ clips: 1, blocked: [{ shotId: gone, error: { code: 'not-found' } }] })
  await commands.jobs.enqueue({ shotIds, takes: 1, agreed: estimate.cost })
  const { rows } = await commands.jobs.page({ projectId: studio.projectId })
  expect(rows.map(({ shotId }) => shotId)).toEqual([stays])
})

test('nothing is queued at another price than the one agreed to', async () => {
  await using studio = await openTestEngine({ ...STILL, engine: { serviceOverride: 'beijing' } })
  const { commands } = studio.engine
  const { projectId } = studio
  const { shotIds } = await commands.shots.import({ projectId, paths: await studio.drawPhotos('a.jpg') })
  const estimate = await commands.shots.estimate({ shotIds, takes: 4 })
  expect(estimate).toEqual({
    ...{ clips: 4, seconds: 20, cost: { micros: 18_000_000, currency: 'CNY' }, blocked: [], fits: null },
  })
  expect(await codeOf(commands.jobs.enqueue({ shotIds, takes: 4, agreed: FREE }))).toBe('estimate-changed')
  expect(await studio.jobs()).toEqual([])
  const { jobIds } = await commands.jobs.enqueue({ shotIds, takes: 4, agreed: estimate.cost })
  const jobs = await studio.jobs()
  expect(jobs.map((job) => job.id).sort()).toEqual([...jobIds].sort())
  expect(jobs.map((job) => job.take).sort()).toEqual([1, 2, 3, 4])
  expect(new Set(jobs.map((job) => job.seed)).size).toBe(4)
  expect(jobs.every((job) => job.service === 'beijing' && job.estimate.micros === 4_500_000)).toBe(true)
})

test('what has no price is blocked with the reason, until the user enters one', async () => {
  await using studio = await openTestEngine({ ...STILL, engine: { serviceOverride: 'tokyo' } })
  const { commands } = studio.engine
  const { projectId } = studio
  const recipe = { model: 'happyhorse-1.0-i2v' } as const
  const paths = await studio.drawPhotos('a.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths, recipe })
  const { blocked, clips } = await commands.shots.estimate({ shotIds })
  expect([blocked[0]?.error.code, clips]).toEqual(['price-unknown', 0])
  expect(await codeOf(commands.jobs.enqueue({ shotIds, agreed: FREE }))).toBe('price-unknown')
  await commands.settings.update({ prices: { 'tokyo/happyhorse-1.0-i2v/720P': 1_000_000 } })
  expect((await commands.shots.estimate({ shotIds })).cost.micros).toBe(5_000_000)
})

test('a blocked still is not queued, and one that was changed since is looked at again', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId } = studio
  const [path = '', other = ''] = await studio.drawPhotos('a.jpg', 'b.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths: [path] })
  await sharp({ create: { width: 100, height: 100, channels: 3, background: 'red' } }).toFile(path)
  expect(await codeOf(commands.jobs.enqueue({ shotIds, agreed: FREE }))).toBe('still-blocked')
  const { rows } = await commands.shots.page({ projectId })
  expect(rows[0]?.still.findings.map(({ rule }) => rule)).toEqual(['too-small'])
  expect(await codeOf(commands.jobs.enqueue({ shotIds, agreed: FREE }))).toBe('nothing-to-queue')
  copyFileSync(other, path)
  const again = await commands.shots.import({ projectId, paths: [other] })
  expect((await commands.jobs.enqueue({ shotIds: again.shotIds, agreed: FREE })).jobIds).toHaveLength(1)
})

test('a locked seed that was left open is drawn once and kept', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId } = studio
  const paths = await studio.drawPhotos('a.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths, recipe: { seedLocked: true } })
  await commands.jobs.enqueue({ shotIds, takes: 2, agreed: FREE })
  const seed = (await commands.shots.page({ projectId })).rows[0]?.seed
  expect((await studio.jobs()).map((job) => job.seed)).toEqual([seed, seed])
  expect(seed).toBeTypeOf('number')
})

test('queued jobs are canceled at once and can be retried with the same seed', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const [id = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  expect(await commands.jobs.cancel({ ids: [id] })).toEqual({ canceled: 1, refused: [] })
  const again = await commands.jobs.cancel({ ids: [id] })
  expect(again.refused.map(({ error }) => [error.code, error.values])).toEqual([
    ['not-possible-now', { state: 'canceled' }],
  ])
  expect(await commands.jobs.retryEstimate({ ids: [id] })).toEqual({
    clips: 1,
    cost: FREE,
    paidBefore: 0,
    leftOut: 0,
  })
  const dearer = commands.jobs.retry({ ids: [id], agreed: { micros: 1, currency: 'CNY' } })
  expect(await codeOf(dearer)).toBe('estimate-changed')
  const { jobIds, leftOut } = await commands.jobs.retry({ ids: [id], agreed: FREE })
  const retake = await studio.job(jobIds[0] ?? '')
  expect([retake.state, retake.take, retake.seed, retake.retakeOf, leftOut]).toEqual(['queued', 2, 7, id, 0])
})

test('a pause by the user survives a restart', async () => {
  await using studio = await openTestEngine(STILL)
  await studio.engine.commands.studio.pause()
  await studio.engine.stop()
  expect(readStatus(studio.dataFolder, Date.now())?.pause?.byUser).toBe(true)
  const engine = await openEngine({
    dataFolder: studio.dataFolder,
    ports: testPorts(async () => studio.rehearsal.apiBase),
    version: '0.0.0-test',
    samplesFolder: studio.folder,
    pace: TEST_PACE,
  })
  expect((await engine.commands.studio.snapshot()).status.pause?.byUser).toBe(true)
  await engine.commands.studio.resume()
  expect((await engine.commands.studio.snapshot()).status.pause).toBeNull()
  await engine.stop()
})

test('a folder that is owned is refused to a second engine, though its status can be read', async () => {
  await using studio = await openTestEngine(STILL)
  const second = openEngine({
    dataFolder: studio.dataFolder,
    ports: testPorts(async () => ''),
    version: '0.0.0-test',
    samplesFolder: '',
  })
  await expect(second).rejects.toMatchObject({ code: 'data-in-use' })
  expect(readStatus(studio.dataFolder, Date.now())?.service).toBe('rehearsal')
  expect(readStatus(join(studio.folder, 'nowhere'), Date.now())).toBeUndefined()
})

test('input that does not fit the contract is told with the place and the reason', async () => {
  await using studio = await openTestEngine(STILL)
  const { error } = await safe(studio.engine.commands.jobs.cancel({ ids: [] }))
  expect((error as { data?: unknown } | null)?.data).toEqual({
    ...{ code: 'bad-request', values: { detail: 'ids: Too small: expected array to have >=1 items' } },
  })
})

test('keys are told by service and never by value, and the free check says whether one is good', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  await commands.settings.setKey({ service: 'beijing', key: 'sk-secret' })
  expect(await commands.settings.keys()).toEqual({ storedIn: 'file', services: ['beijing'] })
  await commands.settings.removeKey({ service: 'beijing' })
  expect((await commands.settings.keys()).services).toEqual([])
  expect(await commands.settings.checkKey({ service: 'rehearsal' })).toEqual({ ok: true })
  await commands.settings.update({ customBaseUrl: studio.rehearsal.url })
  const bad = await commands.settings.checkKey({ service: 'custom', key: 'nonsense' })
  expect([bad.ok, bad.error?.code]).toEqual([false, 'key-refused'])
  expect((await commands.settings.checkKey({ service: 'beijing' })).error?.code).toBe('key-missing')
})

test('changes tell rows and lists, and never a signed link', async () => {
  await using studio = await openTestEngine()
  const seen: string[] = []
  const end = studio.engine.subscribe((change) => seen.push(JSON.stringify(change)))
  await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  await expect.poll(() => seen.some((line) => line.includes('"clips":[{'))).toBe(true)
  end()
  const all = seen.join('\n')
  expect([all.includes('"relist"'), all.includes('videoUrl'), all.includes('Signature=')]).toEqual([
    true,
    false,
    false,
  ])
})

test('both frames of a clip are saved beside it, once', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  const [clip] = (await commands.clips.page({ projectId: studio.projectId })).rows
  const { path } = await commands.clips.frame({ id: clip?.id ?? '', which: 'last' })
  expect((await sharp(path).metadata()).width).toBe(clip?.width)
  rmSync(clip?.path ?? '')
  expect(await commands.clips.frame({ id: clip?.id ?? '', which: 'last' })).toEqual({ path })
  expect(studio.engine.locate('clip', clip?.id ?? '')).toBeUndefined()
})
