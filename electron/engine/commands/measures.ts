/** Owns what commands tell of measures: what is known now, that the rest is measured, and how far takes are apart. */

import type { ClipMeasures } from '#shared/measures.ts'
import { distances } from '../media/measure.ts'
import type { Studio } from './studio-context.ts'

/** What is known of clips; those never measured go into the queue. */
export function measuresOf({ tables, ports }: Studio, ids: readonly string[]): ClipMeasures[] {
  tables.measures.want(ids, ports.clock.now())
  return tables.measures.byIds(ids)
}

/** Distances between clips, pair by pair; each pair is compared once and kept. */
export async function distancesOf(
  { tables }: Pick<Studio, 'tables'>,
  ids: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<(number | null)[][]> {
  const clips = ids.map((id) => tables.clips.byId(id))
  const known = (one: string, other: string) => (one === other ? 0 : tables.measures.distance(one, other))
  const pairs = ids.flatMap((one, a) =>
    ids.slice(a + 1).flatMap((other, step) => {
      const isOpen = known(one, other) === undefined && clips[a] && clips[a + 1 + step]
      return isOpen ? [[a, a + 1 + step] as const] : []
    }),
  )
  const needed = [...new Set(pairs.flat())]
  const wish = {
    paths: needed.map((place) => clips[place]?.path ?? ''),
    pairs: pairs.map(([a, b]) => [needed.indexOf(a), needed.indexOf(b)] as const),
  }
  const found = pairs.length > 0 ? await distances(wish, signal) : []
  pairs.forEach(([a, b], place) => {
    const distance = found[place] ?? null
    if (distance !== null) tables.measures.keepDistance(ids[a] ?? '', ids[b] ?? '', distance)
  })
  return ids.map((one) => ids.map((other) => known(one, other) ?? null))
}
