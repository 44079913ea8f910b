/** Owns new jobs with the recipes of finished ones. */

import type { Money } from '#shared/cost.ts'
import type { JobRecord } from '../database/job-record.ts'
import { agree, readyStills, type TakePlan, writeBatches } from './enqueue.ts'
import { priceLots, pricelessness } from './pricing.ts'
import { shotWith } from './recipe-shot.ts'
import { foundOr, type Studio } from './studio-context.ts'
import { whyBlocked } from './takes.ts'

/** What a retry would queue and cost, at today's price and on the service in use. */
export function retryEstimate(
  studio: Studio,
  ids: readonly string[],
): { clips: number; cost: Money; leftOut: number } {
  const { takes, cost, leftOut } = planRetry(studio, ids)
  return { clips: takes.length, cost, leftOut }
}

/**
 * Retries what failed or was canceled and can succeed.
 * @throws AppError `estimate-changed` when the price is not the one that was agreed to
 */
export async function retry(
  studio: Studio,
  ids: readonly string[],
  agreed: Money,
): Promise<{ jobIds: string[]; leftOut: number }> {
  const { takes, cost, leftOut } = planRetry(studio, ids)
  agree(agreed, cost)
  if (takes.length === 0) return { jobIds: [], leftOut }
  const stills = await readyStills(
    studio,
    takes.map(({ shot }) => shot),
  )
  return { jobIds: writeBatches(studio, takes, stills).jobIds, leftOut }
}

function planRetry(studio: Studio, ids: readonly string[]) {
  const jobs = [...new Set(ids)].map((id) => foundOr('job', studio.tables.jobs.byId(id)))
  const takes = jobs.filter(canSucceed).flatMap((job) => takeOf(studio, job) ?? [])
  const lots = takes.map(({ shot }) => ({ shot, takes: 1 }))
  return { takes, cost: priceLots(studio, lots).cost, leftOut: jobs.length - takes.length }
}

function canSucceed({ state, retakable }: JobRecord): boolean {
  return state === 'canceled' || (state === 'failed' && retakable)
}

/** The old recipe on its still; undefined when it cannot be sent or priced. */
function takeOf(studio: Studio, job: JobRecord): TakePlan | undefined {
  const shot = shotWith(studio, job)
  if (whyBlocked(shot) || pricelessness(studio, shot)) return undefined
  return { shot, seed: job.seed, retakeOf: job.id }
}
