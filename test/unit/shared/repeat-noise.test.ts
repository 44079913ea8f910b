/** What chance does, and which takes are held against which. */

import { expect, test } from 'vitest'
import { type Axis, type CellJob, type CellRecipe, cellsOf, recipeAt } from '#shared/experiment.ts'
import { comparedAlong, comparedLines, firstOf, noiseOf, repeatRuns } from '#shared/repeat-noise.ts'

const BASE: CellRecipe = {
  ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
  ...{ durationSeconds: 5, watermark: false, seed: 7 },
}
const PROMPTS: Axis = { field: 'prompt', values: [{ prompt: 'p1' }, { prompt: 'p1' }, { prompt: 'p2' }] }
const SEEDS: Axis = { field: 'seed', values: [{ seed: 1 }, { seed: 2 }] }
const PLAN = { base: BASE, rows: PROMPTS, columns: SEEDS }

/** A saved take of a cell; its clip is called after its prompt and seed. */
function takeAt(row: number, column: number, more: Partial<CellJob> = {}, repeatOf: string | null = null) {
  const recipe = recipeAt(PLAN, row, column)
  const id = `${recipe.prompt} ${recipe.seed}${repeatOf ? ' again' : ''}`
  const state = { state: 'done', service: 'beijing', createdAt: 1, clipMissing: false, clipTrashed: false }
  const job = { ...recipe, ...state, id, clipId: id, stillSha256: 's', frameSha256: 'f', ...more }
  return { job: job as CellJob & { clipId: string }, repeatOf }
}
const ALL = [takeAt(0, 0), takeAt(0, 1), takeAt(2, 0), takeAt(2, 1)]
const cellsWith = (takes = ALL) => cellsOf(PLAN, takes, false)

test('what chance does is the largest distance of few repeat runs, and all but the last few of many', () => {
  expect(noiseOf([])).toEqual({ noise: null, pairs: 0 })
  expect(noiseOf([0.2, 0.5, 0.1])).toEqual({ noise: 0.5, pairs: 3 })
  const many = Array.from({ length: 100 }, (_, at) => at / 100)
  expect(noiseOf(many)).toEqual({ noise: 0.94, pairs: 100 })
})

test('a clip that two rows share is one repeat run, and is never held against itself', () => {
  const cells = cellsWith([...ALL, takeAt(0, 0, {}, 'p1 1')])
  expect(repeatRuns(cells)).toEqual([['p1 1', 'p1 1 again']])
  expect(comparedLines(cells, 'rows')).toEqual([
    { first: 'p1 1', others: ['p2 1'] },
    { first: 'p1 2', others: ['p2 2'] },
  ])
})

test('a line whose first cell shows nothing is compared with nothing', () => {
  const rendering = { state: 'rendering', clipId: null } as Partial<CellJob>
  const [first, ...others] = [takeAt(0, 0, rendering), ...ALL.slice(1)]
  expect(comparedLines(cellsWith(first ? [first, ...others] : []), 'rows')).toEqual([
    { first: 'p1 2', others: ['p2 2'] },
  ])
  const trashed = [takeAt(0, 0, { clipTrashed: true }), ...ALL.slice(1)]
  expect(comparedLines(cellsWith(trashed), 'rows')).toHaveLength(1)
})

test('takes are held against each other along the side that is not the seed, as far as it has several values', () => {
  const one = (axis: Axis): Axis => ({ ...axis, values: axis.values.slice(0, 1) })
  expect(comparedAlong({ rows: PROMPTS, columns: SEEDS })).toBe('rows')
  expect(comparedAlong({ rows: SEEDS, columns: PROMPTS })).toBe('columns')
  expect(comparedAlong({ rows: one(PROMPTS), columns: SEEDS })).toBe('columns')
  const durations: Axis = {
    field: 'durationSeconds',
    values: [{ durationSeconds: 3 }, { durationSeconds: 5 }],
  }
  expect(comparedAlong({ rows: one(PROMPTS), columns: durations })).toBe('columns')
  expect(comparedAlong({ rows: PROMPTS, columns: durations })).toBe('rows')
  expect(firstOf(cellsWith(), { row: 2, column: 1 }, 'columns')).toMatchObject({ row: 2, column: 0 })
  expect(firstOf(cellsWith(), { row: 0, column: 1 }, 'rows')).toBeUndefined()
})
