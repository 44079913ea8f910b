/** What the keeper of the Experiments room makes of answers and changes that cross, and that what is run is what is on screen. */

import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ExperimentActionDeeds, experimentActions } from '#renderer/actions/experiment-actions.ts'
import {
  closeHeading,
  draftHeading,
  editHeading,
  forgetExperiments,
  takeExperimentChange,
  tellSheet,
  useExperiments,
} from '#renderer/stores/experiments-store.ts'
import { cellsIn } from '#renderer/stores/open-cells.ts'
import { useView } from '#renderer/stores/view-store.ts'
import { HostAway, type Studio } from '#renderer/studio.ts'
import type { Edits } from '#renderer/sync/edits.ts'
import { type ExperimentDeeds, startExperiments } from '#renderer/sync/experiments.ts'
import type { Experiment } from '#shared/experiment.ts'
import { applyChange, type ExperimentChange } from '#shared/experiment-change.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import type { Job } from '#shared/job.ts'

let page = new AbortController()
beforeEach(() => {
  page = new AbortController()
})
afterEach(() => {
  page.abort()
  useView.setState({ room: 'board', projectId: null })
  forgetExperiments()
  useExperiments.setState({ unsaved: [] })
})

const never = () => {
  throw new Error('nothing goes wrong here')
}
const job = (state: Job['state']) => ({ id: 'j1', state }) as Job
const PLAN: Experiment = {
  ...{ id: 'e1', projectId: 'p1', name: 'Grass', notes: '', createdAt: 1 },
  base: {
    ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
    ...{ durationSeconds: 3, watermark: false, seed: 7 },
  },
  rows: { field: 'resolution', values: [{ resolution: '720P' }] },
  columns: { field: 'seed', values: [{ seed: 1 }] },
}
const sheetWith = (state: Job['state']): ExperimentSheet => ({
  ...{ experiment: PLAN, takes: [{ job: job(state), repeatOf: null }], shots: [] },
})

/** An engine with one experiment, whose price is that of its seconds; it writes down what it was asked to run. */
function anEngine() {
  let experiment = PLAN
  const ran: { prompt: string; revision: string; agreed: number }[] = []
  const priceOf = ({ base, columns }: Experiment) => base.durationSeconds * columns.values.length
  const revisionOf = ({ base, rows, columns }: Experiment) => JSON.stringify([base, rows, columns])
  const experiments = {
    list: async () => [{ id: 'e1' }],
    get: async () => ({ experiment, takes: [], shots: [] }),
    update: async ({ changes }: { changes: ExperimentChange[] }) => {
      experiment = changes.reduce<Experiment>(applyChange, experiment)
      takeExperimentChange({ revision: 1, experiments: ['e1'] })
      return experiment
    },
    estimate: async () => ({
      ...{
        clips: experiment.columns.values.length,
        paidBefore: 0,
        cost: { micros: priceOf(experiment), currency: 'CNY' },
      },
      ...{ revision: revisionOf(experiment), seconds: 0, blocked: [], fits: null },
    }),
    run: async (wish: { revision: string; agreed: { micros: number } }) => {
      expect(wish.revision).toBe(revisionOf(experiment))
      ran.push({ prompt: experiment.base.prompt, revision: wish.revision, agreed: wish.agreed.micros })
      return { batchId: 'b', jobIds: ['j'] }
    },
  }
  return { ran, now: () => experiment, studio: { experiments } as unknown as Studio }
}

async function openRoom(studio: Studio): Promise<ExperimentDeeds> {
  const deeds = startExperiments(studio, {} as Edits, never, page.signal)
  useView.setState({ room: 'experiments', projectId: 'p1' })
  await expect.poll(() => useExperiments.getState().estimate).not.toBeNull()
  return deeds
}

test('what was just typed is what is run, without a pause and without leaving the field', async () => {
  const { studio, ran } = anEngine()
  const deeds = await openRoom(studio)
  for (const prompt of ['s', 'sn', 'snow']) deeds.update({ kind: 'base', base: { prompt } })
  deeds.update({ kind: 'base', base: { watermark: true } })
  expect(useExperiments.getState().sheet?.experiment.base).toMatchObject({ prompt: 'snow', watermark: true })
  expect(await deeds.run()).toBe(1)
  expect(ran).toMatchObject([{ prompt: 'snow', agreed: 3 }])
})

test('what stands in the open editor of a heading is run as well', async () => {
  const { studio, now } = anEngine()
  const deeds = await openRoom(studio)
  editHeading('columns', 0)
  draftHeading({ seed: 99 })
  await deeds.run()
  expect(now().columns.values).toEqual([{ seed: 99 }])
  expect(useExperiments.getState().editing).toBeNull()
})

test('a change that made it dearer is shown and asked about, not run at a price nobody has seen', async () => {
  const { studio, ran } = anEngine()
  const deeds = await openRoom(studio)
  for (const more of [4, 5, 6]) deeds.update({ kind: 'base', base: { durationSeconds: more } })
  expect(await deeds.run()).toBeUndefined()
  expect(ran).toEqual([])
  expect(useExperiments.getState()).toMatchObject({ changed: true, estimate: { cost: { micros: 6 } } })
  expect(await deeds.run()).toBe(1)
  expect(ran).toMatchObject([{ agreed: 6 }])
})

