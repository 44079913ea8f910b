/** Owns what commands tell of measures: what is known now, and that the rest is measured. */

import type { ClipMeasures } from '#shared/measures.ts'
import type { Studio } from './studio-context.ts'

/** What is known of clips; those never measured go into the queue. */
export function measuresOf({ tables, ports }: Studio, ids: readonly string[]): ClipMeasures[] {
  tables.measures.want(ids, ports.clock.now())
  return tables.measures.byIds(ids)
}

/** Distances between clips, pair by pair. */
export async function distancesOf({ tables }: Studio, ids: readonly string[]): Promise<(number | null)[][]> {
  return ids.map((one) =>
    ids.map((other) => (one === other ? 0 : (tables.measures.distance(one, other) ?? null))),
  )
}
