/**
 * Owns which two takes are judged next. Nothing is kept but the votes: the same seed and votes always give the same pair,
 * so that a session goes on after a crash and an undo brings the pair back.
 */

import { differenceVariance, fitStrengths, type PairVote, winChance } from './bradley-terry.ts'
import { differencesOf } from './differences.ts'
import { drawsFrom } from './draws.ts'
import type { JudgingMode, Vote, VoteOutcome } from './judging.ts'
import { type JudgedTake, presetKey } from './preset.ts'

export type JudgingPlan = { mode: JudgingMode; takes: readonly JudgedTake[]; planned: number; seed: number }
export type NextPair = { leftId: string; rightId: string; repeatOf: number | null }
type Duel = { one: number; other: number }

/** From this many votes on, some pairs are shown again; of fewer the first one would be known at once. */
const REPEATS_FROM = 3
/** One vote in ten checks the rater. */
const REPEAT_EVERY = 10
/** Votes between a pair and its repeat, where there are as many. */
const REPEAT_AFTER = 3
/** Rounds through all takes that a plan allows for before pairs run out. */
const ROUNDS = 3

/** A vote as strengths see it: two bad ones are no preference. */
export function preferenceOf(outcome: VoteOutcome): PairVote['outcome'] {
  return outcome === 'both-bad' ? 'tie' : outcome
}

/**
 * Pairs worth a vote. Where every take has a partner that way: takes of one still, so that stills are not what is
 * compared; then takes of different presets, which is what the results are about.
 */
export function duelsOf(takes: readonly JudgedTake[]): Duel[] {
  const all = takes.flatMap((_, one) =>
    takes.slice(one + 1).map((__, step) => ({ one, other: one + 1 + step })),
  )
  const take = (at: number) => takes[at] as JudgedTake
  const coversAll = (duels: readonly Duel[]) =>
    takes.every((_, at) => duels.some(({ one, other }) => one === at || other === at))
  const narrowed = (duels: Duel[], test: (duel: Duel) => boolean) => {
    const fewer = duels.filter(test)
    return coversAll(fewer) ? fewer : duels
  }
  const ofOneStill = narrowed(all, ({ one, other }) => take(one).stillId === take(other).stillId)
  return narrowed(ofOneStill, ({ one, other }) => presetKey(take(one)) !== presetKey(take(other)))
}

/** How many of so many votes are repeats. */
export function repeatsIn(planned: number): number {
  return planned < REPEATS_FROM ? 0 : Math.max(1, Math.round(planned / REPEAT_EVERY))
}

/** Most votes these takes allow, repeats included. */
export function mostVotes(mode: JudgingMode, takes: readonly JudgedTake[]): number {
  if (mode === 'champion') return takes.length - 1
  return withRepeats(duelsOf(takes).length)
}

/** Votes to begin with: each take is seen about six times, or every pair once. */
export function usualVotes(mode: JudgingMode, takes: readonly JudgedTake[]): number {
  if (mode === 'champion') return takes.length - 1
  return withRepeats(Math.min(duelsOf(takes).length, ROUNDS * takes.length))
}

function withRepeats(fresh: number): number {
  let planned = fresh + (fresh + 1 >= REPEATS_FROM ? 1 : 0)
  while (planned - repeatsIn(planned) < fresh) planned += 1
  return planned
}

/** The pair to vote on after these votes; undefined when all that was planned is done. */
export function nextPair(plan: JudgingPlan, votes: readonly Vote[]): NextPair | undefined {
  if (votes.length >= plan.planned) return undefined
  if (plan.mode === 'champion') return challenge(plan.takes, votes)
  const draw = drawsFrom(plan.seed + Math.imul(votes.length + 1, 0x9e3779b1))
  return repeated(plan, votes, draw) ?? fresh(plan, votes, draw)
}

