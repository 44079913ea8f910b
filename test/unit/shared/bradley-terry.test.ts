/** Strengths found from votes are the rater's own, within the interval that is printed. */

import { array, assert, constantFrom, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { fitStrengths, type PairVote, winChance } from '#shared/bradley-terry.ts'
import { leadOf, normalTail, standingsOf } from '#shared/standings.ts'
import { votesOf } from './raters.ts'

const TASTE = [1.2, 0.5, 0, -0.6, -1.1]

/** What the standings should say of a rater with these strengths. */
function truthOf(strengths: readonly number[]): number[] {
  const sum = strengths.reduce((total, one) => total + one, 0)
  return strengths.map((one) => winChance(one - (sum - one) / (strengths.length - 1)))
}

function coverage(strengths: readonly number[], votes: number, raters: number): number {
  const truth = truthOf(strengths)
  let inside = 0
  for (let seed = 0; seed < raters; seed += 1) {
    const standings = standingsOf(fitStrengths(strengths.length, votesOf(strengths, votes, seed)))
    inside += standings.filter(
      ({ low, high }, at) => low <= (truth[at] ?? 0) && (truth[at] ?? 0) <= high,
    ).length
  }
  return inside / (raters * strengths.length)
}

test('the interval holds the rater’s true preference about 95 times in 100, with few votes and with many', () => {
  for (const [votes, raters] of [
    [12, 100],
    [60, 60],
    [240, 30],
  ] as const) {
    const share = coverage(TASTE, votes, raters)
    expect(share, `${votes} votes`).toBeGreaterThan(0.92)
    expect(share, `${votes} votes`).toBeLessThanOrEqual(1)
  }
})

test('more votes make the interval narrower, and the order comes out right', () => {
  const few = standingsOf(fitStrengths(TASTE.length, votesOf(TASTE, 30, 1)))
  const many = standingsOf(fitStrengths(TASTE.length, votesOf(TASTE, 3_000, 1)))
  for (const [at, { low, high, chance }] of many.entries()) {
    expect(high - low).toBeLessThan(((few[at]?.high ?? 0) - (few[at]?.low ?? 0)) / 2)
    expect(chance).toBeCloseTo(truthOf(TASTE)[at] ?? 0, 1)
  }
  expect(many.map(({ chance }) => chance)).toEqual(
    [...many].map(({ chance }) => chance).sort((a, b) => b - a),
  )
})

test('a rater without a preference hardly ever gets a winner', () => {
  const winners = Array.from({ length: 200 }, (_, seed) =>
    leadOf(fitStrengths(4, votesOf([0, 0, 0, 0], 40, seed))),
  ).filter(({ kind }) => kind === 'clear')
  expect(winners.length).toBeLessThanOrEqual(10)
})

test('a rater with a clear preference gets the right winner, and is told before how many votes that takes', () => {
  const strengths = [1, -1]
  const early = leadOf(fitStrengths(2, votesOf(strengths, 5, 3)))
  expect(early.kind).toBe('open')
  expect((early as { moreVotes: number }).moreVotes).toBeGreaterThan(0)
  expect(leadOf(fitStrengths(2, votesOf(strengths, 60, 3)))).toEqual({ kind: 'clear', at: 0 })
  const winners = Array.from({ length: 20 }, (_, seed) => leadOf(fitStrengths(5, votesOf(TASTE, 300, seed))))
  expect(winners.filter((lead) => lead.kind === 'clear' && lead.at !== 0)).toEqual([])
})

test('even one who has won every vote stays finite and is not called the winner too soon', () => {
  const votes = (count: number): PairVote[] => Array(count).fill({ left: 0, right: 1, outcome: 'left' })
  const [first] = standingsOf(fitStrengths(2, votes(3)))
  expect(first?.low).toBeLessThan(0.5)
  expect(first?.high).toBeLessThan(1)
  expect(leadOf(fitStrengths(2, votes(3))).kind).toBe('open')
  expect(leadOf(fitStrengths(2, votes(30)))).toEqual({ kind: 'clear', at: 0 })
})

test('things that never met are not ranked against each other', () => {
  const apart = fitStrengths(4, [
    { left: 0, right: 1, outcome: 'left' },
    { left: 2, right: 3, outcome: 'tie' },
  ])
  expect(apart.groups).toEqual([0, 0, 1, 1])
  expect(leadOf(apart)).toEqual({ kind: 'apart' })
  expect(leadOf(fitStrengths(2, []))).toEqual({ kind: 'none' })
})

test('without votes nothing is known, and a difference too small for votes is said to be so', () => {
  expect(standingsOf(fitStrengths(1, []))).toEqual([{ chance: 0.5, low: 0, high: 1 }])
  const even: PairVote[] = ['left', 'right', 'left', 'right'].map((outcome) => ({
    ...{ left: 0, right: 1, outcome: outcome as 'left' | 'right' },
  }))
  expect(leadOf(fitStrengths(2, even))).toEqual({ kind: 'open', moreVotes: null })
})

test('the quantile is the one in the books', () => {
  expect(normalTail(0.025)).toBeCloseTo(1.96, 2)
  expect(normalTail(0.005)).toBeCloseTo(2.576, 2)
})

const someVotes = array(
  record({
    left: integer({ min: 0, max: 5 }),
    right: integer({ min: 0, max: 5 }),
    outcome: constantFrom('left' as const, 'right' as const, 'tie' as const),
  }),
  { maxLength: 60 },
)
const turned = ({ left, right, outcome }: PairVote): PairVote => {
  const other = { left: 'right', right: 'left', tie: 'tie' } as const
  return { left: right, right: left, outcome: other[outcome] }
}

test('whatever the votes: sides do not matter, names do not matter, and the interval holds the estimate', () => {
  assert(
    property(someVotes, (votes) => {
      const fit = fitStrengths(6, votes)
      const mirrored = fitStrengths(6, votes.map(turned))
      const renamed = fitStrengths(
        6,
        votes.map((vote) => ({ ...vote, left: 5 - vote.left, right: 5 - vote.right })),
      )
      for (const [at, strength] of fit.strengths.entries()) {
        expect(mirrored.strengths[at]).toBeCloseTo(strength, 6)
        expect(renamed.strengths[5 - at]).toBeCloseTo(strength, 6)
      }
      for (const { chance, low, high } of standingsOf(fit)) {
        expect(low).toBeLessThanOrEqual(chance)
        expect(high).toBeGreaterThanOrEqual(chance)
      }
    }),
    { numRuns: 40 },
  )
})

test('a win never weakens the winner', () => {
  assert(
    property(someVotes, integer({ min: 0, max: 5 }), integer({ min: 1, max: 5 }), (votes, winner, step) => {
      const loser = (winner + step) % 6
      const before = fitStrengths(6, votes).strengths
      const after = fitStrengths(6, [...votes, { left: winner, right: loser, outcome: 'left' }]).strengths
      const lead = (of: readonly number[]) => (of[winner] as number) - (of[loser] as number)
      expect(lead(after)).toBeGreaterThan(lead(before) - 1e-6)
    }),
    { numRuns: 40 },
  )
})
