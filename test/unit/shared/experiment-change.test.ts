/** Changes of an experiment: each touches its own field, and has its way back. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Axis, AxisField, CellRecipe } from '#shared/experiment.ts'
import {
  applyChange,
  type Changeable,
  type ExperimentChange,
  ExperimentChangeSchema,
  inverseOf,
} from '#shared/experiment-change.ts'

const BASE: CellRecipe = {
  ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
  ...{ durationSeconds: 5, watermark: false, seed: 7 },
}
const ROWS: Axis = { field: 'prompt', values: [{ prompt: 'a' }, { prompt: 'b' }] }
const COLUMNS: Axis = { field: 'seed', values: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] }
const PLAN: Changeable = { name: 'Grass', base: BASE, rows: ROWS, columns: COLUMNS }

const side = fc.constantFrom('rows', 'columns')
const place = fc.nat(4)
const seed = fc.record({ seed: fc.nat(99) })
const change: fc.Arbitrary<ExperimentChange> = fc.oneof(
  fc.record({ kind: fc.constant('name'), name: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant('base'), base: fc.record({ prompt: fc.string(), seed: fc.nat(9) }) }),
  fc.record({ kind: fc.constant('setValue'), axis: side, at: place, value: seed }),
  fc.record({ kind: fc.constant('addValue'), axis: side, at: place, value: seed }),
  fc.record({ kind: fc.constant('addValue'), axis: side, value: seed }),
  fc.record({ kind: fc.constant('removeValue'), axis: side, at: place }),
  fc.constantFrom<AxisField>('seed', 'resolution', 'model').chain((field) =>
    fc.record({
      ...{ kind: fc.constant('field'), axis: side, field: fc.constant(field) },
      values: fc.array(fc.record({ [field]: fc.nat(99) }), { minLength: 1 }),
    }),
  ),
) as fc.Arbitrary<ExperimentChange>

/** What axes held before is memory, not part of what is undone. */
const withoutMemory = ({ rows, columns, ...rest }: Changeable) => ({
  ...rest,
  rows: { field: rows.field, values: rows.values },
  columns: { field: columns.field, values: columns.values },
})

test('whatever was changed is as before once it is undone, in the reverse order', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
      const undo: (ExperimentChange | null)[] = []
      let plan = PLAN
      for (const one of changes) {
        undo.unshift(inverseOf(plan, one))
        plan = applyChange(plan, one)
      }
      const back = undo.reduce((before, one) => (one ? applyChange(before, one) : before), plan)
      expect(withoutMemory(back)).toEqual(withoutMemory(PLAN))
    }),
  )
})

test('a change of one field leaves all others as they are by then, also those that came after it was thought of', () => {
  const typed = applyChange(PLAN, { kind: 'base', base: { prompt: 'hail' } })
  const switched = applyChange(typed, { kind: 'base', base: { watermark: true } })
  expect(switched.base).toEqual({ ...BASE, prompt: 'hail', watermark: true })
  // A field that is there without a value, as a parsed change may have it, is not there.
  const given = ExperimentChangeSchema.parse({ kind: 'base', base: { prompt: undefined, seed: 8 } })
  expect(applyChange(PLAN, given).base).toEqual({ ...BASE, seed: 8 })
})

test('a side keeps what it held for each field it has changed', () => {
  const values = [{ durationSeconds: 3 }]
  const other = applyChange(PLAN, { kind: 'field', axis: 'rows', field: 'durationSeconds', values })
  expect(other.rows).toEqual({ field: 'durationSeconds', values, kept: { prompt: ROWS.values } })
  const back = applyChange(other, { kind: 'field', axis: 'rows', field: 'prompt', values: ROWS.values })
  expect(back.rows.kept).toMatchObject({ durationSeconds: values })
})

test('a row that comes back after its side has changed another field is there once the side goes back to its own', () => {
  const removal: ExperimentChange = { kind: 'removeValue', axis: 'rows', at: 0 }
  const back = inverseOf(PLAN, removal)
  const values = [{ durationSeconds: 3 }]
  const now = [removal, { kind: 'field', axis: 'rows', field: 'durationSeconds', values } as const].reduce(
    applyChange<Changeable>,
    PLAN,
  )
  expect(back && applyChange(now, back).rows).toEqual({
    ...{ field: 'durationSeconds', values },
    kept: { prompt: ROWS.values },
  })
})

test('a heading that was typed while its side came to change another field is not written over it', () => {
  const late: ExperimentChange = { kind: 'setValue', axis: 'columns', at: 0, value: { prompt: 'late' } }
  expect(applyChange(PLAN, late)).toEqual(PLAN)
})
