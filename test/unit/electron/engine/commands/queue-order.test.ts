/** The order of the queue. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  fairKeys,
  keysBetween,
  moveBefore,
  type Place,
  placesFor,
} from '#electron/engine/commands/queue-order.ts'
import { openTestEngine } from '#test/support/engine.ts'
import { openJobTable } from '#test/support/job-table.ts'

function queueOf(count: number) {
  const tables = openJobTable()
  for (let made = 0; made < count; made += 1) tables.add()
  return { tables, order: () => tables.jobLists.queue().map(({ id }) => id) }
}

test('jobs go just before another one, in the order they are named', () => {
  const { tables, order } = queueOf(5)
  moveBefore(tables, ['j5', 'j4'], 'j2')
  expect(order()).toEqual(['j1', 'j5', 'j4', 'j2', 'j3'])
  moveBefore(tables, ['j1'], null)
  expect(order()).toEqual(['j5', 'j4', 'j2', 'j3', 'j1'])
  moveBefore(tables, ['j3'], 'j5')
  expect(order()).toEqual(['j3', 'j5', 'j4', 'j2', 'j1'])
})

test('what is not queued is not moved', () => {
  const { tables, order } = queueOf(2)
  tables.add({ state: 'canceled' })
  moveBefore(tables, ['j3', 'nobody', 'j2', 'j2'], 'j1')
  expect(order()).toEqual(['j2', 'j1'])
})

test('however often jobs are moved, the order is the one asked for', () => {
  const moves = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 4 }), fc.option(fc.integer({ min: 1, max: 4 }))),
    {
      minLength: 100,
      maxLength: 120,
    },
  )
  fc.assert(
    fc.property(moves, (wanted) => {
      const { tables, order } = queueOf(4)
      const model = ['j1', 'j2', 'j3', 'j4']
      for (const [what, before] of wanted) {
        if (what === before) continue
        moveBefore(tables, [`j${what}`], before === null ? null : `j${before}`)
        model.splice(model.indexOf(`j${what}`), 1)
        model.splice(before === null ? model.length : model.indexOf(`j${before}`), 0, `j${what}`)
      }
      expect(order()).toEqual(model)
    }),
    { numRuns: 10 },
  )
})

test('where floats have no room between two keys, there are none', () => {
  expect(keysBetween(1, 2, 3)).toEqual([1.25, 1.5, 1.75])
  expect(keysBetween(undefined, 5, 2)).toEqual([3, 4])
  expect(keysBetween(7, undefined, 2)).toEqual([8, 9])
  expect(keysBetween(1, 1 + Number.EPSILON, 1)).toBeUndefined()
})

/** Queues batches of these sizes one after the other, and tells whose job stands where. */
function queued(...sizes: number[]): string {
  const queue: Place[] = []
  for (const [index, size] of sizes.entries()) {
    const keys = fairKeys(queue, size) ?? []
    const last = queue.length
    for (let job = 0; job < size; job += 1) {
      queue.push({ batchId: 'ABCDEF'[index] ?? '', orderKey: keys[job] ?? last + job + 1 })
    }
    queue.sort((one, other) => one.orderKey - other.orderKey)
  }
  return queue.map(({ batchId }) => batchId).join('')
}

test('turn by turn every batch that waits gets one job in, the older ones first', () => {
  expect(queued(6, 2)).toBe('ABABAAAA')
  expect(queued(2, 5)).toBe('ABABBBB')
  expect(queued(5, 3, 2)).toBe('ABCABCABAA')
  expect(queued(1, 1, 1, 3)).toBe('ABCDDD')
})

test('a new batch waits for no more than one turn of each other batch per job, in whatever order those wait', () => {
  const waiting = fc.array(fc.constantFrom('A', 'B', 'C'), { maxLength: 60 })
  fc.assert(
    fc.property(waiting, fc.integer({ min: 1, max: 30 }), (batches, count) => {
      const queue = batches.map((batchId, index) => ({ batchId, orderKey: index + 1 }))
      const keys = fairKeys(queue, count) ?? []
      expect(keys).toEqual([...keys].sort((one, other) => one - other))
      for (const [index, key] of keys.entries()) {
        expect(queue.some(({ orderKey }) => orderKey === key)).toBe(false)
        const before = queue.filter(({ orderKey }) => orderKey < key).map(({ batchId }) => batchId)
        for (const one of ['A', 'B', 'C'])
          expect(before.filter((batchId) => batchId === one).length).toBeLessThanOrEqual(index + 1)
      }
    }),
  )
})

test('where no place is left between two jobs, the queue is numbered anew and keeps its order', () => {
  const tables = openJobTable()
  for (const orderKey of [1, 1 + Number.EPSILON, 1 + 2 * Number.EPSILON]) tables.add({ orderKey })
  const gate = { service: 'rehearsal', baseUrl: '', model: 'happyhorse-1.1-i2v' } as const
  expect(placesFor(tables, gate, 2)).toEqual([1.5, 2.5])
  expect(tables.jobLists.queue().map(({ id }) => id)).toEqual(['j1', 'j2', 'j3'])
})

test('a small batch behind a large one gets its turns, and what the user moves stays where it was put', async () => {
  await using studio = await openTestEngine({ start: false })
  const { commands } = studio.engine
  const large = await studio.queue(await studio.drawPhotos('a.jpg'), { takes: 6 })
  const [first = '', second = ''] = await studio.queue(await studio.drawPhotos('b.jpg'), { takes: 2 })
  const order = async () => {
    const { projectId } = studio
    return (await commands.jobs.page({ projectId, states: ['queued'] })).rows.map(({ id }) => id)
  }
  const [a = '', b = '', ...rest] = large
  expect(await order()).toEqual([a, first, b, second, ...rest])
  await commands.jobs.move({ ids: [second], before: a })
  expect(await order()).toEqual([second, a, first, b, ...rest])
})
