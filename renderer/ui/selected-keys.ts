/** Owns selections of a grid on their way through a store: a grid's own set knows where a range began, a list of ids does not. */

import type { Key } from 'react-aria-components'

const sets = new WeakMap<readonly string[], ReadonlySet<Key>>()

/** The ids of what a grid has selected, to be kept. */
export function idsOf(keys: ReadonlySet<Key>): readonly string[] {
  const ids = [...keys].map(String)
  sets.set(ids, keys)
  return ids
}

/** Kept ids → what the grid is told: its own set again where they came from it, so that Shift goes on from the same place. */
export function keysOf(ids: readonly string[]): ReadonlySet<Key> {
  return sets.get(ids) ?? new Set(ids)
}
