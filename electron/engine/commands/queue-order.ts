/**
 * Owns the order of the queue: where new jobs go, and what the user moves. The order is the only thing that decides
 * whose turn it is, so fair shares are dealt out when jobs are queued, and whatever is moved by hand stays there.
 */

import type { Gate } from '../database/due-jobs.ts'
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

/** A waiting job as far as its place goes. */
export type Place = { batchId: string; orderKey: number }

/**
 * Places for the first of `count` new jobs among `queue`, which is told in its order: turn by turn every batch that
 * waits gets one job in, the older ones first. Who finds no place before the end is left out. Undefined when floats
 * have no room between two keys.
 */
export function fairKeys(queue: Iterable<Place>, count: number): number[] | undefined {
  const turns = new Map<string, number>()
  const keys: number[] = []
  let left = Number.NEGATIVE_INFINITY
  for (const { batchId, orderKey } of queue) {
    if (keys.length >= count) break
    const turn = (turns.get(batchId) ?? 0) + 1
    turns.set(batchId, turn)
    if (turn > keys.length + 1) {
      const low = Math.max(left, keys.at(-1) ?? Number.NEGATIVE_INFINITY)
      const key = low + (orderKey - low) / 2
      if (!(key > low && key < orderKey)) return undefined
      keys.push(key)
    }
    left = orderKey
  }
  return keys
}

/** The same over the tables; where there is no room left, the queue is numbered anew first. Call within a transaction. */
export function placesFor({ jobLists }: Pick<Tables, 'jobLists'>, gate: Gate, count: number): number[] {
  const keys = fairKeys(jobLists.queueAt(gate), count)
  if (keys) return keys
  for (const [index, { id }] of jobLists.queue().entries()) jobLists.setOrderKey(id, index + 1)
  return fairKeys(jobLists.queueAt(gate), count) ?? []
}

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
