/** Experiments: planned, priced, and run so that no cell is paid for twice. */

import { expect, test } from 'vitest'
import type { Axis, Experiment } from '#shared/experiment.ts'
import type { ExperimentChange } from '#shared/experiment-change.ts'
import { openTestEngine, type TestEngine } from '#test/support/engine.ts'
import { codeOf } from '#test/support/error-code.ts'

const STILL = { start: false, engine: { serviceOverride: 'beijing' } } as const
const PROMPTS: Axis = { field: 'prompt', values: [{ prompt: 'wind' }, { prompt: 'snow' }] }
const SEEDS: Axis = { field: 'seed', values: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] }
const FREE = { micros: 0, currency: 'CNY' } as const

async function shotIn(studio: TestEngine, ...names: string[]): Promise<string[]> {
  const paths = await studio.drawPhotos(...(names.length ? names : ['a.jpg']))
  return (await studio.engine.commands.shots.import({ projectId: studio.projectId, paths })).shotIds
}

/** Runs what is open, at its price and as it was priced. */
async function runOpen({ engine }: TestEngine, id: string) {
  const { experiments } = engine.commands
  const { cost: agreed, revision } = await experiments.estimate({ id })
  return experiments.run({ id, agreed, revision })
}

async function experimentOn(
  studio: TestEngine,
  { rows = PROMPTS, columns = SEEDS, seed }: { rows?: Axis; columns?: Axis; seed?: number } = {},
): Promise<Experiment> {
  const [shotId = ''] = await shotIn(studio)
  const { model, resolution, durationSeconds, watermark } = (
    await studio.engine.commands.shots.page({ projectId: studio.projectId })
  ).rows[0] as never
  const base = { shotId, prompt: 'wind', model, resolution, durationSeconds, watermark }
  return studio.engine.commands.experiments.create({
    ...{ projectId: studio.projectId, name: 'Grass', rows, columns },
    base: { ...base, ...(seed === undefined ? {} : { seed }) },
  })
}

test('an experiment is priced cell by cell and run at exactly that price, as one batch', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const estimate = await experiments.estimate({ id })
  expect([estimate.clips, estimate.seconds, estimate.cost.micros]).toEqual([6, 30, 27_000_000])
  const { cost, revision } = estimate
  expect(await codeOf(experiments.run({ id, agreed: FREE, revision }))).toBe('estimate-changed')
  expect(await studio.jobs()).toEqual([])
  const { jobIds, batchId } = await experiments.run({ id, agreed: cost, revision })
  const jobs = await studio.jobs()
  expect(jobs.map((job) => job.id).sort()).toEqual([...jobIds].sort())
  expect(new Set(jobs.map((job) => job.batchId))).toEqual(new Set([batchId]))
  expect(jobs.map((job) => `${job.prompt} ${job.seed}`).sort()).toEqual([
    ...['snow 1', 'snow 2', 'snow 3'],
    ...['wind 1', 'wind 2', 'wind 3'],
  ])
})

test('of runs at the same time only one queues a cell, and a second run queues nothing', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const { cost: agreed, revision } = await experiments.estimate({ id })
  const codes = await Promise.all([1, 2, 3].map(() => codeOf(experiments.run({ id, agreed, revision }))))
  expect(codes.filter((one) => one === undefined)).toHaveLength(1)
  expect(await studio.jobs()).toHaveLength(6)
  expect(await codeOf(experiments.run({ id, agreed: FREE, revision }))).toBe('nothing-to-queue')
  expect(await studio.jobs()).toHaveLength(6)
})

test('a new row is priced and run alone; a heading typed twice is paid for once', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  await runOpen(studio, id)
  const hail = { kind: 'addValue', axis: 'rows', value: { prompt: 'hail' } } as const
  await experiments.update({ id, changes: [hail, hail] })
  const estimate = await experiments.estimate({ id })
  expect([estimate.clips, estimate.cost.micros]).toEqual([3, 13_500_000])
  await runOpen(studio, id)
  expect((await studio.jobs()).filter((job) => job.prompt === 'hail')).toHaveLength(3)
  expect((await experiments.estimate({ id })).clips).toBe(0)
})

test('only canceled cells are run again, and their new jobs say what they retry', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments, jobs } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const { jobIds } = await runOpen(studio, id)
  const [first = '', second = ''] = jobIds
  await jobs.cancel({ ids: [first, second] })
  const estimate = await experiments.estimate({ id })
  expect(estimate.clips).toBe(2)
  const again = await runOpen(studio, id)
  const retaken = (await studio.jobs()).filter((job) => again.jobIds.includes(job.id))
  expect(retaken.map((job) => job.retakeOf).sort()).toEqual([first, second].sort())
  expect((await experiments.list({ projectId: studio.projectId }))[0]).toMatchObject({ filled: 0, live: 6 })
})

