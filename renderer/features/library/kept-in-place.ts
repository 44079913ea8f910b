/** Owns keeping the values of a facet where they are while a hand is over them, whatever their counts become. */

import { type FacetValue, valueKey } from '../../stores/library-store.ts'

export type Counted = { value: FacetValue; count: number }

/** The new counts in the old order: values that are gone stay with a count of 0, new ones follow at the end. */
export function keptInPlace(before: readonly Counted[], now: readonly Counted[]): readonly Counted[] {
  const fresh = new Map(now.map((one) => [valueKey(one.value), one]))
  const kept = before.map(({ value }) => fresh.get(valueKey(value)) ?? { value, count: 0 })
  const known = new Set(before.map(({ value }) => valueKey(value)))
  return [...kept, ...now.filter(({ value }) => !known.has(valueKey(value)))]
}
