import { expect, test } from 'vitest'
import { keptInPlace } from '#renderer/features/library/kept-in-place.ts'

const counted = (...pairs: readonly [string, number][]) => pairs.map(([value, count]) => ({ value, count }))

test('a value that is gone keeps its place with a count of 0, so that those below it do not move', () => {
  const before = counted(['lake', 40], ['street', 9], ['dunes', 3])
  const now = counted(['dunes', 3], ['lake', 1])
  expect(keptInPlace(before, now)).toEqual(counted(['lake', 1], ['street', 0], ['dunes', 3]))
})

test('new values follow at the end', () => {
  expect(keptInPlace(counted(['lake', 1]), counted(['snow', 7], ['lake', 2]))).toEqual(
    counted(['lake', 2], ['snow', 7]),
  )
})

test('values that are no text are told apart by what they are made of', () => {
  const span = (from: number) => ({ value: { from, before: null }, count: 1 })
  expect(keptInPlace([span(1), span(2)], [span(2)])).toEqual([{ ...span(1), count: 0 }, span(2)])
})
