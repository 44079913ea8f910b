import { expect, test } from 'vitest'
import { cancelCounts, moveTarget } from '#renderer/deeds/commands.ts'

const queue = ['a', 'b', 'c', 'd', 'e']

test('a job moves up past the one above it', () => {
  expect(moveTarget(queue, ['c'], -1)).toEqual({ ids: ['c'], before: 'b' })
})

test('a job moves down past the one below it, and to the end past the last', () => {
  expect(moveTarget(queue, ['c'], 1)).toEqual({ ids: ['c'], before: 'e' })
  expect(moveTarget(queue, ['d'], 1)).toEqual({ ids: ['d'], before: null })
})

test('several jobs move together in the order of the queue', () => {
  expect(moveTarget(queue, ['d', 'b'], -1)).toEqual({ ids: ['b', 'd'], before: 'a' })
})

test('nothing moves beyond the ends, and nothing that is not queued', () => {
  expect(moveTarget(queue, ['a'], -1)).toBeUndefined()
  expect(moveTarget(queue, ['e'], 1)).toBeUndefined()
  expect(moveTarget(queue, ['x'], 1)).toBeUndefined()
})

test('what was canceled or saved already is not told as begun, what goes on is', () => {
  const late = (state: string) => ({
    id: state,
    error: { code: 'not-possible-now' as const, values: { state } },
  })
  const unheard = { id: 'x', error: { code: 'unreachable' as const, values: {} } }
  const refused = [late('canceled'), late('done'), late('submitting'), late('downloading'), unheard]
  expect(cancelCounts({ canceled: 3, refused })).toEqual({ canceled: 3, begun: 2, unheard: 1 })
})
