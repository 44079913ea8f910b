/** An experiment through the whole pipeline: repeated as a control, promoted to a final, exported, and scored. */

import { existsSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { differencesOf } from '#shared/differences.ts'
import { cellsOf } from '#shared/experiment.ts'
import { inState, openTestEngine, type TestEngine } from '#test/support/engine.ts'
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
    base: { ...base, durationSeconds: 3, watermark: false, seed: 1 },
    rows: { field: 'prompt', values: [{ prompt: 'wind' }, { prompt: 'snow' }] },
    columns: { field: 'seed', values: [{ seed: 1 }] },
  })
  const { revision } = await commands.experiments.estimate({ id })
  const { jobIds } = await commands.experiments.run({ id, agreed: FREE, revision })
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
  expect(takes.map((take) => take.repeatOf)).toEqual([null, null, jobId, null])
  expect((await commands.experiments.estimate({ id })).clips).toBe(0)
  const counted = async () => (await commands.experiments.list({ projectId }))[0]
  // The repeat fills no cell of its own.
  expect(await counted()).toMatchObject({ rows: 2, columns: 1, filled: 2, live: 0 })
  const snow = (prompt: string) => ({ kind: 'setValue', axis: 'rows', at: 1, value: { prompt } }) as const
  await commands.experiments.update({ id, changes: [snow('hail')] })
  expect(await counted()).toMatchObject({ filled: 1 })
  await commands.experiments.update({ id, changes: [snow('snow')] })
  const clipOf = (place: number) => takes[place]?.job.clipId ?? ''
  await commands.clips.trash({ ids: [clipOf(1)] })
  expect(await counted()).toMatchObject({ filled: 1 })
  await commands.clips.untrash({ ids: [clipOf(1)] })
  expect(await counted()).toMatchObject({ filled: 2 })
  // A column for finals is typed later: the one that is there already fills its cell.
  const values = [{ resolution: '480P' as const }, { resolution: '720P' as const }]
  const finals = { kind: 'field', axis: 'columns', field: 'resolution', values } as const
  await commands.experiments.update({ id, changes: [finals] })
  expect((await commands.experiments.estimate({ id })).clips).toBe(1)

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

const SMALL = {
  model: 'happyhorse-1.1-i2v',
  resolution: '480P',
  durationSeconds: 3,
  watermark: false,
} as const

/** Two prompts on one seed, run and saved. */
async function savedExperiment(studio: TestEngine) {
  const { experiments, shots } = studio.engine.commands
  const { projectId } = studio
  const [photo = ''] = await studio.drawPhotos('a.jpg')
  const [shotId = ''] = (await shots.import({ projectId, paths: [photo] })).shotIds
  const { id } = await experiments.create({
    ...{ projectId, name: 'Grass', base: { ...SMALL, shotId, prompt: 'wind' } },
    rows: { field: 'prompt', values: [{ prompt: 'wind' }, { prompt: 'snow' }] },
    columns: { field: 'seed', values: [{ seed: 1 }] },
  })
  const { revision } = await experiments.estimate({ id })
  const { jobIds } = await experiments.run({ id, agreed: FREE, revision })
  await studio.engine.whenIdle()
  return { id, photo, jobIds, revision }
}

const FIRST_CELL = [{ row: 0, column: 0 }]

test('a cell whose clip was thrown away is not run by itself, and is run again when that is asked for', async () => {
  await using studio = await openTestEngine()
  const { experiments, clips } = studio.engine.commands
  const { id, jobIds, revision } = await savedExperiment(studio)
  const thrown = (await studio.job(jobIds[0] ?? '')).clipId ?? ''
  expect((await experiments.estimate({ id, cells: FIRST_CELL })).clips).toBe(0)
  await clips.trash({ ids: [thrown] })
  expect((await experiments.estimate({ id })).clips).toBe(0)
  expect((await experiments.estimate({ id, cells: FIRST_CELL })).clips).toBe(1)
  await experiments.run({ id, cells: FIRST_CELL, agreed: FREE, revision })
  await studio.engine.whenIdle()
  expect(await studio.jobs()).toHaveLength(3)
  // It is filled now: there is nothing to run anew any more.
  const again = experiments.run({ id, cells: FIRST_CELL, agreed: FREE, revision })
  expect(await codeOf(again)).toBe('nothing-to-queue')
})

test('once the photo was edited, a take says which first frame was sent, and a repeat run is refused', async () => {
  await using studio = await openTestEngine()
  const { experiments, retakes } = studio.engine.commands
  const { id, photo, jobIds, revision } = await savedExperiment(studio)
  const [jobId = ''] = jobIds
  const background = { r: 9, g: 9, b: 9 }
  await sharp({ create: { width: 640, height: 480, channels: 3, background } }).toFile(photo)
  expect(await codeOf(experiments.repeat({ id, jobId, agreed: FREE }))).toBe('first-frame-gone')
  const [again = ''] = (await retakes.queue({ jobId, takes: 1, seed: 'same', promotes: false, agreed: FREE }))
    .jobIds
  const [before, after] = [await studio.job(jobId), await studio.job(again)]
  expect(differencesOf(before, after)).toEqual(['firstFrame'])
  // Known by now, both cells are of another picture; they are run anew only when that is asked for.
  expect((await experiments.estimate({ id })).clips).toBe(0)
  expect((await experiments.estimate({ id, cells: FIRST_CELL })).clips).toBe(1)
  await experiments.run({ id, cells: FIRST_CELL, agreed: FREE, revision })
  await studio.engine.whenIdle()
  const { takes, shots, experiment } = await experiments.get({ id })
  const cells = cellsOf(experiment, takes, true, () => shots[0]?.still.sha256)
  expect(cells.map(({ gap, job }) => [gap, job?.frameSha256 === after.frameSha256])).toEqual([
    [null, true],
    ['otherStill', false],
  ])
})

test('a grid is exported as it is in the middle, and one too large for a video says what to do', async () => {
  await using studio = await openTestEngine()
  const { experiments } = studio.engine.commands
  const { id } = await savedExperiment(studio)
  const pictures: Buffer[] = []
  for (const moment of ['first', 'middle', 'last'] as const) {
    const path = await exportedTo(studio, { id, form: 'frame', moment, locale: 'en' })
    pictures.push(await sharp(path).raw().toBuffer())
  }
  expect(new Set(pictures.map((one) => one.toString('base64'))).size).toBe(3)
  const values = Array.from({ length: 24 }, () => ({ prompt: 'wind' }))
  const columns = [2, 3, 4, 5, 6, 7, 8].map(
    (seed) => ({ kind: 'addValue', axis: 'columns', value: { seed: 1 }, at: seed - 2 }) as const,
  )
  await experiments.update({
    id,
    changes: [{ kind: 'field', axis: 'rows', field: 'prompt', values }, ...columns],
  })
  const events = await Array.fromAsync(await experiments.export({ id, form: 'video', locale: 'en' }))
  expect(events.at(-1)).toMatchObject({
    kind: 'failed',
    error: { code: 'export-too-large', values: { count: 192, most: 144 } },
  })
})

type ExportWish = Parameters<TestEngine['engine']['commands']['experiments']['export']>[0]

async function exportedTo({ engine }: TestEngine, wish: ExportWish): Promise<string> {
  for await (const event of await engine.commands.experiments.export(wish)) {
    if (event.kind === 'done') return event.path
    if (event.kind === 'failed') throw new Error(event.error.code)
  }
  throw new Error('The export ended without a word')
}
