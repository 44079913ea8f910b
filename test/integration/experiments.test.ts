/** An experiment through the whole pipeline: repeated as a control, promoted to a final, exported, and scored. */

import { existsSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { inState, openTestEngine } from '#test/support/engine.ts'
import { codeOf } from '#test/support/error-code.ts'

const FREE = { micros: 0, currency: 'CNY' } as const

test('cells fill once, a repeat stands beside its cell, and a final is tied to its draft', async () => {
  await using studio = await openTestEngine()
  const { commands } = studio.engine
  const { projectId } = studio
  const { shotIds } = await commands.shots.import({ projectId, paths: await studio.drawPhotos('a.jpg') })
  const [shotId = ''] = shotIds
  const base = { shotId, prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '480P' } as const
  const { id } = await commands.experiments.create({
    ...{ projectId, name: 'Grass' },
    base: { ...base, durationSeconds: 3, watermark: false },
    rows: { field: 'prompt', values: [{ prompt: 'wind' }, { prompt: 'snow' }] },
    columns: { field: 'seed', values: [{ seed: 1 }] },
  })
  const { jobIds } = await commands.experiments.run({ id, agreed: FREE })
  const [jobId = ''] = jobIds
  expect(await codeOf(commands.experiments.repeat({ id, jobId, agreed: FREE }))).toBe('not-possible-now')
  await studio.engine.whenIdle()

  await commands.experiments.repeat({ id, jobId, agreed: FREE })
  const wish = { jobId, takes: 1, resolution: '720P', seed: 'same', promotes: true, agreed: FREE } as const
  const [final = ''] = (await commands.retakes.queue(wish)).jobIds
  await studio.engine.whenIdle()
  expect(inState(await studio.jobs(), 'done')).toHaveLength(4)
  expect(studio.rehearsal.ledger().tasks.map((task) => task.seed)).toEqual([1, 1, 1, 1])
  const { takes } = await commands.experiments.get({ id })
  expect(takes.map((take) => take.repeatOf)).toEqual([null, null, jobId])
  expect((await commands.experiments.estimate({ id })).clips).toBe(0)

  expect(await commands.drafts.of({ jobId })).toMatchObject([
    { jobId: final, draftJobId: jobId, resolution: '720P', isAlike: null, state: 'done' },
  ])
  expect(await commands.drafts.scores()).toEqual([])
  await commands.drafts.judge({ jobId: final, isAlike: true })
  expect(await commands.drafts.scores()).toEqual([
    { from: '480P', to: '720P', duration: 'same', judged: 1, alike: 1 },
  ])
  await commands.drafts.judge({ jobId: final, isAlike: null })
  expect(await commands.drafts.scores()).toEqual([])

  const said: unknown[] = []
  for await (const event of await commands.experiments.export({ id, form: 'frame', locale: 'en' })) {
    if (event.kind !== 'progress') said.push(event)
    if (event.kind === 'done') {
      expect(existsSync(event.path)).toBe(true)
      expect((await sharp(event.path).metadata()).format).toBe('png')
    }
  }
  expect(said).toMatchObject([{ kind: 'done', path: expect.stringMatching(/Grass_experiment\.png$/) }])
})
