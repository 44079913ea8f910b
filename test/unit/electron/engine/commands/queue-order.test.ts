/** The order of the queue. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keysBetween, moveBefore } from '#electron/engine/commands/queue-order.ts'
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
