/** Owns which takes a wish comes to: how many of each shot, with which seeds, and which shots cannot be queued. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { drawSeed } from '#shared/draws.ts'
import { passes, wordsForFinding } from '#shared/finding.ts'
import { modelFacts } from '#shared/happyhorse.ts'
import type { Shot } from '#shared/shot.ts'
import { pricelessness } from './pricing.ts'
import { foundOr, type Studio } from './studio-context.ts'

export type TakesWish = {
  shotIds: readonly string[]
  takes: number
  seeds?: readonly number[] | undefined
  /** One draw for the whole batch. */
  oneDraw?: boolean | undefined
}
export type Plan = {
  planned: { shot: Shot; takes: number }[]
  blocked: { shotId: string; error: AppErrorData }[]
}

/** Sorts the shots of a wish into those that can be queued and those that cannot, with the reason. */
export function plannedTakes(studio: Studio, wish: TakesWish): Plan {
  const plan: Plan = { planned: [], blocked: [] }
  for (const shotId of new Set(wish.shotIds)) {
    const shot = foundOr('shot', studio.tables.shots.byId(shotId))
    // Taken off the board, perhaps in another window while it was selected in this one.
    const gone = shot.removedAt === null ? undefined : new AppError('not-found', { noun: 'shot' }).toJSON()
    const error = gone ?? whyBlocked(shot) ?? pricelessness(studio, shot)
    if (error) plan.blocked.push({ shotId, error })
    else plan.planned.push({ shot, takes: wish.seeds?.length ?? wish.takes })
  }
  return plan
}

/** Why a shot cannot be queued by itself; undefined when it can. */
export function whyBlocked(shot: Shot): AppErrorData | undefined {
  const blocked = (detail: string) => new AppError('still-blocked', { detail }).toJSON()
  if (shot.still.inspectedAt === null) return blocked('It is still being checked.')
  if (!passes(shot.still.findings)) {
    const blocking = shot.still.findings.filter((one) => one.level === 'block')
    return blocked(blocking.map((one) => `${wordsForFinding(one).says}.`).join(' '))
  }
  const { model, resolution } = shot
  if (!modelFacts(model)?.resolutions.includes(resolution)) {
    const detail = `${model} does not offer ${resolution}.`
    return new AppError('bad-request', { detail }).toJSON()
  }
  return undefined
}

/**
 * Seeds for so many takes of a shot, always explicit: those asked for, the one locked for the shot or else its project,
 * those drawn for the whole batch, or new ones. A seed that is set but not locked is for the first take only.
 */
export function seedsFor(
  shot: Pick<Shot, 'seed' | 'seedLocked'>,
  takes: number,
  random: () => number,
  given: GivenSeeds = {},
): number[] {
  if (given.wished) return [...given.wished]
  const locked = shot.seedLocked ? (shot.seed ?? drawSeed(random)) : given.ofProject
  return Array.from({ length: takes }, (_, take) => {
    const own = take === 0 && shot.seed !== null ? shot.seed : undefined
    return own ?? locked ?? given.ofBatch?.[take] ?? drawSeed(random)
  })
}

export type GivenSeeds = {
  /** Named by the user, one for each take. */
  wished?: readonly number[] | undefined
  /** Locked for the whole project. */
  ofProject?: number | undefined
  /** Drawn once for the batch, one for each take. */
  ofBatch?: readonly number[] | undefined
}