test('a cell that is retried in the Queue is not run once more from its table', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments, jobs } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const { jobIds } = await runOpen(studio, id)
  const ids = jobIds.slice(0, 2)
  await jobs.cancel({ ids })
  expect((await experiments.estimate({ id })).clips).toBe(2)
  const { cost: agreed } = await jobs.retryEstimate({ ids })
  const retried = await jobs.retry({ ids, agreed })
  expect(retried.jobIds).toHaveLength(2)
  expect((await experiments.estimate({ id })).clips).toBe(0)
  expect((await experiments.get({ id })).takes.map(({ job }) => job.id)).toEqual(
    expect.arrayContaining(retried.jobIds),
  )
})

test('a cell whose clip the filter refused is not run again on the seed that was refused, but is on another one', async () => {
  await using studio = await openTestEngine()
  const { experiments } = studio.engine.commands
  const rows: Axis = { field: 'resolution', values: [{ resolution: '480P' }] }
  const columns: Axis = { field: 'seed', values: [{ seed: 1 }, { seed: 2 }] }
  const { id } = await experimentOn(studio, { rows, columns })
  studio.rehearsal.setFaults({ seed: 1, odds: { moderated: 1 }, calls: 1 })
  await runOpen(studio, id)
  await studio.engine.whenIdle()
  expect((await studio.jobs()).map(({ error }) => error?.code)).toEqual(Array(2).fill('moderated-output'))
  const { clips, blocked } = await experiments.estimate({ id })
  expect([clips, blocked.map(({ error }) => error.code)]).toEqual([0, Array(2).fill('seed-filtered')])
  const other = { kind: 'setValue', axis: 'columns', at: 0, value: { seed: 3 } } as const
  await experiments.update({ id, changes: [other] })
  expect((await experiments.estimate({ id })).clips).toBe(1)
})

test('without seeds on an axis one draw serves the whole grid', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const columns: Axis = { field: 'durationSeconds', values: [{ durationSeconds: 3 }, { durationSeconds: 6 }] }
  const { id, base } = await experimentOn(studio, { columns })
  const { cost } = await experiments.estimate({ id })
  expect(cost.micros).toBe(2 * (3 + 6) * 900_000)
  await runOpen(studio, id)
  expect(new Set((await studio.jobs()).map((job) => job.seed))).toEqual(new Set([base.seed]))
})

test('cells that cannot be run are told with their place and reason, and the others are run', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const rows: Axis = {
    field: 'model',
    values: [{ model: 'happyhorse-1.1-i2v' }, { model: 'happyhorse-1.0-i2v' }],
  }
  const columns: Axis = { field: 'resolution', values: [{ resolution: '480P' }, { resolution: '720P' }] }
  const { id } = await experimentOn(studio, { rows, columns })
  const { clips, blocked } = await experiments.estimate({ id })
  expect([clips, blocked]).toEqual([3, [expect.objectContaining({ row: 1, column: 0 })]])
  await runOpen(studio, id)
  expect(await studio.jobs()).toHaveLength(3)
})

test('stills may be an axis; those of another project may not', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments, projects } = studio.engine.commands
  const [one = '', two = ''] = await shotIn(studio, 'b.jpg', 'c.jpg')
  const columns: Axis = { field: 'shotId', values: [{ shotId: one }, { shotId: two }] }
  const { id, base } = await experimentOn(studio, { columns })
  expect((await experiments.estimate({ id })).clips).toBe(4)
  expect((await experiments.get({ id })).shots.map((shot) => shot.still.name).sort()).toEqual([
    ...['a.jpg', 'b.jpg', 'c.jpg'],
  ])
  const other = await projects.create({ name: 'Other' })
  const stolen = { projectId: other.id, name: 'X', base, rows: PROMPTS, columns: SEEDS }
  expect(await codeOf(experiments.create(stolen))).toBe('not-found')
  const { field, values } = columns
  const rows = { kind: 'field', axis: 'rows', field, values } as const
  expect(await codeOf(experiments.update({ id, changes: [rows] }))).toBe('bad-request')
})

