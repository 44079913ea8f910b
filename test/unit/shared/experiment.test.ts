/** Which take fills which cell. */

import { expect, test } from 'vitest'
import {
  AxisSchema,
  type CellJob,
  type CellRecipe,
  cellsOf,
  type ExperimentTake,
  isOpen,
  recipeAt,
} from '#shared/experiment.ts'

const BASE: CellRecipe = {
  ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
  ...{ durationSeconds: 5, watermark: false, seed: 7 },
}
const PLAN = {
  base: BASE,
  rows: AxisSchema.parse({ field: 'prompt', values: [{ prompt: 'wind' }, { prompt: 'snow' }] }),
  columns: AxisSchema.parse({ field: 'seed', values: [{ seed: 1 }, { seed: 2 }] }),
}

let made = 0
function take(recipe: Partial<CellRecipe>, job: Partial<CellJob> = {}, repeatOf: string | null = null) {
  made += 1
  const rest = { id: `j${made}`, state: 'done', service: 'beijing', createdAt: made } as const
  return { job: { ...BASE, ...rest, ...recipe, ...job }, repeatOf } as ExperimentTake<CellJob>
}
const shown = (takes: ExperimentTake<CellJob>[], isRehearsal = false) =>
  cellsOf(PLAN, takes, isRehearsal).map((cell) => cell.job?.id ?? null)

test('rows and columns each change their own field of the base recipe', () => {
  expect(recipeAt(PLAN, 1, 0)).toEqual({ ...BASE, prompt: 'snow', seed: 1 })
  expect(cellsOf(PLAN, [], false).map(({ row, column }) => [row, column])).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ])
})

test('an axis holds values of its own field and nothing else', () => {
  expect(AxisSchema.safeParse({ field: 'seed', values: [{ prompt: 'x' }] }).success).toBe(false)
  expect(AxisSchema.safeParse({ field: 'seed', values: [{ seed: 1, prompt: 'x' }] }).success).toBe(false)
  expect(AxisSchema.safeParse({ field: 'seed', values: [] }).success).toBe(false)
})

test('a take fills the cell of exactly its recipe', () => {
  const one = take({ prompt: 'snow', seed: 2 })
  expect(shown([one, take({ prompt: 'hail', seed: 2 }), take({ seed: 1, watermark: true })])).toEqual([
    ...[null, null, null],
    one.job.id,
  ])
})

test('a saved take goes before one on its way, and that before a failed one, however new', () => {
  const saved = take({ seed: 1 })
  const live = take({ seed: 1 }, { state: 'rendering' })
  const failed = take({ seed: 1 }, { state: 'failed' })
  expect(shown([saved, live, failed])[0]).toBe(saved.job.id)
  expect(shown([live, failed])[0]).toBe(live.job.id)
  const [first, second] = cellsOf(PLAN, [failed, live], false)
  expect([first && isOpen(first), second && isOpen(second)]).toEqual([false, true])
  const [only] = cellsOf(PLAN, [failed], false)
  expect(only && isOpen(only)).toBe(true)
})

test('what was rehearsed fills cells while rehearsing alone; what was paid for always does', () => {
  const rehearsed = take({ seed: 1 }, { service: 'rehearsal' })
  const paid = take({ seed: 1 })
  expect([shown([rehearsed], true)[0], shown([rehearsed], false)[0]]).toEqual([rehearsed.job.id, null])
  expect(shown([paid, rehearsed], true)[0]).toBe(paid.job.id)
})

test('repeats stand beside the take of a cell and never fill it', () => {
  const repeat = take({ seed: 1 }, {}, 'j1')
  const [cell] = cellsOf(PLAN, [repeat], false)
  expect([cell?.job, cell?.repeats.map(({ id }) => id)]).toEqual([null, [repeat.job.id]])
})