test('what could not be saved stays on screen and is not run as it was before, and is saved once somebody answers', async () => {
  const { studio, ran, now } = anEngine()
  const { update } = studio.experiments
  const deeds = await openRoom(studio)
  const away = async () => {
    throw new HostAway()
  }
  Object.assign(studio.experiments, { update: away })
  deeds.update({ kind: 'base', base: { prompt: 'snow' } })
  expect(await deeds.run()).toBeUndefined()
  expect(ran).toEqual([])
  const { sheet, error } = useExperiments.getState()
  expect([sheet?.experiment.base.prompt, error?.code]).toEqual(['snow', 'host-away'])
  Object.assign(studio.experiments, { update })
  await expect.poll(() => now().base.prompt, { timeout: 10_000 }).toBe('snow')
  expect(await deeds.run()).toBe(1)
  expect(ran).toMatchObject([{ prompt: 'snow' }])
})

test('two columns added one right after the other are two columns', async () => {
  const { studio, now } = anEngine()
  const deeds = await openRoom(studio)
  deeds.addValue('columns', { seed: 2 })
  deeds.addValue('columns', { seed: 3 })
  expect(useExperiments.getState().editing?.place).toBe(2)
  await deeds.flush()
  expect(now().columns.values.map(({ seed }) => seed)).toEqual([1, 2, 3])
  expect(useExperiments.getState().sheet?.experiment.columns.values).toHaveLength(3)
})

test('a column that was removed is back where it was with one step', async () => {
  const { studio, now } = anEngine()
  const deeds = await openRoom(studio)
  for (const seed of [2, 3]) deeds.update({ kind: 'addValue', axis: 'columns', value: { seed } })
  const undo = deeds.update({ kind: 'removeValue', axis: 'columns', at: 1 })
  await deeds.flush()
  expect(now().columns.values.map(({ seed }) => seed)).toEqual([1, 3])
  undo?.()
  await deeds.flush()
  expect(now().columns.values.map(({ seed }) => seed)).toEqual([1, 2, 3])
})

test('a sheet that was asked for before a change was saved and comes after it does not undo what is typed', async () => {
  const { studio } = anEngine()
  const asked: ((sheet: ExperimentSheet) => void)[] = []
  const deeds = await openRoom(studio)
  const get = () => new Promise<ExperimentSheet>((resolve) => asked.push(resolve))
  Object.assign(studio.experiments, { get })
  useExperiments.setState({ isStale: true })
  await expect.poll(() => asked.length).toBe(1)
  deeds.update({ kind: 'base', base: { prompt: 'snow' } })
  await deeds.flush()
  asked[0]?.(sheetWith('done'))
  await expect.poll(() => useExperiments.getState().sheet?.takes).toHaveLength(1)
  expect(useExperiments.getState().sheet?.experiment.base.prompt).toBe('snow')
})

test('a take that is saved while its sheet is on the way does not stay rendering on screen', async () => {
  const asked: ((sheet: ExperimentSheet) => void)[] = []
  const experiments = {
    list: async () => [{ id: 'e1' }],
    get: () => new Promise<ExperimentSheet>((resolve) => asked.push(resolve)),
    estimate: async () => ({ clips: 0 }),
  }
  startExperiments({ experiments } as unknown as Studio, {} as Edits, never, page.signal)
  useView.setState({ room: 'experiments', projectId: 'p1' })
  await expect.poll(() => asked.length).toBe(1)
  takeExperimentChange({ revision: 1, jobs: [job('done')] })
  asked[0]?.(sheetWith('rendering'))
  await expect.poll(() => asked.length, { timeout: 5_000 }).toBe(2)
  asked[1]?.(sheetWith('done'))
  await expect.poll(() => useExperiments.getState().sheet?.takes[0]?.job.state).toBe('done')
})

/** What another window makes of the columns. */
function columnsTold(...seeds: number[]) {
  const columns = { field: 'seed' as const, values: seeds.map((seed) => ({ seed })) }
  tellSheet({ ...sheetWith('done'), experiment: { ...PLAN, columns } })
}
const screen = () => {
  const { sheet, editing, picked, at } = useExperiments.getState()
  return {
    seeds: sheet?.experiment.columns.values.map(({ seed }) => seed),
    place: editing?.place,
    picked,
    at,
  }
}

test('what is typed goes where it belongs although another window took a column before it out', async () => {
  await openRoom(anEngine().studio)
  columnsTold(1, 2, 3)
  useExperiments.setState({ picked: ['0/0', '0/1', '0/2'], at: { row: 0, column: 2 } })
  editHeading('columns', 1)
  draftHeading({ seed: 22 })
  columnsTold(2, 3)
  expect(screen()).toMatchObject({ place: 0, picked: ['0/0', '0/1'] })
  closeHeading(true)
  expect(screen().seeds).toEqual([22, 3])
})