test('an experiment that was removed comes back with restore, with all its takes', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  await runOpen(studio, id)
  const { projectId } = studio
  await experiments.remove({ id })
  expect([await experiments.list({ projectId }), await studio.jobs()]).toEqual([[], expect.any(Array)])
  await experiments.restore({ id })
  expect((await experiments.get({ id })).takes).toHaveLength(6)
})

test('what two windows change at the same time is kept from both, field by field', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio, {
    rows: { field: 'durationSeconds', values: [{ durationSeconds: 3 }] },
  })
  const one = { kind: 'base', base: { prompt: 'hail' } } as const
  const other = { kind: 'base', base: { watermark: true } } as const
  const column = { kind: 'addValue', axis: 'columns', value: { seed: 4 } } as const
  const row = { kind: 'addValue', axis: 'columns', value: { seed: 5 } } as const
  await Promise.all([one, other, column, row].map((change) => experiments.update({ id, changes: [change] })))
  const { experiment } = await experiments.get({ id })
  expect(experiment.base).toMatchObject({ prompt: 'hail', watermark: true })
  expect(experiment.columns.values.map(({ seed }) => seed)).toEqual([1, 2, 3, 4, 5])
})

test('changes are made all or none, and none that leaves a side empty or with values of another field', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const before = await experiments.get({ id })
  const name = { kind: 'name', name: 'Other' } as const
  const bad: ExperimentChange[] = [
    { kind: 'addValue', axis: 'rows', value: { seed: 4 } },
    { kind: 'field', axis: 'rows', field: 'prompt', values: [{ seed: 4 }] },
  ]
  for (const change of bad) {
    expect(await codeOf(experiments.update({ id, changes: [name, change] }))).toBe('bad-request')
  }
  const gone = { kind: 'removeValue', axis: 'rows', at: 0 } as const
  expect(await codeOf(experiments.update({ id, changes: [gone, gone] }))).toBe('bad-request')
  expect(await experiments.get({ id })).toEqual(before)
})

test('an experiment that was changed after it was priced is not run, even at the same price', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const { cost: agreed, revision } = await experiments.estimate({ id })
  const change = (prompt: string) => ({ kind: 'setValue', axis: 'rows', at: 0, value: { prompt } }) as const
  await experiments.update({ id, changes: [change('hail')] })
  expect(await codeOf(experiments.run({ id, agreed, revision }))).toBe('experiment-changed')
  expect(await studio.jobs()).toEqual([])
  // Its name is no part of what is paid for, and words typed back are the same words.
  await experiments.update({ id, changes: [change('wind'), { kind: 'name', name: 'Other' }] })
  expect(await codeOf(experiments.run({ id, agreed, revision }))).toBeUndefined()
})

test('an axis that changes another field keeps what it held, and has it again when it goes back', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const values = [{ durationSeconds: 3 }, { durationSeconds: 6 }]
  await experiments.update({
    id,
    changes: [{ kind: 'field', axis: 'rows', field: 'durationSeconds', values }],
  })
  const { experiment } = await experiments.get({ id })
  expect(experiment.rows).toEqual({
    ...{ field: 'durationSeconds', values },
    kept: { prompt: PROMPTS.values },
  })
})

test('what is noted on an experiment stays with it, and changes neither its price nor what was agreed', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const made = await experimentOn(studio)
  const { cost: agreed, revision } = await experiments.estimate({ id: made.id })
  const notes = '想弄清：雪还是风？\nSeed 2 is the calm one.'
  await experiments.update({ id: made.id, changes: [{ kind: 'notes', notes }] })
  expect((await experiments.get({ id: made.id })).experiment).toEqual({ ...made, notes })
  expect((await experiments.run({ id: made.id, agreed, revision })).jobIds).toHaveLength(6)
  const tooLong = [{ kind: 'notes' as const, notes: 'x'.repeat(10_001) }]
  expect(await codeOf(experiments.update({ id: made.id, changes: tooLong }))).toBe('bad-request')
})

test('a row that is put in again under its ticket, because the answer was lost, is put in once', async () => {
  await using studio = await openTestEngine(STILL)
  const { experiments } = studio.engine.commands
  const { id } = await experimentOn(studio)
  const hail = { kind: 'addValue', axis: 'rows', value: { prompt: 'hail' } } as const
  const once = await experiments.update({ id, changes: [hail], ticket: 'saving 1' })
  expect(await experiments.update({ id, changes: [hail], ticket: 'saving 1' })).toEqual(once)
  expect(once.rows.values).toHaveLength(3)
  const twice = await experiments.update({ id, changes: [hail], ticket: 'saving 2' })
  expect(twice.rows.values).toHaveLength(4)
})
