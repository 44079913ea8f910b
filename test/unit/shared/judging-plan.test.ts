/** Pairs are drawn so that they tell most and give nothing away, and the same votes always lead to the same pair. */

import { expect, test } from 'vitest'
import { drawsFrom } from '#shared/draws.ts'
import { type JudgingPlan, mostVotes, nextPair, repeatsIn, usualVotes } from '#shared/judging-plan.ts'
import { gridOf, takeOf, voted } from './judged-takes.ts'

const EIGHT = gridOf(['a', 'b', 'c', 'd'], [1, 2])
const plan = (given: Partial<JudgingPlan> = {}): JudgingPlan => ({
  ...{ mode: 'blind', takes: EIGHT, planned: usualVotes('blind', EIGHT), seed: 5 },
  ...given,
})
const pairOf = ({ leftId, rightId }: { leftId: string; rightId: string }) =>
  [leftId, rightId].sort().join('|')

test('what was planned is voted on, each new pair once and about one vote in ten a second time', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const votes = voted(plan({ seed }), () => 'left')
    expect(votes).toHaveLength(plan().planned)
    const repeats = votes.filter(({ repeatOf }) => repeatOf !== null)
    expect(repeats).toHaveLength(repeatsIn(plan().planned))
    const fresh = votes.filter(({ repeatOf }) => repeatOf === null)
    expect(new Set(fresh.map(pairOf)).size).toBe(fresh.length)
    for (const repeat of repeats) {
      const before = votes[repeat.repeatOf ?? -1]
      expect([repeat.leftId, repeat.rightId]).toEqual([before?.rightId, before?.leftId])
      expect(repeat.place - (repeat.repeatOf ?? 0)).toBeGreaterThan(3)
    }
  }
})

test('the same seed and votes give the same pair, whatever happened in between', () => {
  const votes = voted(plan(), ({ leftId, rightId }) => (leftId < rightId ? 'left' : 'tie'))
  const again = voted(plan(), ({ leftId, rightId }) => (leftId < rightId ? 'left' : 'tie'))
  expect(again).toEqual(votes)
  expect(nextPair(plan(), votes.slice(0, 6))).toMatchObject({ leftId: votes[6]?.leftId })
  expect(voted(plan({ seed: 6 }), () => 'left').map(pairOf)).not.toEqual(
    voted(plan({ seed: 5 }), () => 'left').map(pairOf),
  )
})

test('sides are shuffled: over many sessions a take stands left as often as right', () => {
  const lefts = Array.from({ length: 200 }, (_, seed) => nextPair(plan({ seed: seed * 7_919 }), [])).filter(
    (pair) => pair !== undefined && pair.leftId < pair.rightId,
  ).length
  expect(lefts).toBeGreaterThan(70)
  expect(lefts).toBeLessThan(130)
})

test('every take is seen, and none much more often than the others', () => {
  const seen = voted(plan(), () => 'left').flatMap(({ leftId, rightId }) => [leftId, rightId])
  const times = EIGHT.map(({ clipId }) => seen.filter((id) => id === clipId).length)
  expect(Math.min(...times)).toBeGreaterThanOrEqual(4)
  expect(Math.max(...times) - Math.min(...times)).toBeLessThanOrEqual(5)
})

test('takes of one still are compared with each other where each has such a partner, else all with all', () => {
  const two = [
    ...gridOf(['a', 'b'], [1]),
    ...gridOf(['a', 'b'], [1]).map((one) => ({ ...one, stillId: 'dune', clipId: `${one.clipId} dune` })),
  ]
  const votes = voted(plan({ takes: two, planned: mostVotes('blind', two) }), () => 'left')
  expect([...new Set(votes.map(pairOf))].sort()).toEqual(['a 1 dune|b 1 dune', 'a 1|b 1'])
  const alone = [takeOf('x', { stillId: 'one' }), takeOf('y', { stillId: 'two' })]
  expect(mostVotes('blind', alone)).toBe(1)
})

test('takes of different presets meet, unless there is but one preset', () => {
  const votes = voted(plan({ takes: gridOf(['a', 'b'], [1, 2, 3]), planned: 99 }), () => 'left')
  expect(votes.every(({ leftId, rightId }) => leftId[0] !== rightId[0])).toBe(true)
  expect(mostVotes('blind', gridOf(['a'], [1, 2, 3]))).toBe(4)
})

test('a short session shows one pair again at its end, changed about', () => {
  for (const prompts of [
    ['a', 'b'],
    ['a', 'b', 'c'],
  ]) {
    const takes = prompts.length === 2 ? gridOf(prompts, [1, 2]).slice(0, 3) : gridOf(prompts, [1])
    const votes = voted(plan({ takes, planned: usualVotes('blind', takes) }), () => 'left')
    expect(votes.map(({ repeatOf }) => repeatOf !== null).lastIndexOf(true)).toBe(votes.length - 1)
    expect(votes.filter(({ repeatOf }) => repeatOf !== null)).toHaveLength(1)
  }
  expect(usualVotes('blind', gridOf(['a', 'b'], [1]))).toBe(1)
})

test('presets meet on one seed before they meet on two', () => {
  for (let seed = 0; seed < 10; seed += 1) {
    const votes = voted(plan({ seed }), () => 'left').filter(({ repeatOf }) => repeatOf === null)
    const isLocked = ({ leftId, rightId }: { leftId: string; rightId: string }) =>
      leftId.at(-1) === rightId.at(-1)
    expect(votes.slice(0, 12).every(isLocked)).toBe(true)
    expect(votes.slice(12).some(isLocked)).toBe(false)
  }
})

test('the champion stays on the left until somebody beats it', () => {
  const takes = ['a', 'b', 'c', 'd', 'e'].map((id) => takeOf(id))
  const outcomes = ['right', 'tie', 'left', 'both-bad'] as const
  const votes = voted(
    { mode: 'champion', takes, planned: 4, seed: 1 },
    (_, place) => outcomes[place] ?? 'tie',
  )
  expect(votes.map(({ leftId, rightId }) => leftId + rightId)).toEqual(['ab', 'bc', 'bd', 'be'])
  expect([usualVotes('champion', takes), mostVotes('champion', takes)]).toEqual([4, 4])
})

test('a session can be made longer until nobody has an unseen pair, and never ends early before', () => {
  const draw = drawsFrom(3)
  for (const count of [2, 3, 4, 5, 7, 9]) {
    const takes = Array.from({ length: count }, (_, at) => takeOf(String(at), { prompt: String(at) }))
    const most = mostVotes('blind', takes)
    const votes = voted(plan({ takes, planned: most, seed: count }), () => (draw() < 0.5 ? 'left' : 'right'))
    expect(votes).toHaveLength(most)
    const fresh = votes.filter(({ repeatOf }) => repeatOf === null)
    expect(fresh).toHaveLength((count * (count - 1)) / 2)
  }
})
