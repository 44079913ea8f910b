/** Owns what may honestly be said of strengths: where each stands with its interval, and whether one leads. */

import {
  differenceVariance,
  STRENGTH_PRIOR_SD,
  type StrengthFit,
  varianceOf,
  winChance,
} from './bradley-terry.ts'

/** Intervals hold the truth this often. */
export const CONFIDENCE = 0.95
/** More votes than this are not asked for: a difference that small is not seen. */
export const MORE_VOTES_MAX = 300

/** How often something is preferred to the others, ties aside: 0 to 1, with its interval. */
export type Standing = { chance: number; low: number; high: number }

export type Lead =
  /** One is better than each of the others, as sure as {@link CONFIDENCE}. */
  | { kind: 'clear'; at: number }
  /** About so many more votes of the same kind would tell; null: the difference is too small for votes to tell. */
  | { kind: 'open'; moreVotes: number | null }
  /** Some were never compared with the others. */
  | { kind: 'apart' }
  /** Fewer than two things, or no vote between two. */
  | { kind: 'none' }

/** z with so much of the normal distribution above it, for tails under one half; error under 5e-4 (Abramowitz & Stegun 26.2.23). */
export function normalTail(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  const over = 2.515517 + 0.802853 * t + 0.010328 * t ** 2
  const under = 1 + 1.432788 * t + 0.189269 * t ** 2 + 0.001308 * t ** 3
  return t - over / under
}

/** Standing of each thing against the mean of the others in its group. */
export function standingsOf(fit: StrengthFit): Standing[] {
  const z = normalTail((1 - CONFIDENCE) / 2)
  return fit.strengths.map((_, at) => {
    const group = fit.groups[at]
    const others = fit.groups.filter((one) => one === group).length - 1
    if (others === 0) return { chance: 0.5, low: 0, high: 1 }
    const weights = fit.groups.map((one, place) => {
      if (place === at) return 1
      return one === group ? -1 / others : 0
    })
    const mean = weights.reduce((sum, weight, place) => sum + weight * (fit.strengths[place] as number), 0)
    const reach = z * Math.sqrt(varianceOf(fit, weights))
    return { chance: winChance(mean), low: winChance(mean - reach), high: winChance(mean + reach) }
  })
}

/** Whether one thing leads. It was picked for leading, so each of its rivals is asked for a share of the doubt (Bonferroni). */
export function leadOf(fit: StrengthFit): Lead {
  const count = fit.strengths.length
  if (count < 2 || fit.votes === 0) return { kind: 'none' }
  if (fit.groups.some((group) => group !== 0)) return { kind: 'apart' }
  const at = fit.strengths.indexOf(Math.max(...fit.strengths))
  const z = normalTail((1 - CONFIDENCE) / (2 * (count - 1)))
  let factor = 0
  for (const rival of fit.strengths.keys()) {
    if (rival !== at) factor = Math.max(factor, votesFactor(fit, at, rival, z))
  }
  if (factor <= 1) return { kind: 'clear', at }
  const moreVotes = Math.ceil(fit.votes * (factor - 1))
  return { kind: 'open', moreVotes: moreVotes > MORE_VOTES_MAX ? null : moreVotes }
}

/** How many times the votes so far it would take until the one surely beats the other. */
function votesFactor(fit: StrengthFit, at: number, rival: number, z: number): number {
  const difference = (fit.strengths[at] as number) - (fit.strengths[rival] as number)
  const known = 1 / differenceVariance(fit, at, rival)
  const beforehand = 1 / (2 * STRENGTH_PRIOR_SD ** 2)
  const wanted = z ** 2 / difference ** 2
  if (known >= wanted) return 1
  return (wanted - beforehand) / Math.max(known - beforehand, Number.EPSILON)
}
