/** Owns raters whose taste is known: they vote as Davidson's model says, from a seed. */

import type { PairVote } from '#shared/bradley-terry.ts'
import { drawsFrom } from '#shared/draws.ts'

/** Votes on pairs drawn at random, by a rater with these strengths who calls a tie that readily. */
export function votesOf(strengths: readonly number[], count: number, seed: number, ties = 0.3): PairVote[] {
  const draw = drawsFrom(seed)
  return Array.from({ length: count }, () => {
    const left = Math.floor(draw() * strengths.length)
    const right = (left + 1 + Math.floor(draw() * (strengths.length - 1))) % strengths.length
    return { left, right, outcome: outcomeOf(strengths, left, right, draw(), ties) }
  })
}

/** What the rater says of a pair; `luck` from 0 to 1. */
export function outcomeOf(
  strengths: readonly number[],
  left: number,
  right: number,
  luck: number,
  ties = 0.3,
): PairVote['outcome'] {
  const half = ((strengths[left] as number) - (strengths[right] as number)) / 2
  const [forLeft, forRight] = [Math.exp(half), Math.exp(-half)]
  const at = luck * (forLeft + forRight + ties)
  if (at < forLeft) return 'left'
  return at < forLeft + forRight ? 'right' : 'tie'
}
