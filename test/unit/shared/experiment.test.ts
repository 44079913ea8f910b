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
  const clip = { stillSha256: 's1', frameSha256: 'f1', clipMissing: false, clipTrashed: false }
  return { job: { ...BASE, ...rest, ...clip, ...recipe, ...job }, repeatOf } as ExperimentTake<CellJob>
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

const gaps = (takes: ExperimentTake<CellJob>[], now = 's1') =>
  cellsOf(PLAN, takes, false, () => now).map(({ gap }) => gap)

test('a clip that was thrown away or is missing leaves a gap of its own, which a further take fills', () => {
  const trashed = take({ seed: 1 }, { clipTrashed: true })
  const missing = take({ seed: 2 }, { clipMissing: true })
  expect(gaps([trashed, missing])).toEqual(['trashed', 'missing', 'open', 'open'])
  const live = take({ seed: 1 }, { state: 'rendering' })
  const saved = take({ seed: 2 })
  expect(gaps([live, trashed, saved, missing]).slice(0, 2)).toEqual([null, null])
})

test('a take of the still as it was before its file was edited stands in for its cell without filling it', () => {
  const old = take({ seed: 1 })
  expect(gaps([old], 's2')[0]).toBe('otherStill')
  const anew = take({ seed: 1 }, { stillSha256: 's2', state: 'rendering' })
  const [cell] = cellsOf(PLAN, [old, anew], false, () => 's2')
  expect([cell?.job?.id, cell?.gap]).toEqual([anew.job.id, null])
  // The picture put back has its takes again, and what is not known counts as equal.
  expect(cellsOf(PLAN, [old, anew], false, () => 's1')[0]?.job?.id).toBe(old.job.id)
  expect(gaps([take({ seed: 1 }, { stillSha256: '' })], 's2')[0]).toBeNull()
})

test('a repeat run from another first frame is no repeat of the cell’s take', () => {
  const first = take({ seed: 1 })
  const same = take({ seed: 1 }, {}, first.job.id)
  const other = take({ seed: 1 }, { frameSha256: 'f2' }, first.job.id)
  const [cell] = cellsOf(PLAN, [first, same, other], false)
  expect(cell?.repeats.map(({ id }) => id)).toEqual([same.job.id])
})
