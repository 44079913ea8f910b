/** Nothing is queued at a price, or with a service, that nobody agreed to, however long pictures take to prepare. */

import { expect, test } from 'vitest'
import { memoryVault, openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { codeOf } from '#test/support/error-code.ts'

const FREE = { micros: 0, currency: 'CNY' } as const

const openStudio = () =>
  openTestEngine({ start: false, ports: { vault: memoryVault({ beijing: 'sk-real' }) } })

/** Breaks in while first frames are prepared. */
async function meanwhile(studio: TestEngine, queueing: Promise<unknown>, change: object) {
  const code = codeOf(queueing)
  await new Promise((resolve) => setImmediate(resolve))
  await studio.engine.commands.settings.update(change)
  return code
}

/** A canceled job, and what would queue it anew in every way there is. */
async function waysToQueue(studio: TestEngine) {
  const { commands } = studio.engine
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await commands.jobs.cancel({ ids: [jobId] })
  const { shotId } = await studio.job(jobId)
  const recipe = { prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '480P', watermark: true } as const
  const { id } = await commands.experiments.create({
    ...{ projectId: studio.projectId, name: 'Grass', base: { ...recipe, shotId, durationSeconds: 3 } },
    rows: { field: 'prompt', values: [{ prompt: 'wind' }] },
    columns: { field: 'seed', values: [{ seed: 1 }] },
  })
  return {
    enqueue: () => commands.jobs.enqueue({ shotIds: [shotId], takes: 1, agreed: FREE }),
    retry: () => commands.jobs.retry({ ids: [jobId], agreed: FREE }),
    retake: () => commands.retakes.queue({ jobId, takes: 1, seed: 'new', agreed: FREE }),
    run: async () => {
      const { revision } = await commands.experiments.estimate({ id })
      return commands.experiments.run({ id, agreed: FREE, revision })
    },
  }
}

test.each(['enqueue', 'retry', 'retake', 'run'] as const)(
  '%s: what was agreed for a rehearsal is not queued for money when the service is switched meanwhile',
  async (way) => {
    await using studio = await openStudio()
    const ways = await waysToQueue(studio)
    const before = (await studio.jobs()).length
    expect(await meanwhile(studio, ways[way](), { service: 'beijing' })).toBe('estimate-changed')
    expect(await studio.jobs()).toHaveLength(before)
    expect((await studio.jobs()).filter(({ service }) => service !== 'rehearsal')).toEqual([])
  },
)

test('a price that changes while pictures are prepared is asked for again', async () => {
  await using studio = await openTestEngine({ start: false, engine: { serviceOverride: 'beijing' } })
  const { commands } = studio.engine
  const { projectId } = studio
  const { shotIds } = await commands.shots.import({ projectId, paths: await studio.drawPhotos('a.jpg') })
  const { cost } = await commands.shots.estimate({ shotIds })
  const dearer = { prices: { 'beijing/happyhorse-1.1-i2v/720P': 9_000_000 } }
  expect(await meanwhile(studio, commands.jobs.enqueue({ shotIds, agreed: cost }), dearer)).toBe(
    'estimate-changed',
  )
  expect(await studio.jobs()).toEqual([])
})

test('another service at the same price is another agreement', async () => {
  await using studio = await openStudio()
  const { commands } = studio.engine
  const { projectId } = studio
  await commands.settings.update({
    service: 'beijing',
    customBaseUrl: 'https://elsewhere.example/api/v1',
    customPriceRegion: 'beijing',
  })
  const { shotIds } = await commands.shots.import({ projectId, paths: await studio.drawPhotos('a.jpg') })
  const { cost } = await commands.shots.estimate({ shotIds })
  const queueing = commands.jobs.enqueue({ shotIds, agreed: cost })
  expect(await meanwhile(studio, queueing, { service: 'custom' })).toBe('estimate-changed')
})
