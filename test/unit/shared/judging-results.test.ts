/** Votes are told for what they are: strengths with intervals, the rater's own steadiness, what was mixed up. */

import { expect, test } from 'vitest'
import { winChance } from '#shared/bradley-terry.ts'
import { usualVotes } from '#shared/judging-plan.ts'
import { verdictsOf } from '#shared/judging-results.ts'
import { gridOf, raterOf, takeOf, voted, voteOn } from './judged-takes.ts'

test('a simulated rater’s preference is recovered within the printed interval, although pairs are drawn by what was said', () => {
  const strengths = [1.2, 0.9, 0.5, 0.2, -0.2, -0.5, -0.9, -1.2]
  const takes = strengths.map((_, at) => takeOf(String(at), { prompt: String(at) }))
  const planned = usualVotes('blind', takes)
  const truth = strengths.map((one) => winChance(one + one / 7))
  let inside = 0
  for (let seed = 0; seed < 30; seed += 1) {
    const votes = voted({ mode: 'blind', takes, planned, seed }, raterOf(takes, strengths, seed))
    const { order, rows } = verdictsOf(takes, votes).presets
    inside += rows.filter(({ low, high }, row) => {
      const chance = truth[order[row] ?? 0] ?? 0
      return low <= chance && chance <= high
    }).length
  }
  expect(inside / (30 * 8)).toBeGreaterThan(0.92)
})

test('takes of one preset count together, whatever their seed and still', () => {
  const takes = gridOf(['calm', 'wild'], [1, 2, 3])
  const votes = voted({ mode: 'blind', takes, planned: 10, seed: 1 }, ({ leftId }) =>
    leftId.startsWith('calm') ? 'left' : 'right',
  )
  const { presets, presetOf, takes: ranked } = verdictsOf(takes, votes)
  expect(presetOf).toEqual([0, 0, 0, 1, 1, 1])
  expect(presets.rows.map(({ wins, losses }) => [wins, losses])).toEqual([
    [9, 0],
    [0, 9],
  ])
  expect([presets.order, presets.lead]).toEqual([[0, 1], { kind: 'clear', at: 0 }])
  expect(ranked.order.slice(0, 3).sort()).toEqual([0, 1, 2])
})

test('the rater is held against own earlier answers, and against a liking for one side', () => {
  const takes = gridOf(['a', 'b', 'c', 'd'], [1])
  const [a = '', b = '', c = ''] = takes.map(({ clipId }) => clipId)
  const votes = [
    voteOn({ leftId: a, rightId: b, repeatOf: null }, 0, 'left'),
    voteOn({ leftId: b, rightId: c, repeatOf: null }, 1, 'left'),
    voteOn({ leftId: a, rightId: c, repeatOf: null }, 2, 'both-bad'),
    voteOn({ leftId: b, rightId: a, repeatOf: 0 }, 3, 'right'),
    voteOn({ leftId: c, rightId: b, repeatOf: 1 }, 4, 'left'),
    voteOn({ leftId: c, rightId: a, repeatOf: 2 }, 5, 'both-bad'),
  ]
  const { rater, takes: ranked, confounds } = verdictsOf(takes, votes)
  expect(rater).toEqual({ repeats: 3, agreed: 2, sided: 4, left: 3 })
  // Strengths rest on the first answers alone.
  expect(confounds.votes).toBe(3)
  expect(ranked.rows.reduce((sum, { wins }) => sum + wins, 0)).toBe(2)
  expect(ranked.rows.reduce((sum, { bothBad }) => sum + bothBad, 0)).toBe(2)
  expect(ranked.lead).toEqual({ kind: 'apart' })
})

test('votes on pairs that differ in more than one thing are counted, with the things', () => {
  const takes = [
    takeOf('x', { prompt: 'a', seed: 1 }),
    takeOf('y', { prompt: 'b', seed: 2 }),
    takeOf('z', { prompt: 'c', seed: 1 }),
  ]
  const votes = [
    voteOn({ leftId: 'x', rightId: 'y', repeatOf: null }, 0, 'left'),
    voteOn({ leftId: 'x', rightId: 'z', repeatOf: null }, 1, 'tie'),
  ]
  expect(verdictsOf(takes, votes).confounds).toEqual({ votes: 2, confounded: 1, fields: ['prompt', 'seed'] })
})

test('without votes there is a list and no claim', () => {
  const { presets, takes, rater } = verdictsOf(gridOf(['a', 'b'], [1]), [])
  expect([presets.lead.kind, takes.lead.kind, rater.repeats]).toEqual(['none', 'none', 0])
  expect(presets.rows.map(({ low, high }) => [low, high])).toEqual([
    [0, 1],
    [0, 1],
  ])
})
