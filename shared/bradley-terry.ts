/**
 * Owns strengths from votes on pairs: Bradley–Terry with ties after Davidson (1970), found by Newton's method.
 * A weak normal prior keeps them finite where one side has won every vote; the Hessian gives how sure they are.
 */

import { inverseOf, type Matrix, solved } from './spd-matrix.ts'

/** One vote on a pair of things, by their places in the list. */
export type PairVote = { left: number; right: number; outcome: 'left' | 'right' | 'tie' }

/**
 * Prior of each strength, in log odds: of two things one rarely beats the other more often than 98 times in 100.
 * Of ties: log of how they weigh against wins between equals.
 */
export const STRENGTH_PRIOR_SD = 1.5
const TIE_PRIOR = { mean: -1, sd: 1.5 }

export type StrengthFit = {
  /** Log odds, around zero. */
  strengths: readonly number[]
  /** Of the strengths. */
  covariance: Matrix
  /** Which things were compared with each other, directly or by way of others: equal numbers. */
  groups: readonly number[]
  votes: number
}

/** Chance that a win of the one over the other is what a vote on them ends in, if it is not a tie. */
export function winChance(difference: number): number {
  return 1 / (1 + Math.exp(-difference))
}

const FEATURES = {
  left: { left: 1, right: 0, tie: 0 },
  right: { left: 0, right: 1, tie: 0 },
  tie: { left: 0.5, right: 0.5, tie: 1 },
} as const
const OUTCOMES = ['left', 'right', 'tie'] as const

function chancesOf(
  parameters: readonly number[],
  { left, right }: PairVote,
): Record<PairVote['outcome'], number> {
  const [one, other, ties] = [parameters[left], parameters[right], parameters.at(-1)] as [
    number,
    number,
    number,
  ]
  // Only the difference counts; this way no power overflows.
  const half = (one - other) / 2
  const weights = { left: Math.exp(half), right: Math.exp(-half), tie: Math.exp(ties) }
  const sum = weights.left + weights.right + weights.tie
  return { left: weights.left / sum, right: weights.right / sum, tie: weights.tie / sum }
}

/** Log of the posterior, up to a constant. */
function heightAt(parameters: readonly number[], votes: readonly PairVote[]): number {
  const ties = parameters.at(-1) ?? 0
  let height = -((ties - TIE_PRIOR.mean) ** 2) / (2 * TIE_PRIOR.sd ** 2)
  for (const one of parameters.slice(0, -1)) height -= one ** 2 / (2 * STRENGTH_PRIOR_SD ** 2)
  for (const vote of votes) height += Math.log(chancesOf(parameters, vote)[vote.outcome])
  return height
}

/** Slope of the log posterior and the negative of its curvature. */
function slopeAt(parameters: readonly number[], votes: readonly PairVote[]) {
  const last = parameters.length - 1
  const priorOf = (at: number) => (at === last ? TIE_PRIOR : { mean: 0, sd: STRENGTH_PRIOR_SD })
  const slope = parameters.map((one, at) => (priorOf(at).mean - one) / priorOf(at).sd ** 2)
  const curvature = parameters.map((_, row) =>
    parameters.map((__, column) => (row === column ? 1 / priorOf(row).sd ** 2 : 0)),
  )
  for (const vote of votes) addVote(slope, curvature, vote, chancesOf(parameters, vote), last)
  return { slope, curvature }
}

function addVote(
  slope: number[],
  curvature: number[][],
  vote: PairVote,
  chances: Record<PairVote['outcome'], number>,
  last: number,
): void {
  const places = { left: vote.left, right: vote.right, tie: last }
  const mean = (part: 'left' | 'right' | 'tie') =>
    OUTCOMES.reduce((sum, outcome) => sum + chances[outcome] * FEATURES[outcome][part], 0)
  for (const row of OUTCOMES) {
    slope[places[row]] = (slope[places[row]] as number) + FEATURES[vote.outcome][row] - mean(row)
    for (const column of OUTCOMES) {
      const both = OUTCOMES.reduce(
        (sum, outcome) => sum + chances[outcome] * FEATURES[outcome][row] * FEATURES[outcome][column],
        0,
      )
      const line = curvature[places[row]] as number[]
      line[places[column]] = (line[places[column]] as number) + both - mean(row) * mean(column)
    }
  }
}

const STEPS_MAX = 60
const STILL_ENOUGH = 1e-9

/** Strengths of `count` things from votes on pairs of them. Votes of a thing against itself say nothing and are left out. */
export function fitStrengths(count: number, all: readonly PairVote[]): StrengthFit {
  const votes = all.filter(({ left, right }) => left !== right)
  let parameters = [...Array<number>(count).fill(0), TIE_PRIOR.mean]
  let height = heightAt(parameters, votes)
  for (let turn = 0; turn < STEPS_MAX; turn += 1) {
    const { slope, curvature } = slopeAt(parameters, votes)
    const step = solved(curvature, slope)
    let share = 1
    let next = parameters
    let nextHeight = Number.NEGATIVE_INFINITY
    // The posterior has one peak; halving makes sure that every step goes up.
    while (nextHeight < height && share > STILL_ENOUGH) {
      next = parameters.map((one, at) => one + share * (step[at] as number))
      nextHeight = heightAt(next, votes)
      share /= 2
    }
    const gain = nextHeight - height
    if (!(gain > STILL_ENOUGH)) break
    parameters = next
    height = nextHeight
  }
  const covariance = inverseOf(slopeAt(parameters, votes).curvature)
    .slice(0, count)
    .map((row) => row.slice(0, count))
  return {
    strengths: parameters.slice(0, count),
    covariance,
    groups: groupsOf(count, votes),
    votes: votes.length,
  }
}

/** Numbers the parts of the graph whose edges are votes, from 0. */
function groupsOf(count: number, votes: readonly PairVote[]): number[] {
  const parent = Array.from({ length: count }, (_, at) => at)
  const rootOf = (at: number): number => {
    const up = parent[at] as number
    return up === at ? at : rootOf(up)
  }
  for (const { left, right } of votes) parent[rootOf(left)] = rootOf(right)
  const roots = parent.map((_, at) => rootOf(at))
  const order = [...new Set(roots)]
  return roots.map((root) => order.indexOf(root))
}

/** Variance of the sum of strengths weighted so. */
export function varianceOf({ covariance }: StrengthFit, weights: readonly number[]): number {
  let variance = 0
  for (const [row, line] of covariance.entries()) {
    for (const [column, value] of line.entries()) {
      variance += (weights[row] as number) * value * (weights[column] as number)
    }
  }
  return variance
}

/** Variance of the difference between two strengths. */
export function differenceVariance({ covariance }: StrengthFit, one: number, other: number): number {
  const at = (row: number, column: number) => (covariance[row] as readonly number[])[column] as number
  return at(one, one) + at(other, other) - 2 * at(one, other)
}
