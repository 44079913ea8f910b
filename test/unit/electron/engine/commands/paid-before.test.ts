/** What was paid for without a clip: whoever runs it again is told, with the price, that it may be paid for twice. */

import { expect, test } from 'vitest'
import { memoryVault, openTestEngine, type TestEngine } from '#test/support/engine.ts'

type Fault = 'vanishes' | 'moderated'

/** An engine whose service charges; every task it makes from now on ends so. */
async function openPaid(fault: Fault): Promise<TestEngine> {
  const studio = await openTestEngine({ ports: { vault: memoryVault({ custom: 'sk-a' }) } })
  const { settings } = studio.engine.commands
  await settings.update({ service: 'custom', customBaseUrl: studio.rehearsal.apiBase })
  endWith(studio, fault)
  return studio
}

const endWith = (studio: TestEngine, fault: Fault) =>
  studio.rehearsal.setFaults({ seed: 1, odds: { [fault]: 1 }, calls: 100 })

async function queueAndFail(studio: TestEngine, ...names: string[]): Promise<string[]> {
  const ids = await studio.queue(await studio.drawPhotos(...names), { seeds: [7] })
  await studio.engine.whenIdle()
  return ids
}

test('a retry of a task that was lost sight of may be a second payment, one of a refused task is not', async () => {
  await using studio = await openPaid('vanishes')
  const { jobs } = studio.engine.commands
  const ids = await queueAndFail(studio, 'a.jpg', 'b.jpg')
  endWith(studio, 'moderated')
  const [refused = ''] = await queueAndFail(studio, 'c.jpg')
  expect((await jobs.retryEstimate({ ids: [refused] })).paidBefore).toBe(0)
  expect(await jobs.retryEstimate({ ids: [...ids, refused] })).toMatchObject({ clips: 3, paidBefore: 2 })
})

test('once the user has seen that it was not charged, a retry is the first payment', async () => {
  await using studio = await openPaid('vanishes')
  const { jobs } = studio.engine.commands
  const ids = await queueAndFail(studio, 'a.jpg')
  await jobs.clearDoubt({ ids })
  expect((await jobs.retryEstimate({ ids })).paidBefore).toBe(0)
})

test('where the retry is free, nothing can be paid twice', async () => {
  await using studio = await openPaid('vanishes')
  const { jobs, settings } = studio.engine.commands
  const ids = await queueAndFail(studio, 'a.jpg')
  await settings.update({ service: 'rehearsal' })
  expect(await jobs.retryEstimate({ ids })).toMatchObject({ clips: 1, paidBefore: 0 })
})

test('a retry that was stopped does not hide that the take before it may have been paid for', async () => {
  await using studio = await openPaid('vanishes')
  const { jobs, studio: running } = studio.engine.commands
  const ids = await queueAndFail(studio, 'a.jpg')
  await running.pause()
  const { cost: agreed } = await jobs.retryEstimate({ ids })
  const { jobIds } = await jobs.retry({ ids, agreed })
  await jobs.cancel({ ids: jobIds })
  for (const again of [ids, jobIds]) {
    expect(await jobs.retryEstimate({ ids: again })).toMatchObject({ clips: 1, paidBefore: 1 })
  }
})

test('another take of the same recipe is no second payment', async () => {
  await using studio = await openPaid('vanishes')
  const { jobs, shots, studio: running } = studio.engine.commands
  const [lost = ''] = await queueAndFail(studio, 'a.jpg')
  await running.pause()
  const { shotId } = await studio.job(lost)
  const { cost: agreed } = await shots.estimate({ shotIds: [shotId], seeds: [7] })
  const { jobIds: ids } = await jobs.enqueue({ shotIds: [shotId], seeds: [7], agreed })
  await jobs.cancel({ ids })
  expect(await jobs.retryEstimate({ ids })).toMatchObject({ clips: 1, paidBefore: 0 })
})

test('a cell whose task was lost sight of is counted where its table is run again', async () => {
  await using studio = await openPaid('vanishes')
  const { experiments, shots } = studio.engine.commands
  const { projectId } = studio
  const { shotIds } = await shots.import({ projectId, paths: await studio.drawPhotos('a.jpg') })
  const recipe = { prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '480P' } as const
  const { id } = await experiments.create({
    ...{ projectId, name: 'Grass' },
    base: { ...recipe, shotId: shotIds[0] ?? '', durationSeconds: 3, watermark: false },
    rows: { field: 'prompt', values: [{ prompt: 'wind' }] },
    columns: { field: 'seed', values: [{ seed: 1 }, { seed: 2 }] },
  })
  const { cost: agreed, revision, paidBefore } = await experiments.estimate({ id })
  expect(paidBefore).toBe(0)
  await experiments.run({ id, agreed, revision })
  await studio.engine.whenIdle()
  await experiments.update({ id, changes: [{ kind: 'addValue', axis: 'columns', value: { seed: 3 } }] })
  expect(await experiments.estimate({ id })).toMatchObject({ clips: 3, paidBefore: 2 })
})
