/** Owns the changes of an experiment: small enough that two of them never undo each other, and each with its way back. */

import { z } from 'zod'
import {
  AXIS_FIELDS,
  AXIS_MAX,
  type Axis,
  type AxisValue,
  AxisValueSchema,
  CellRecipeSchema,
  type Experiment,
} from './experiment.ts'

export const NAME_MAX = 120
export const NOTES_MAX = 10_000
export const ExperimentNameSchema = z.string().trim().min(1).max(NAME_MAX)

const OnAxis = z.object({ axis: z.enum(['rows', 'columns']) })
/** Place of a row or column; one that is not there any more means that there is nothing to change. */
const Place = z.int().min(0).max(AXIS_MAX)

export const ExperimentChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('name'), name: ExperimentNameSchema }),
  z.object({ kind: z.literal('notes'), notes: z.string().max(NOTES_MAX) }),
  /** Fields of the recipe all cells share; those left out stay. */
  z.object({ kind: z.literal('base'), base: CellRecipeSchema.partial() }),
  OnAxis.extend({ kind: z.literal('setValue'), at: Place, value: AxisValueSchema }),
  /** Left out, `at` is the end. */
  OnAxis.extend({ kind: z.literal('addValue'), at: Place.optional(), value: AxisValueSchema }),
  OnAxis.extend({ kind: z.literal('removeValue'), at: Place }),
  /** Puts all of `values` in the place of as many as `taken`, from `at` on. */
  OnAxis.extend({
    kind: z.literal('putValues'),
    at: Place,
    taken: Place,
    values: z.array(AxisValueSchema).min(1).max(AXIS_MAX),
  }),
  /** Lets an axis change another field; what it held is kept. */
  OnAxis.extend({
    kind: z.literal('field'),
    field: z.enum(AXIS_FIELDS),
    values: z.array(AxisValueSchema).min(1).max(AXIS_MAX),
  }),
])
export type ExperimentChange = z.infer<typeof ExperimentChangeSchema>

type AxisChange = Extract<ExperimentChange, { axis: 'rows' | 'columns' }>
/** What changes touch. */
export type Changeable = Pick<Experiment, 'name' | 'notes' | 'base' | 'rows' | 'columns'>

/** The experiment after a change. Whether it makes sense is for the schema to say. */
export function applyChange<One extends Changeable>(experiment: One, change: ExperimentChange): One {
  switch (change.kind) {
    case 'name':
      return { ...experiment, name: change.name }
    case 'notes':
      return { ...experiment, notes: change.notes }
    case 'base':
      return { ...experiment, base: { ...experiment.base, ...given(change.base) } }
    default:
      return { ...experiment, [change.axis]: changedAxis(experiment[change.axis], change) }
  }
}

function changedAxis(axis: Axis, change: AxisChange): Axis {
  const { field, values, kept } = axis
  switch (change.kind) {
    case 'setValue':
      return { ...axis, values: values.map((one, at) => (at === change.at ? change.value : one)) }
    case 'addValue':
      return { ...axis, values: values.toSpliced(change.at ?? values.length, 0, change.value) }
    case 'removeValue':
      return { ...axis, values: values.toSpliced(change.at, 1) }
    case 'putValues':
      return { ...axis, values: values.toSpliced(change.at, change.taken, ...change.values) }
    case 'field':
      return { field: change.field, values: change.values, kept: { ...kept, [field]: values } }
  }
}

/** True for two values of one row or column that ask for the same. */
export function isSameValue(one: AxisValue | undefined, other: AxisValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** Where what was at a place of a side is after values were taken out or put in; undefined when it is there no more. */
export function placeAfter(
  before: readonly AxisValue[],
  after: readonly AxisValue[],
  place: number,
): number | undefined {
  const [more, most] = [after.length - before.length, Math.min(before.length, after.length)]
  if (more === 0) return place
  let head = 0
  while (head < most && isSameValue(before[head], after[head])) head += 1
  let tail = 0
  while (tail < most - head && isSameValue(before.at(-1 - tail), after.at(-1 - tail))) tail += 1
  if (place < head) return place
  return place >= before.length - tail ? place + more : undefined
}

/** The change that brings back what this one will have changed; null when it will change nothing. */
export function inverseOf(before: Changeable, change: ExperimentChange): ExperimentChange | null {
  switch (change.kind) {
    case 'name':
      return { kind: 'name', name: before.name }
    case 'notes':
      return { kind: 'notes', notes: before.notes }
    case 'base': {
      const fields = Object.keys(given(change.base))
      const old = Object.entries(before.base).filter(([field]) => fields.includes(field))
      return { kind: 'base', base: Object.fromEntries(old) }
    }
    default:
      return inverseOnAxis(before[change.axis], change)
  }
}

function inverseOnAxis({ field, values }: Axis, change: AxisChange): ExperimentChange | null {
  const { axis } = change
  if (change.kind === 'field') return { kind: 'field', axis, field, values }
  if (change.kind === 'addValue') {
    return { kind: 'removeValue', axis, at: Math.min(change.at ?? values.length, values.length) }
  }
  if (change.kind === 'putValues') {
    const at = Math.min(change.at, values.length)
    const before = values.slice(at, at + change.taken)
    return { kind: 'putValues', axis, at, taken: change.values.length, values: before }
  }
  const value: AxisValue | undefined = values[change.at]
  if (!value) return null
  return { kind: change.kind === 'setValue' ? 'setValue' : 'addValue', axis, at: change.at, value }
}

/**
 * The way back on an experiment as it is by now, when other changes have come between: a row or column of a field its side
 * does not change any more takes the side back to that field. Null when nothing is left to bring back.
 */
export function lateWayBack(now: Changeable, back: ExperimentChange): ExperimentChange | null {
  if (back.kind === 'field') return now[back.axis].field === back.field ? null : back
  if (back.kind !== 'addValue' && back.kind !== 'putValues') return back
  const { axis, at } = back
  const [values, taken] = back.kind === 'addValue' ? [[back.value], 0] : [back.values, back.taken]
  const { field, kept } = now[axis]
  const own = AXIS_FIELDS.find((one) => values[0]?.[one] !== undefined) ?? field
  if (own === field) return back
  const others = kept?.[own] ?? []
  return { kind: 'field', axis, field: own, values: others.toSpliced(at ?? others.length, taken, ...values) }
}

function given<Fields extends object>(fields: Fields): Fields {
  // The same fields, less those that are there without a value.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields
}
