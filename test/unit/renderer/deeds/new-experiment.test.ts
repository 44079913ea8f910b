/** What a new experiment on one still or several looks like. */

import { expect, test } from 'vitest'
import { freeName, levelledIn, plansFor } from '#renderer/deeds/new-experiment.ts'
import { ExperimentNameSchema } from '#shared/experiment-change.ts'
import type { Shot } from '#shared/shot.ts'

const shot = (name: string, more: Partial<Shot> = {}) =>
  ({
    ...{ id: name, projectId: 'p', still: { id: name, name: `${name}.jpg` }, prompt: 'wind', seed: null },
    ...{ model: 'happyhorse-1.1-i2v', resolution: '720P', durationSeconds: 5, watermark: false },
    ...more,
  }) as Shot

test('a table of its own for each still has that still’s recipe, and the seeds of all the others', () => {
  const shots = [shot('lake', { seed: 7 }), shot('dunes', { prompt: 'sand', durationSeconds: 8 })]
  const [lake, dunes] = plansFor(shots, 'each', [])
  expect(lake?.rows.values).toEqual([{ prompt: 'wind' }, { prompt: 'wind' }])
  expect(dunes).toMatchObject({
    base: { prompt: 'sand', durationSeconds: 8, shotId: 'dunes' },
    name: 'dunes',
  })
  expect(dunes?.columns).toEqual(lake?.columns)
  expect(lake?.columns.values[0]).toEqual({ seed: 7 })
})

test('one table of several stills has the recipe of the first, and it is told what that levels', () => {
  const shots = [shot('lake', { seed: 7 }), shot('dunes', { prompt: 'sand', durationSeconds: 8, seed: 9 })]
  const plans = plansFor(shots, 'one', [])
  expect(plans).toHaveLength(1)
  expect(plans[0]).toMatchObject({
    base: { prompt: 'wind', durationSeconds: 5 },
    rows: { field: 'shotId', values: [{ shotId: 'lake' }, { shotId: 'dunes' }] },
  })
  expect(levelledIn(shots)).toEqual(['prompt', 'durationSeconds'])
  expect(levelledIn([shot('lake'), shot('dunes')])).toEqual([])
})

test('no two experiments have one name', () => {
  expect(freeName('lake', ['lake', 'lake 2', 'lake 4'])).toBe('lake 3')
  const again = plansFor([shot('lake'), shot('lake', { id: 'other' })], 'each', ['lake'])
  expect(again.map(({ name }) => name)).toEqual(['lake 2', 'lake 3'])
})

test('an experiment on a still of a very long name has as much of it as a name may have, and a number if need be', () => {
  const long = '\u{1F40E}'.repeat(70)
  const twice = plansFor([shot(`a${long}`), shot(`a${long}`, { id: 'other' })], 'each', [])
  const names = twice.map(({ name }) => ExperimentNameSchema.parse(name))
  expect(names[1]).toMatch(/^a\u{1F40E}+.? 2$/u)
  expect(new Set(names).size).toBe(2)
  expect(names.every((name) => name.isWellFormed())).toBe(true)
  const nothingElse = shot('x', { still: { id: 'x', name: ' .jpg' } as Shot['still'] })
  expect(plansFor([nothingElse], 'each', [])[0]?.name.trim()).toBe('.jpg')
})

test('the first column has the seed a take from the Board would have: of the shot, else of the project', () => {
  const firstSeed = (seed: number | null) =>
    plansFor([shot('lake', { seed })], 'each', [], 4711)[0]?.columns.values[0]
  expect([firstSeed(null), firstSeed(7), firstSeed(0)]).toEqual([{ seed: 4711 }, { seed: 7 }, { seed: 0 }])
  const [plan] = plansFor([shot('lake')], 'one', [], 4711)
  expect([plan?.base.seed, plan?.columns.values.length]).toEqual([4711, 3])
})
