/** An order whose answer was lost is given again, and queued once. */

import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'

const STILL = { start: false, engine: { serviceOverride: 'beijing' } } as const

test('an order given again under its ticket is queued once, at once or later, whatever its price is by then', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId } = studio
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  const recipe = { durationSeconds: 3, resolution: '480P' } as const
  const { shotIds } = await commands.shots.import({ projectId, paths, recipe })
  const { cost } = await commands.shots.estimate({ shotIds, takes: 2 })
  const order = { shotIds, takes: 2, agreed: cost, ticket: 'press 1' }
  const [first, twin] = await Promise.all([commands.jobs.enqueue(order), commands.jobs.enqueue(order)])
  expect(twin).toEqual(first)
  await commands.shots.update({ ids: shotIds, patch: { durationSeconds: 9 } })
  expect(await commands.jobs.enqueue(order)).toEqual(first)
  expect(await studio.jobs()).toHaveLength(4)

  const dearer = (await commands.shots.estimate({ shotIds, takes: 2 })).cost
  const other = await commands.jobs.enqueue({ ...order, agreed: dearer, ticket: 'press 2' })
  expect(other.batchId).not.toBe(first.batchId)
  await commands.jobs.enqueue({ shotIds, takes: 1, agreed: { ...dearer, micros: dearer.micros / 2 } })
  expect(await studio.jobs()).toHaveLength(10)
})

test('new seeds for a take, ordered twice under one ticket, are drawn once', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  const { cost } = await commands.retakes.estimate({ jobId, takes: 3 })
  const order = { jobId, takes: 3, seed: 'new', agreed: cost, ticket: 'press' } as const
  const [first, twin] = await Promise.all([commands.retakes.queue(order), commands.retakes.queue(order)])
  expect(await commands.retakes.queue(order)).toEqual(first)
  expect(twin).toEqual(first)
  expect(await studio.jobs()).toHaveLength(4)
})
