/** Retries: what was retried is not bought again, and a clip the filter refused is retried as its user chooses. */

import { expect, test } from 'vitest'
import { openTestEngine, type TestEngine } from '#test/support/engine.ts'

const FREE = { micros: 0, currency: 'CNY' } as const

async function canceledJobs(studio: TestEngine, ...names: string[]): Promise<string[]> {
  const ids = await studio.queue(await studio.drawPhotos(...names), { seeds: [7] })
  await studio.engine.commands.jobs.cancel({ ids })
  return ids
}

test('what was retried already is not retried again, however often it is asked for', async () => {
  await using studio = await openTestEngine({ start: false })
  const { jobs } = studio.engine.commands
  const ids = await canceledJobs(studio, 'a.jpg', 'b.jpg')
  expect((await jobs.retry({ ids, agreed: FREE })).jobIds).toHaveLength(2)
  expect(await jobs.retryEstimate({ ids })).toEqual({ clips: 0, cost: FREE, paidBefore: 0, leftOut: 2 })
  expect(await jobs.retry({ ids, agreed: FREE })).toEqual({ jobIds: [], leftOut: 2 })
  expect(await studio.jobs()).toHaveLength(4)
})

test('of two windows that retry at the same time one queues each job', async () => {
  await using studio = await openTestEngine({ start: false })
  const { jobs } = studio.engine.commands
  const ids = await canceledJobs(studio, 'a.jpg', 'b.jpg', 'c.jpg')
  const retried = await Promise.all([1, 2, 3].map(() => jobs.retry({ ids, agreed: FREE })))
  expect(retried.map(({ jobIds, leftOut }) => jobIds.length + leftOut)).toEqual([3, 3, 3])
  expect(retried.flatMap(({ jobIds }) => jobIds)).toHaveLength(3)
  expect(await studio.jobs()).toHaveLength(6)
})

test('where a retry came to nothing, the last one alone is retried in the name of all', async () => {
  await using studio = await openTestEngine({ start: false })
  const { jobs } = studio.engine.commands
  const [first = ''] = await canceledJobs(studio, 'a.jpg')
  const [second = ''] = (await jobs.retry({ ids: [first], agreed: FREE })).jobIds
  await jobs.cancel({ ids: [second] })
  const ids = [first, second]
  expect((await jobs.retryEstimate({ ids })).clips).toBe(1)
  const [third = ''] = (await jobs.retry({ ids, agreed: FREE })).jobIds
  expect((await studio.job(third)).retakeOf).toBe(second)
  // The first one was retried as well, through its retry.
  expect((await jobs.retryEstimate({ ids: [first] })).clips).toBe(0)
})

test('a clip the filter refused is left out where everything is retried, and gets a new seed where it is chosen', async () => {
  await using studio = await openTestEngine()
  const { jobs } = studio.engine.commands
  studio.rehearsal.setFaults({ seed: 1, odds: { moderated: 1 }, calls: 1 })
  const ids = await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map(({ error }) => error?.code)).toEqual([
    'moderated-output',
    'moderated-output',
  ])
  expect(await jobs.retryEstimate({ ids, all: true })).toEqual({
    clips: 0,
    cost: FREE,
    paidBefore: 0,
    leftOut: 2,
  })
  expect((await jobs.retry({ ids, all: true, agreed: FREE })).jobIds).toEqual([])
  const { jobIds } = await jobs.retry({ ids: ids.slice(0, 1), agreed: FREE })
  const retake = await studio.job(jobIds[0] ?? '')
  expect([retake.retakeOf, retake.seed === 7]).toEqual([ids[0], false])
})
