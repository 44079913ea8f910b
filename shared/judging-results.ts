/** Owns what votes say: presets and takes ranked with intervals, how steady the rater was, what was mixed up. */

import { fitStrengths } from './bradley-terry.ts'
import { differencesOf, RECIPE_FIELDS, type RecipeField } from './differences.ts'
import type { StandingRow, Vote } from './judging.ts'
import { preferenceOf } from './judging-plan.ts'
import { type JudgedTake, presetKey } from './preset.ts'
import { type Lead, leadOf, standingsOf } from './standings.ts'

/** Places of things, best first, each with how it stands. */
export type Ranked = { order: readonly number[]; rows: readonly StandingRow[]; lead: Lead }

export type Verdicts = {
  /** Preset of each take, by its place among the presets. */
  presetOf: readonly number[]
  presets: Ranked
  takes: Ranked
  rater: { repeats: number; agreed: number; sided: number; left: number }
  confounds: { votes: number; confounded: number; fields: RecipeField[] }
}

/** What these votes on these takes say. Repeats check the rater; strengths rest on first answers alone. */
export function verdictsOf(takes: readonly JudgedTake[], votes: readonly Vote[]): Verdicts {
  const keys = [...new Set(takes.map(presetKey))]
  const presetOf = takes.map((take) => keys.indexOf(presetKey(take)))
  const first = votes.filter(({ repeatOf }) => repeatOf === null)
  const placeOf = new Map(takes.map(({ clipId }, at) => [clipId, at]))
  const pairs = first.map((vote) => ({
    left: placeOf.get(vote.leftId) ?? 0,
    right: placeOf.get(vote.rightId) ?? 0,
    outcome: vote.outcome,
  }))
  const betweenPresets = pairs.map(({ left, right, outcome }) => ({
    left: presetOf[left] as number,
    right: presetOf[right] as number,
    outcome,
  }))
  return {
    presetOf,
    presets: ranked(keys.length, betweenPresets),
    takes: ranked(takes.length, pairs),
    rater: raterOf(votes),
    confounds: confoundsOf(takes, pairs),
  }
}

type Outcome = { left: number; right: number; outcome: Vote['outcome'] }

function ranked(count: number, all: readonly Outcome[]): Ranked {
  const votes = all.filter(({ left, right }) => left !== right)
  const fit = fitStrengths(
    count,
    votes.map((vote) => ({ ...vote, outcome: preferenceOf(vote.outcome) })),
  )
  const rows = standingsOf(fit).map((standing, at) => ({
    ...standing,
    ...countsOf(at, votes),
    group: fit.groups[at] as number,
  }))
  const order = rows
    .map((_, at) => at)
    .sort((a, b) => (rows[b]?.chance ?? 0) - (rows[a]?.chance ?? 0) || a - b)
  const lead = leadOf(fit)
  return {
    order,
    rows: order.map((at) => rows[at] as StandingRow),
    lead: lead.kind === 'clear' ? { kind: 'clear', at: order.indexOf(lead.at) } : lead,
  }
}

function countsOf(at: number, votes: readonly Outcome[]) {
  const own = votes.filter(({ left, right }) => left === at || right === at)
  const count = (test: (vote: Outcome) => boolean) => own.filter(test).length
  return {
    wins: count(({ left, outcome }) => outcome === (left === at ? 'left' : 'right')),
    losses: count(({ left, outcome }) => outcome === (left === at ? 'right' : 'left')),
    ties: count(({ outcome }) => outcome === 'tie'),
    bothBad: count(({ outcome }) => outcome === 'both-bad'),
  }
}

function raterOf(votes: readonly Vote[]): Verdicts['rater'] {
  const byPlace = new Map(votes.map((vote) => [vote.place, vote]))
  const repeats = votes.filter(({ repeatOf }) => repeatOf !== null)
  const agreed = repeats.filter((vote) => {
    const before = byPlace.get(vote.repeatOf ?? -1)
    return before !== undefined && chosen(before) === chosen(vote)
  })
  const sided = votes.filter(({ outcome }) => outcome === 'left' || outcome === 'right')
  const left = sided.filter(({ outcome }) => outcome === 'left')
  return { repeats: repeats.length, agreed: agreed.length, sided: sided.length, left: left.length }
}

function chosen({ outcome, leftId, rightId }: Vote): string {
  if (outcome === 'left') return leftId
  return outcome === 'right' ? rightId : outcome
}

function confoundsOf(takes: readonly JudgedTake[], votes: readonly Outcome[]): Verdicts['confounds'] {
  const mixed = votes
    .map(({ left, right }) => differencesOf(takes[left] as JudgedTake, takes[right] as JudgedTake))
    .filter((fields) => fields.length > 1)
  const timesOf = (field: RecipeField) => mixed.filter((fields) => fields.includes(field)).length
  const fields = RECIPE_FIELDS.filter((field) => timesOf(field) > 0).sort((a, b) => timesOf(b) - timesOf(a))
  return { votes: votes.length, confounded: mixed.length, fields }
}
