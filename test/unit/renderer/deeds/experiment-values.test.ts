/** What a further row or column holds to begin with, and which numbers are seeds. */

import { expect, test } from 'vitest'
import { nextValue, valuesFor } from '#renderer/deeds/experiment-values.ts'
import { boardKey, useShots } from '#renderer/stores/shots-store.ts'
import type { Axis, CellRecipe } from '#shared/experiment.ts'
import { finding } from '#shared/finding.ts'
import { aShot } from '../shot-sample.ts'

const BASE: CellRecipe = {
  ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
  ...{ durationSeconds: 5, watermark: false, seed: 7 },
}
const SEEDS: Axis = { field: 'seed', values: [{ seed: 1 }] }
const planOf = (rows: Axis) => ({ projectId: 'p1', base: BASE, rows, columns: SEEDS })
const further = (rows: Axis) => nextValue(planOf(rows), 'rows')

test('a further prompt begins as the one before, a further seed is drawn', () => {
  expect(further({ field: 'prompt', values: [{ prompt: 'a' }, { prompt: 'b' }] })).toEqual({ prompt: 'b' })
  const drawn = further(SEEDS)?.seed
  expect(drawn).toBeGreaterThanOrEqual(0)
})

test('what there are few of is taken once each, and then there is no further one', () => {
  const models: Axis = { field: 'model', values: [{ model: 'happyhorse-1.1-i2v' }] }
  expect(further(models)).toEqual({ model: 'happyhorse-1.0-i2v' })
  const both: Axis = { ...models, values: [...models.values, { model: 'happyhorse-1.0-i2v' }] }
  expect(further(both)).toBeUndefined()
  expect(further({ field: 'durationSeconds', values: [{ durationSeconds: 15 }] })).toEqual({
    durationSeconds: 14,
  })
})

test('an axis that is to change another field begins with what it held before, or what all cells share', () => {
  expect(valuesFor(planOf(SEEDS), 'rows', 'resolution')).toEqual([
    { resolution: '720P' },
    { resolution: '480P' },
  ])
  const kept = { prompt: [{ prompt: 'typed' }] }
  expect(valuesFor(planOf({ ...SEEDS, kept }), 'rows', 'prompt')).toEqual(kept.prompt)
})

test('a further still is of the experiment’s own project, on its board, and can be animated', () => {
  const blocked = { ...aShot().still, findings: [finding('damaged')] }
  const shots = [
    aShot({ id: 'elsewhere', projectId: 'p0' }),
    aShot({ id: 'taken-off' }),
    aShot({ id: 'blocked', still: blocked }),
    aShot({ id: 'good' }),
  ]
  const windowOver = (...ids: string[]) => ({
    ids,
    total: ids.length,
    wanted: 1,
    wants: {},
    stale: false,
    moves: { begun: 0, heard: 0 },
  })
  useShots.setState({
    byId: Object.fromEntries(shots.map((one) => [one.id, one])),
    windows: {
      [boardKey('p0', 'ready')]: windowOver('elsewhere'),
      // A board may begin with more that cannot be animated than anybody has fetched of it.
      [boardKey('p1', 'all')]: windowOver('blocked'),
      [boardKey('p1', 'ready')]: windowOver('good'),
    },
  })
  expect(further({ field: 'shotId', values: [{ shotId: 's' }] })).toEqual({ shotId: 'good' })
  expect(further({ field: 'shotId', values: [{ shotId: 's' }, { shotId: 'good' }] })).toBeUndefined()
  useShots.setState(useShots.getInitialState())
})