/** The winner stays on the left; a tie changes nothing. */
function challenge(takes: readonly JudgedTake[], votes: readonly Vote[]): NextPair | undefined {
  const last = votes.at(-1)
  const champion = last ? (last.outcome === 'right' ? last.rightId : last.leftId) : takes[0]?.clipId
  const challenger = takes[votes.length + 1]?.clipId
  if (champion === undefined || challenger === undefined) return undefined
  return { leftId: champion, rightId: challenger, repeatOf: null }
}

/** An earlier pair with its sides changed, when it is time for one. */
function repeated(plan: JudgingPlan, votes: readonly Vote[], draw: () => number): NextPair | undefined {
  const done = votes.filter(({ repeatOf }) => repeatOf !== null)
  const due = repeatsIn(plan.planned) - done.length
  const isTime = votes.length % REPEAT_EVERY === slotOf(plan.seed, Math.floor(votes.length / REPEAT_EVERY))
  if (due <= 0 || !(isTime || plan.planned - votes.length <= due)) return undefined
  const known = new Set(done.map(({ repeatOf }) => repeatOf))
  const free = votes.filter(({ place, repeatOf }) => repeatOf === null && !known.has(place))
  const old = free.filter(({ place }) => place < votes.length - REPEAT_AFTER)
  const from = old.length > 0 ? old : free.slice(0, 1)
  const chosen = from[Math.floor(draw() * from.length)]
  return chosen && { leftId: chosen.rightId, rightId: chosen.leftId, repeatOf: chosen.place }
}

/** Place of the repeat among ten votes: never among the first, and not the same in every ten. */
function slotOf(seed: number, ten: number): number {
  const first = REPEAT_AFTER + 2
  return first + Math.floor(drawsFrom(seed ^ Math.imul(ten + 1, 0x85ebca6b))() * (REPEAT_EVERY - first))
}

/** On one seed, so that nothing but the preset is what is compared. */
function isSeedLocked(one: JudgedTake, other: JudgedTake): boolean {
  return one.seed === other.seed && presetKey(one) !== presetKey(other)
}

/** The unseen pair whose answer would tell most: what is unsure and could go either way. Those on one seed come first. */
function fresh(plan: JudgingPlan, votes: readonly Vote[], draw: () => number): NextPair | undefined {
  const { takes } = plan
  const placeOf = new Map(takes.map(({ clipId }, at) => [clipId, at]))
  const places = votes.map((vote) => ({
    left: placeOf.get(vote.leftId) ?? 0,
    right: placeOf.get(vote.rightId) ?? 0,
    outcome: preferenceOf(vote.outcome),
  }))
  const keyOf = (a: number, b: number) => `${Math.min(a, b)} ${Math.max(a, b)}`
  const seen = new Set(places.map(({ left, right }) => keyOf(left, right)))
  const last = places.at(-1)
  const fit = fitStrengths(takes.length, places)
  let best: { duel: Duel; worth: number } | undefined
  const unseen = duelsOf(takes).filter(({ one, other }) => !seen.has(keyOf(one, other)))
  const locked = unseen.filter(({ one, other }) =>
    isSeedLocked(takes[one] as JudgedTake, takes[other] as JudgedTake),
  )
  for (const duel of locked.length > 0 ? locked : unseen) {
    const { one, other } = duel
    const chance = winChance((fit.strengths[one] as number) - (fit.strengths[other] as number))
    const things = differencesOf(takes[one] as JudgedTake, takes[other] as JudgedTake).length
    const isTiring = [one, other].some((at) => at === last?.left || at === last?.right)
    const worth =
      (differenceVariance(fit, one, other) *
        chance *
        (1 - chance) *
        (1 + draw() / 50) *
        (isTiring ? 0.8 : 1)) /
      (1 + Math.max(0, things - 1) / 4)
    if (!best || worth > best.worth) best = { duel, worth }
  }
  if (!best) return undefined
  const ids = [best.duel.one, best.duel.other].map((at) => (takes[at] as JudgedTake).clipId)
  const [leftId = '', rightId = ''] = draw() < 0.5 ? ids : ids.reverse()
  return { leftId, rightId, repeatOf: null }
}
