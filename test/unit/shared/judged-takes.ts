/** Owns made-up takes for judging, and a whole session voted by a rater whose taste is known. */

import { winChance } from '#shared/bradley-terry.ts'
import { drawsFrom } from '#shared/draws.ts'
import type { Vote, VoteOutcome } from '#shared/judging.ts'
import { type JudgingPlan, type NextPair, nextPair } from '#shared/judging-plan.ts'
import type { JudgedTake } from '#shared/preset.ts'

export function takeOf(clipId: string, given: Partial<JudgedTake> = {}): JudgedTake {
  return {
    ...{ clipId, stillId: 'lake', frameSha256: 'f', prompt: 'wind', model: 'm', resolution: '720P' },
    ...{ durationSeconds: 5, watermark: false, seed: 7 },
    ...given,
  }
}

/** One take for each prompt and seed, of one still. */
export function gridOf(prompts: readonly string[], seeds: readonly number[]): JudgedTake[] {
  return prompts.flatMap((prompt) => seeds.map((seed) => takeOf(`${prompt} ${seed}`, { prompt, seed })))
}

export function voteOn(pair: NextPair, place: number, outcome: VoteOutcome): Vote {
  return { ...pair, place, outcome, votedAt: place }
}

/** Votes a session through; the rater looks at a pair and says. */
export function voted(plan: JudgingPlan, say: (pair: NextPair, place: number) => VoteOutcome): Vote[] {
  const votes: Vote[] = []
  for (let pair = nextPair(plan, votes); pair; pair = nextPair(plan, votes)) {
    votes.push(voteOn(pair, votes.length, say(pair, votes.length)))
  }
  return votes
}

/** Prefers the take with the higher number more often, by so many log odds a step. */
export function raterOf(takes: readonly JudgedTake[], strengths: readonly number[], seed: number) {
  const draw = drawsFrom(seed)
  const strength = (id: string) => strengths[takes.findIndex(({ clipId }) => clipId === id)] ?? 0
  return ({ leftId, rightId }: NextPair): VoteOutcome =>
    draw() < winChance(strength(leftId) - strength(rightId)) ? 'left' : 'right'
}
