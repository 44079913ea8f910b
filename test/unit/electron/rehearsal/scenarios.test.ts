/** Shows the faults of each scenario, call by call. */

import { expect, test } from 'vitest'
import {
  acceptFault,
  createFault,
  downloadFault,
  fateOf,
  isScenario,
  linkDiesSoon,
  lookFault,
  SCENARIOS,
  type ScenarioName,
  slowness,
} from '#electron/rehearsal/scenarios.ts'

const counts = Array.from({ length: 90 }, (_, count) => count)

test('the names are known and no others', () => {
  expect(SCENARIOS.every(isScenario)).toBe(true)
  expect(isScenario('sad')).toBe(false)
})

test('a happy day has no fault at all', () => {
  expect(counts.map((count) => createFault('happy', count).kind).every((kind) => kind === 'none')).toBe(true)
  expect(counts.map((count) => acceptFault('happy', count).kind).every((kind) => kind === 'none')).toBe(true)
  expect(counts.map((count) => lookFault('happy', 'a', count).kind).every((kind) => kind === 'none')).toBe(
    true,
  )
  expect(counts.map((count) => fateOf('happy', count)).every((fate) => fate === 'succeeds')).toBe(true)
  expect(downloadFault('happy', 0, 0)).toBe('none')
  expect(linkDiesSoon('happy', 0)).toBe(false)
  expect([slowness('happy'), slowness('slow')]).toEqual([1, 5])
})

test('throttled refuses a third, in bursts of three, by three codes', () => {
  const codes = counts.slice(0, 9).map((count) => {
    const fault = createFault('throttled', count)
    return fault.kind === 'refuse' ? `${fault.refusal.status} ${fault.refusal.code}` : fault.kind
  })
  expect(codes).toEqual([
    ...['none', 'none', 'none'],
    ...['429 Throttling.RateQuota', '429 Throttling.BurstRate', '429 Throttling.Concurrency'],
    ...['none', 'none', 'none'],
  ])
  expect(counts.filter((count) => lookFault('throttled', 'a', count).kind === 'refuse')).toHaveLength(30)
})

test('the first of every two replies is lost', () => {
  expect([0, 1, 2, 3].map((count) => acceptFault('drops-reply', count).kind)).toEqual([
    'drop',
    'none',
    'drop',
    'none',
  ])
})

test('moderation refuses one create in four and one output in three', () => {
  expect([0, 1, 2, 3].map((count) => acceptFault('moderated', count).kind)).toEqual([
    'none',
    'none',
    'refuse',
    'none',
  ])
  expect([0, 1, 2].map((count) => fateOf('moderated', count))).toEqual([
    'succeeds',
    'output-moderated',
    'succeeds',
  ])
  expect([0, 1, 2].map((count) => fateOf('unknown-task', count))).toEqual([
    'succeeds',
    'vanishes',
    'succeeds',
  ])
})

test.each(['a', 'b', 'list'])(
  'every second look at %s is heard, the others meet each fault in turn',
  (subject) => {
    const faults = counts.slice(0, 12).map((count) => lookFault('flaky-polls', subject, count))
    expect(faults.filter((_, place) => place % 2 === 1).every(({ kind }) => kind === 'none')).toBe(true)
    const words = faults
      .filter((_, place) => place % 2 === 0)
      .map((fault) =>
        fault.kind === 'refuse'
          ? String(fault.refusal.status)
          : fault.kind === 'html'
            ? `html ${fault.status}`
            : fault.kind,
      )
    expect(words.sort()).toEqual(['429', '500', '503', 'drop', 'html 200', 'html 502'])
  },
)

test('a download breaks three ways, then holds', () => {
  const faults = (ordinal: number) =>
    [0, 1, 2, 3].map((attempt) => downloadFault('broken-download', ordinal, attempt))
  expect(faults(0)).toEqual(['truncate', 'reset', 'fail', 'none'])
  expect(faults(1)).toEqual(['reset', 'fail', 'truncate', 'none'])
})

test('every second link lives', () => {
  const names: ScenarioName[] = ['link-expires', 'happy']
  expect(names.map((name) => [0, 1, 2].map((issue) => linkDiesSoon(name, issue)))).toEqual([
    [true, false, true],
    [false, false, false],
  ])
})
