/** Owns the order of the queue when the user moves jobs. */

import type { Tables } from '../database/tables.ts'

/** Puts queued jobs, in the order given, just before another one; null: to the end. Others are left where they are. */
export function moveBefore(
  tables: Pick<Tables, 'jobLists' | 'atomically'>,
  ids: readonly string[],
  before: string | null,
): void {
  tables.atomically(() => {
    const queue = tables.jobLists.queue()
    const queued = new Set(queue.map((one) => one.id))
    const moved = [...new Set(ids)].filter((id) => queued.has(id) && id !== before)
    const rest = queue.filter((one) => !moved.includes(one.id))
    const place = before === null ? -1 : rest.findIndex((one) => one.id === before)
    const at = place === -1 ? rest.length : place
    const left = rest[at - 1]?.orderKey
    const right = rest[at]?.orderKey
    const keys = keysBetween(left, right, moved.length)
    if (keys) {
      for (const [index, id] of moved.entries()) tables.jobLists.setOrderKey(id, keys[index] ?? 0)
      return
    }
    const order = [...rest.slice(0, at).map(idOf), ...moved, ...rest.slice(at).map(idOf)]
    for (const [index, id] of order.entries()) tables.jobLists.setOrderKey(id, index + 1)
  })
}

const idOf = (one: { id: string }) => one.id

/** `count` rising keys between two; undefined when floats have no room for them. */
export function keysBetween(
  left: number | undefined,
  right: number | undefined,
  count: number,
): number[] | undefined {
  const low = left ?? (right === undefined ? 0 : right - count - 1)
  const high = right ?? low + count + 1
  const keys = Array.from({ length: count }, (_, index) => low + ((high - low) * (index + 1)) / (count + 1))
  const rising = [low, ...keys, high].every((key, index, all) => index === 0 || key > (all[index - 1] ?? key))
  return rising ? keys : undefined
}
