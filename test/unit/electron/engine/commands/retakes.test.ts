/** Takes made from a take: on new seeds, with one change, as a final; priced and agreed to like any other. */

import { expect, test } from 'vitest'
import { openTestEngine } from '#test/support/engine.ts'
import { codeOf } from '#test/support/error-code.ts'

const STILL = { start: false, engine: { serviceOverride: 'beijing' } } as const
const FREE = { micros: 0, currency: 'CNY' } as const

test('new seeds are drawn for the old recipe, at its price, whatever became of the shot', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7], prompt: 'wind' })
  const { shotId } = await studio.job(jobId)
  await commands.shots.update({ ids: [shotId], patch: { prompt: 'snow', durationSeconds: 9 } })
  const { clips, cost, blocked } = await commands.retakes.estimate({ jobId, takes: 3 })
  expect([clips, cost.micros, blocked]).toEqual([3, 3 * 3 * 450_000, null])
  expect(await codeOf(commands.retakes.queue({ jobId, takes: 3, seed: 'new', agreed: FREE }))).toBe(
    'estimate-changed',
  )
  const { jobIds } = await commands.retakes.queue({ jobId, takes: 3, seed: 'new', agreed: cost })
  const made = await Promise.all(jobIds.map(studio.job))
  expect(new Set(made.map((job) => `${job.prompt} ${job.durationSeconds} ${job.retakeOf}`))).toEqual(
    new Set([`wind 3 ${jobId}`]),
  )
  expect(new Set([7, ...made.map((job) => job.seed)]).size).toBe(4)
})

test('same seed, one change: a shot beside the old one, with the recipe of the take and its seed locked', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const { projectId } = studio
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg', 'b.jpg'), { seeds: [7] })
  const { shotId } = await commands.retakes.branch({ jobId })
  const { rows } = await commands.shots.page({ projectId })
  expect(rows.map((shot) => shot.still.name)).toEqual(['a.jpg', 'a.jpg', 'b.jpg'])
  expect(rows[1]).toMatchObject({
    ...{ id: shotId, prompt: 'the light is fading', resolution: '480P', durationSeconds: 3 },
    ...{ seed: 7, seedLocked: true, takes: 0 },
  })
})

test('only a saved draft is promoted, and what its model does not offer is told before', async () => {
  await using studio = await openTestEngine(STILL)
  const { commands } = studio.engine
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  const wish = { jobId, takes: 1, resolution: '1080P', durationSeconds: 6 } as const
  const { cost } = await commands.retakes.estimate(wish)
  expect(cost.micros).toBe(6 * 1_200_000)
  const order = { ...wish, seed: 'same', promotes: true, agreed: cost } as const
  expect(await codeOf(commands.retakes.queue(order))).toBe('not-possible-now')
})

test('a final is larger or longer than its draft, never the same again, and each is paid for once', async () => {
  await using studio = await openTestEngine()
  const { retakes, studio: running } = studio.engine.commands
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  await running.pause()
  const tell = async (resolution: '480P' | '720P', durationSeconds: number) => {
    const wish = { jobId, takes: 1, promotes: true, resolution, durationSeconds }
    const { clips, blocked } = await retakes.estimate(wish)
    const code = await codeOf(retakes.queue({ ...wish, seed: 'same', agreed: FREE }))
    expect([blocked?.code, clips]).toEqual([code, code ? 0 : 1])
    return code
  }
  expect([await tell('480P', 3), await tell('480P', 4), await tell('720P', 3)]).toEqual([
    ...['not-a-promotion', undefined, undefined],
  ])
  expect([await tell('480P', 4), await tell('720P', 3)]).toEqual(['final-exists', 'final-exists'])
  expect(await studio.jobs()).toHaveLength(3)
})

test('of two windows that promote a draft at the same time one pays for the final', async () => {
  await using studio = await openTestEngine()
  const { retakes, studio: running } = studio.engine.commands
  const [jobId = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  await running.pause()
  const order = { jobId, takes: 1, promotes: true, resolution: '720P', seed: 'same', agreed: FREE } as const
  const codes = await Promise.all(
    [1, 2].map((ticket) => codeOf(retakes.queue({ ...order, ticket: `${ticket}` }))),
  )
  expect(codes.sort()).toEqual(['final-exists', undefined])
})

test('a final that is retried stays the final of its draft', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  const [draft = ''] = await studio.queue(await studio.drawPhotos('a.jpg'), { seeds: [7] })
  await studio.engine.whenIdle()
  await commands.studio.pause()
  const order = { jobId: draft, takes: 1, seed: 'same', promotes: true, agreed: FREE } as const
  const { jobIds: ids } = await commands.retakes.queue({ ...order, resolution: '720P' })
  await commands.jobs.cancel({ ids })
  const [final] = (await commands.jobs.retry({ ids, agreed: FREE })).jobIds
  expect((await commands.drafts.of({ jobId: final ?? '' })).map((one) => one.draftJobId)).toEqual([draft])
})

test('a seed locked for the project is that of takes without their own, and one draw serves a batch', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  const { projectId } = studio
  const paths = await studio.drawPhotos('a.jpg', 'b.jpg')
  const { shotIds } = await commands.shots.import({ projectId, paths })
  const seedsOf = async (ids: string[]) => (await Promise.all(ids.map(studio.job))).map((job) => job.seed)
  const once = await commands.jobs.enqueue({ shotIds, takes: 2, oneDraw: true, agreed: FREE })
  const [a1, a2, b1, b2] = await seedsOf(once.jobIds)
  expect([a1 === b1, a2 === b2, a1 === a2]).toEqual([true, true, false])
  expect((await commands.projects.setSeed({ id: projectId, seed: 42 })).seed).toBe(42)
  const locked = await commands.jobs.enqueue({ shotIds, takes: 2, agreed: FREE })
  expect(await seedsOf(locked.jobIds)).toEqual([42, 42, 42, 42])
})
