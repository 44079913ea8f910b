/** What the engine asks of the service besides rendering. */

import { statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { DATA_URI_MAX_BYTES } from '#shared/happyhorse.ts'
import { inState, openTestEngine } from '#test/support/engine.ts'
import { loopbackServer } from '#test/support/loopback-server.ts'

test('a picture too large for the request itself travels through temporary storage', async () => {
  await using studio = await openTestEngine()
  const path = join(studio.folder, 'photos', 'noise.png')
  await mkdir(join(studio.folder, 'photos'))
  const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const
  await sharp({ create: { width: 1_800, height: 1_600, channels: 3, background: 'grey', noise } })
    .png({ compressionLevel: 1 })
    .toFile(path)
  expect(statSync(path).size).toBeGreaterThan(DATA_URI_MAX_BYTES)
  await studio.queue([path], { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map((job) => job.state)).toEqual(['done'])
})

test('a task that waits at the service is canceled there and never paid, one that runs is not', async () => {
  await using studio = await openTestEngine({ rehearsal: { speed: 1 } })
  const { commands } = studio.engine
  const limits = { submitsPerSecond: 5, inFlightPerModel: 7, queriesPerSecond: 20 }
  await commands.settings.update({ limits })
  const ids = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [1, 2, 3, 4, 5, 6, 7, 8] })
  const rendering = async () => inState(await studio.jobs(), 'rendering')
  await expect.poll(async () => (await rendering()).length, { timeout: 10_000 }).toBe(7)
  const statuses = async () => (await rendering()).filter((job) => job.taskStatus === 'RUNNING').length
  await expect.poll(statuses, { timeout: 10_000 }).toBe(5)

  const { canceled, refused } = await commands.jobs.cancel({ ids })
  expect(canceled).toBe(3)
  expect(refused.map(({ error }) => [error.code, error.values.state])).toEqual(
    Array.from({ length: 5 }, () => ['not-possible-now', 'rendering']),
  )
  const byStatus = Object.groupBy(studio.rehearsal.ledger().tasks, (task) => task.status)
  expect([byStatus.RUNNING?.length, byStatus.CANCELED?.length]).toEqual([5, 2])
})

test.each([
  [403, '<html><h1>Access blocked by your company</h1></html>'],
  [404, '<html>Not Found</html>'],
  [451, ''],
])('a page of something on the way (%i) pauses the queue and fails no job', async (status, page) => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  const gateway = await loopbackServer((response) => response.writeHead(status).end(page))
  await commands.settings.update({ service: 'custom', customBaseUrl: `${gateway.origin}/api/v1` })
  await commands.settings.setKey({ service: 'custom', key: 'sk-good' })
  await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg', 'c.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await commands.studio.snapshot()).status.pause?.error?.code).toBe('answered-elsewhere')
  expect((await studio.jobs()).map(({ state }) => state)).toEqual(['queued', 'queued', 'queued'])
})

test('a wrong key pauses the queue once; the right one and a click let it go on', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  await commands.settings.update({ service: 'custom', customBaseUrl: studio.rehearsal.apiBase })
  await commands.settings.setKey({ service: 'custom', key: 'not-a-key' })
  await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await commands.studio.snapshot()).status.pause?.error?.code).toBe('key-refused')
  expect((await studio.jobs()).map((job) => job.state)).toEqual(['queued', 'queued'])
  await commands.settings.setKey({ service: 'custom', key: 'sk-good' })
  await commands.studio.resume()
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map((job) => [job.state, job.actual?.micros])).toEqual([
    ['done', 1_350_000],
    ['done', 1_350_000],
  ])
  const { spent } = (await commands.studio.snapshot()).status
  expect(spent).toEqual({ micros: 2_700_000, currency: 'CNY' })
})

test('two engines over one service: tasks of the other are left alone', async () => {
  await using other = await openTestEngine()
  await other.queue(await other.drawPhotos('x.jpg', 'y.jpg'), { prompt: 'a stranger sings', seeds: [1] })
  await using mine = await openTestEngine({
    after: { folder: join(other.folder, 'mine'), rehearsal: other.rehearsal },
  })
  other.rehearsal.setScenario('drops-reply')
  await mine.queue(await mine.drawPhotos('a.jpg', 'b.jpg'), { seeds: [7] })
  await Promise.all([mine.engine.whenIdle(), other.engine.whenIdle()])
  const owners = [...(await mine.jobs()), ...(await other.jobs())]
  expect(owners.map((job) => job.state)).toEqual(['done', 'done', 'done', 'done'])
  expect(owners.map((job) => job.taskId).sort()).toEqual(
    other.rehearsal
      .ledger()
      .tasks.map((task) => task.taskId)
      .sort(),
  )
})
