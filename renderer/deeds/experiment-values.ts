/** Owns what a new row or column holds to begin with. */

import type { AxisField, AxisValue, Experiment } from '#shared/experiment.ts'
import { AXIS_MAX } from '#shared/experiment.ts'
import { PARAMETER_LIMITS, RESOLUTIONS, STILL_MODELS } from '#shared/happyhorse.ts'
import type { AxisName } from '../stores/experiments-store.ts'
import { readyShots, useShots } from '../stores/shots-store.ts'
import { drawSeed } from './draw-seed.ts'

type Plan = Pick<Experiment, 'projectId' | 'base' | 'rows' | 'columns'>

/** False when the axis is full. */
export function isOpenField(plan: Plan, axis: AxisName): boolean {
  return plan[axis].values.length < AXIS_MAX
}

/** A further value of an axis; undefined when there is none that is not there already. */
export function nextValue(plan: Plan, axis: AxisName): AxisValue | undefined {
  const { field, values } = plan[axis]
  return furtherValue(field, values, plan)
}

/** What an axis holds when it is to change another field: what it held before, or two values to begin with. */
export function valuesFor(plan: Plan, axis: AxisName, field: AxisField): AxisValue[] {
  return plan[axis].kept?.[field] ?? firstValues(field, plan)
}

function firstValues(field: AxisField, plan: Plan): AxisValue[] {
  const first: AxisValue = { [field]: plan.base[field] }
  const second = furtherValue(field, [first], plan)
  return second ? [first, second] : [first]
}

function furtherValue(
  field: AxisField,
  values: readonly AxisValue[],
  { projectId, base }: Plan,
): AxisValue | undefined {
  const used = new Set(values.map((one) => one[field]))
  switch (field) {
    case 'prompt':
      return { prompt: values.at(-1)?.prompt ?? base.prompt }
    case 'seed':
      return { seed: drawSeed() }
    case 'model':
      return asValue(
        'model',
        STILL_MODELS.find((one) => !used.has(one)),
      )
    case 'resolution':
      return asValue(
        'resolution',
        RESOLUTIONS.find((one) => !used.has(one)),
      )
    case 'durationSeconds':
      return asValue(
        'durationSeconds',
        nextDuration(values.at(-1)?.durationSeconds ?? base.durationSeconds, used),
      )
    case 'shotId':
      return asValue('shotId', nextStill(projectId, used))
  }
}

function asValue<Field extends AxisField>(field: Field, value: AxisValue[Field]): AxisValue | undefined {
  return value === undefined ? undefined : { [field]: value }
}

/** Longer first, then shorter. */
function nextDuration(from: number, used: ReadonlySet<unknown>): number | undefined {
  const { min, max } = PARAMETER_LIMITS.durationSeconds
  const all = Array.from({ length: max - min + 1 }, (_, place) => min + place)
  const free = all.filter((one) => !used.has(one))
  return free.find((one) => one > from) ?? free.at(-1)
}

/** The next one of the same project that can be animated. */
function nextStill(projectId: string, used: ReadonlySet<unknown>): string | undefined {
  return readyShots(useShots.getState(), projectId).find(({ id }) => !used.has(id))?.id
}
