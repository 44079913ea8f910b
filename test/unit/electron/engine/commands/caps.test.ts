/** What the user may do about caps: set them, see what fits, raise them, and say what was not billed. */

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'

const PAID = { start: false, engine: { serviceOverride: 'beijing' } } as const
/** 5 s at 720P. */
const TAKE = 4_500_000

async function open() {
  const studio = await openTestEngine(PAID)
  const { commands } = studio.engine
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  const { shotIds } = await commands.shots.import({ projectId: studio.projectId, paths })
  return { studio, commands, shotIds }
}

test('an estimate tells which cap stops it first and how many takes go before', async () => {
  const { studio, commands, shotIds } = await open()
  await using _ = studio
  const fits = async (takes: number, capMicros?: number) =>
    (await commands.shots.estimate({ shotIds, takes, ...(capMicros === undefined ? {} : { capMicros }) }))
      .fits
  expect(await fits(50)).toBeNull()
  await commands.settings.update({ caps: { monthMicros: 10 * TAKE, batchMicros: 6 * TAKE } })
  expect(await fits(3)).toBeNull()
  expect(await fits(4)).toEqual({ window: 'batch', cap: { micros: 6 * TAKE, currency: 'CNY' }, takes: 6 })
  expect(await fits(4, 100 * TAKE)).toBeNull()
  const { cost } = await commands.shots.estimate({ shotIds, takes: 3 })
  await commands.jobs.enqueue({ shotIds, takes: 3, agreed: cost })
  expect(await fits(3)).toEqual({ window: 'month', cap: { micros: 10 * TAKE, currency: 'CNY' }, takes: 4 })
})

test('a cap that is changed ends the pause it had caused, and no other', async () => {
  const { studio, commands } = await open()
  await using _ = studio
  const pausedBy = async () => (await commands.studio.snapshot()).status.pause?.byUser
  await commands.studio.pause()
  await commands.settings.update({ caps: { dayMicros: TAKE } })
  expect(await pausedBy()).toBe(true)
})

test('caps are kept one by one, and an amount that is none is refused', async () => {
  const { studio, commands } = await open()
  await using _ = studio
  await commands.settings.update({ caps: { dayMicros: TAKE } })
  const { caps } = await commands.settings.update({ caps: { monthMicros: 2 * TAKE } })
  expect(caps).toEqual({ batchMicros: null, dayMicros: TAKE, monthMicros: 2 * TAKE })
  await expect(commands.settings.update({ caps: { dayMicros: 1.5 } })).rejects.toThrow()
  await expect(commands.settings.update({ caps: { dayMicros: -1 } })).rejects.toThrow()
  const { status } = await commands.studio.snapshot()
  expect(status.budget.day).toEqual({ spentMicros: 0, reservedMicros: 0, doubtedMicros: 0, capMicros: TAKE })
})

test('a raised cap lets the queue go on by itself', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  await commands.settings.update({
    ...{ service: 'custom', customBaseUrl: studio.rehearsal.apiBase },
    caps: { dayMicros: 1_350_000 },
  })
  const ids = await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg'))
  studio.engine.start()
  await studio.engine.whenIdle()
  const states = async () => (await Promise.all(ids.map(studio.job))).map(({ state }) => state)
  expect((await commands.studio.snapshot()).status.pause?.error?.code).toBe('cap-reached')
  expect(await states()).toEqual(['done', 'queued'])
  await commands.settings.update({ caps: { dayMicros: 2 * 1_350_000 } })
  await studio.engine.whenIdle()
  expect([await states(), (await commands.studio.snapshot()).status.pause]).toEqual([['done', 'done'], null])
})

test('a job tells what its batch would come to, under its own cap or that of all batches', async () => {
  const { studio, commands, shotIds } = await open()
  await using _ = studio
  const { cost } = await commands.shots.estimate({ shotIds })
  const { jobIds } = await commands.jobs.enqueue({ shotIds, agreed: cost, capMicros: TAKE })
  const [id = ''] = jobIds
  const batch = async () => (await commands.jobs.history({ id })).batch
  const nothing = { spentMicros: 0, reservedMicros: 0, doubtedMicros: 0 }
  expect(await batch()).toEqual({
    ...nothing,
    ...{ capMicros: TAKE, isOwn: true, wholeMicros: 2 * TAKE, queued: 2 },
  })
  await commands.settings.update({ caps: { batchMicros: 5 * TAKE } })
  await commands.jobs.capBatches({ ids: [id], capMicros: null })
  expect(await batch()).toMatchObject({ capMicros: 5 * TAKE, isOwn: false })
})

test('what may have been billed and was not leaves a line in the history, once', async () => {
  const { studio, commands, shotIds } = await open()
  await using _ = studio
  const { cost } = await commands.shots.estimate({ shotIds, takes: 1 })
  const [id = ''] = (await commands.jobs.enqueue({ shotIds, takes: 1, agreed: cost })).jobIds
  const other = new Sqlite(join(studio.dataFolder, 'gallop.sqlite'))
  other.prepare('UPDATE jobs SET doubted_micros = ? WHERE id = ?').run(TAKE, id)
  other.close()
  await commands.jobs.clearDoubt({ ids: [id] })
  await commands.jobs.clearDoubt({ ids: [id] })
  const { job, events } = await commands.jobs.history({ id })
  expect([job.doubtedMicros, events.map(({ event, facts }) => [event, facts.micros])]).toEqual([
    0,
    [
      ['created', undefined],
      ['billSeen', TAKE],
    ],
  ])
})
