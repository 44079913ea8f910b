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
  lateWayBack,
} from '#shared/experiment-change.ts'

const BASE: CellRecipe = {
  ...{ shotId: 's', prompt: 'wind', model: 'happyhorse-1.1-i2v', resolution: '720P' },
  ...{ durationSeconds: 5, watermark: false, seed: 7 },
}
const ROWS: Axis = { field: 'prompt', values: [{ prompt: 'a' }, { prompt: 'b' }] }
const COLUMNS: Axis = { field: 'seed', values: [{ seed: 1 }, { seed: 2 }, { seed: 3 }] }
const PLAN: Changeable = { name: 'Grass', notes: '', base: BASE, rows: ROWS, columns: COLUMNS }

const side = fc.constantFrom('rows', 'columns')
const place = fc.nat(4)
const seed = fc.record({ seed: fc.nat(99) })
const change: fc.Arbitrary<ExperimentChange> = fc.oneof(
  fc.record({ kind: fc.constant('name'), name: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant('notes'), notes: fc.string() }),
  fc.record({ kind: fc.constant('base'), base: fc.record({ prompt: fc.string(), seed: fc.nat(9) }) }),
  fc.record({ kind: fc.constant('setValue'), axis: side, at: place, value: seed }),
  fc.record({ kind: fc.constant('addValue'), axis: side, at: place, value: seed }),
  fc.record({ kind: fc.constant('addValue'), axis: side, value: seed }),
  fc.record({ kind: fc.constant('removeValue'), axis: side, at: place }),
  fc.record({
    ...{ kind: fc.constant('putValues'), axis: side, at: place, taken: place },
    values: fc.array(seed, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    ...{ kind: fc.constant('field'), axis: side, values: fc.array(seed, { minLength: 1 }) },
    field: fc.constantFrom<AxisField>('seed', 'resolution', 'model'),
  }),
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

test('a row that comes back after its side has changed another field takes the side back to its own', () => {
  const removal: ExperimentChange = { kind: 'removeValue', axis: 'rows', at: 0 }
  const values = [{ durationSeconds: 3 }]
  const other: ExperimentChange = { kind: 'field', axis: 'rows', field: 'durationSeconds', values }
  const short = applyChange(PLAN, removal)
  const [row, field] = [inverseOf(PLAN, removal), inverseOf(short, other)]
  if (!row || !field) throw new Error('both can be undone')
  const now = applyChange(short, other)
  const late = lateWayBack(now, row)
  const back = late ? applyChange(now, late) : now
  expect(back.rows).toMatchObject({ ...ROWS, kept: { durationSeconds: values } })
  // What is back already is not brought back without the row.
  expect(lateWayBack(back, field)).toBeNull()
  // In the right order each is what it always was.
  expect([lateWayBack(now, field), lateWayBack(short, row)]).toEqual([field, row])
})

test('seeds put over some columns and beyond the last give way to those that stood there, though the side changed another field since', () => {
  const values = [{ seed: 7 }, { seed: 8 }, { seed: 9 }]
  const put: ExperimentChange = { kind: 'putValues', axis: 'columns', at: 1, taken: 2, values }
  const wide = applyChange(PLAN, put)
  expect(wide.columns.values).toEqual([{ seed: 1 }, ...values])
  const way = inverseOf(PLAN, put)
  if (!way) throw new Error('it can be undone')
  expect(applyChange(wide, way).columns.values).toEqual(COLUMNS.values)
  const sizes = [{ resolution: '720P' as const }]
  const other: ExperimentChange = { kind: 'field', axis: 'columns', field: 'resolution', values: sizes }
  const now = applyChange(wide, other)
  const late = lateWayBack(now, way)
  expect(late && applyChange(now, late).columns).toMatchObject(COLUMNS)
})