test('what is typed in a column that another window takes out stays as a column, and an editor nobody typed in closes', async () => {
  await openRoom(anEngine().studio)
  columnsTold(1, 2, 3)
  editHeading('columns', 1)
  draftHeading({ seed: 22 })
  columnsTold(1, 3)
  expect(screen()).toMatchObject({ seeds: [1, 22, 3], place: 1, at: { row: -1, column: 1 } })
  draftHeading({ seed: 222 })
  closeHeading(true)
  expect(screen().seeds).toEqual([1, 222, 3])
})

test('an editor nobody typed in takes nothing back that another window has changed', async () => {
  await openRoom(anEngine().studio)
  columnsTold(1, 2)
  editHeading('columns', 1)
  columnsTold(1, 5)
  closeHeading(true)
  expect([screen().seeds, useExperiments.getState().unsaved]).toEqual([[1, 5], []])
  editHeading('columns', 1)
  columnsTold(1)
  expect(screen()).toMatchObject({ place: undefined, at: { row: -1, column: 0 } })
})

test('cells that were chosen stay chosen when a column before them is removed, and are no others', async () => {
  const deeds = await openRoom(anEngine().studio)
  for (const seed of [2, 3]) deeds.update({ kind: 'addValue', axis: 'columns', value: { seed } })
  useExperiments.setState({ picked: ['0/0', '0/2'] })
  const undo = deeds.update({ kind: 'removeValue', axis: 'columns', at: 0 })
  expect(screen().picked).toEqual(['0/1'])
  undo?.()
  expect(screen().picked).toEqual(['0/2'])
})

test('a saving whose answer was lost is given again as it was, under its ticket, and what came after it by itself', async () => {
  const { studio } = anEngine()
  const { update } = studio.experiments
  const deeds = await openRoom(studio)
  const given: { ticket?: string | undefined; changes: readonly ExperimentChange[] }[] = []
  const lossy = async (input: Parameters<typeof update>[0]) => {
    given.push(input)
    const answer = await update(input)
    if (given.length === 1) throw new HostAway()
    return answer
  }
  Object.assign(studio.experiments, { update: lossy })
  deeds.update({ kind: 'addValue', axis: 'columns', value: { seed: 2 } })
  await expect(deeds.flush()).rejects.toThrow(HostAway)
  deeds.update({ kind: 'addValue', axis: 'columns', value: { seed: 3 } })
  await deeds.flush()
  expect(given.map(({ changes }) => changes.length)).toEqual([1, 1, 1])
  expect(given[1]).toEqual(given[0])
  expect(given[2]?.ticket).not.toBe(given[0]?.ticket)
})

test('a table is exported while a clip is in it, and not when its takes are of other headings by now', async () => {
  const deeds = new Proxy({} as ExperimentActionDeeds, { get: () => async () => {} })
  const exports = experimentActions(deeds).filter(({ id }) => id.startsWith('experiments.export'))
  await openRoom(anEngine().studio)
  const { seed: _, ...recipe } = { ...PLAN.base, resolution: '720P' as const }
  const saved = { ...job('done'), ...recipe, seed: 1, clipId: 'c', service: 'beijing' } as Job
  tellSheet({ experiment: PLAN, takes: [{ job: saved, repeatOf: null }], shots: [] })
  expect(exports.map((one) => one.when())).toEqual([true, true])
  tellSheet({
    experiment: { ...PLAN, columns: { field: 'seed', values: [{ seed: 2 }] } },
    takes: [{ job: saved, repeatOf: null }],
    shots: [],
  })
  expect(exports.map((one) => one.when())).toEqual([false, false])
})

test('a name or a note that is typed leaves the cells as they are, and another recipe does not', async () => {
  const deeds = await openRoom(anEngine().studio)
  const cells = () => cellsIn(useExperiments.getState().sheet, true)
  const before = cells()
  deeds.update({ kind: 'name', name: 'Gras' })
  deeds.update({ kind: 'notes', notes: 'Wind?' })
  expect(cells()).toBe(before)
  deeds.update({ kind: 'base', base: { prompt: 'snow' } })
  expect(cells().map(({ recipe }) => recipe.prompt)).toEqual(['snow'])
})

test('where a take moves on only its own cell is another one, also when the sheet was fetched again', () => {
  const columns = { ...PLAN.columns, values: [{ seed: 1 }, { seed: 2 }] }
  const recipe = { ...PLAN.base, resolution: '720P' } as const
  const take = (seed: number, state: Job['state']) => ({
    ...{ job: { ...recipe, id: `j${seed}`, seed, state } as Job, repeatOf: null },
  })
  const sheetOf = (...takes: ExperimentSheet['takes']) => ({
    ...{ experiment: { ...PLAN, columns }, takes, shots: [] },
  })
  const before = cellsIn(sheetOf(take(1, 'queued'), take(2, 'queued')), true)
  const after = cellsIn(sheetOf(take(1, 'queued'), take(2, 'rendering')), true)
  expect(after.map((cell, at) => cell === before[at])).toEqual([true, false])
  expect(after[1]?.job?.state).toBe('rendering')
})
