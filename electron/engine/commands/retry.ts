/** Owns new jobs with the recipes of finished ones: each job is retried once, whoever asks for it how often. */

import type { Money } from '#shared/cost.ts'
import { drawSeed } from '#shared/draws.ts'
import { isFinal } from '#shared/job-machine.ts'
import type { JobRecord } from '../database/job-record.ts'
import { agree } from './agreement.ts'
import { readyStills, type TakePlan, writeBatches } from './enqueue.ts'
import { paidBefore } from './paid-before.ts'
import { priceLots, pricelessness } from './pricing.ts'
import { shotWith } from './recipe-shot.ts'
import { foundOr, type Studio } from './studio-context.ts'
import { whyBlocked } from './takes.ts'

/** `all`: whatever failed was meant, and not these jobs; what is for the user to choose is left out then. */
export type RetryWish = { ids: readonly string[]; all?: boolean | undefined }

/** What a retry would queue and cost, at today's price and on the service in use. */
export function retryEstimate(
  studio: Studio,
  wish: RetryWish,
): { clips: number; cost: Money; paidBefore: number; leftOut: number } {
  const { takes, lots, leftOut } = planRetry(studio, wish)
  const { clips, cost } = priceLots(studio, lots)
  return { clips, cost, paidBefore: paidBefore(studio, takes), leftOut }
}

/**
 * Retries what failed or was canceled, can succeed, and was not retried yet.
 * @throws AppError `estimate-changed` when price or service are not those that were agreed to
 */
export async function retry(
  studio: Studio,
  wish: RetryWish & { agreed: Money },
): Promise<{ jobIds: string[]; leftOut: number }> {
  const { takes, lots, leftOut } = planRetry(studio, wish)
  const agreement = agree(studio, wish.agreed, lots)
  if (takes.length === 0) return { jobIds: [], leftOut }
  const stills = await readyStills(
    studio,
    takes.map(({ shot }) => shot),
  )
  return studio.tables.atomically(() => {
    // Another window may have retried some while pictures were prepared: never more than agreed.
    const open = new Set(planRetry(studio, wish).takes.map(({ retakeOf }) => retakeOf))
    const stillOpen = takes.filter(({ retakeOf }) => open.has(retakeOf))
    const { jobIds } = writeBatches(studio, stillOpen, stills, agreement)
    for (const jobId of jobIds) keepPlace(studio, jobId)
    return { jobIds, leftOut: leftOut + takes.length - stillOpen.length }
  })
}

/**
 * What is retried for a cell fills it, or its table would ask to pay for it once more, and a final stays that of its draft.
 * On another seed it is neither.
 */
function keepPlace({ tables }: Studio, jobId: string): void {
  const job = tables.jobs.byId(jobId)
  const before = job?.retakeOf ? tables.jobs.byId(job.retakeOf) : undefined
  if (!before || before.seed !== job?.seed) return
  tables.experiments.addTakeLike(jobId, before.id)
  tables.promotions.insertLike(jobId, before.id)
}

function planRetry(studio: Studio, { ids, all = false }: RetryWish) {
  const jobs = [...new Set(ids)].map((id) => foundOr('job', studio.tables.jobs.byId(id)))
  const hopeful = jobs.filter((job) => canSucceed(job) && !(all && needsNewSeed(job)))
  const asked = new Set(hopeful.map(({ id }) => id))
  const takes = hopeful
    .filter((job) => !isRetried(studio, job, asked))
    .flatMap((job) => takeOf(studio, job) ?? [])
  const lots = takes.map(({ shot }) => ({ shot, takes: 1 }))
  return { takes, lots, leftOut: jobs.length - takes.length }
}

function canSucceed({ state, retakable }: JobRecord): boolean {
  return state === 'canceled' || (state === 'failed' && retakable)
}

/** The filter refused the clip, not the request: the same seed would most likely be refused again, another one may pass. */
function needsNewSeed({ state, error }: JobRecord): boolean {
  return state === 'failed' && error?.code === 'moderated-output'
}

/** True when a retake of it, or one of that retake, is under way, saved, or asked for here as well. */
function isRetried({ tables }: Studio, job: JobRecord, asked: ReadonlySet<string>): boolean {
  return tables.jobLists
    .retakesOf(job)
    .some(({ id, state }) => !isFinal(state) || state === 'done' || asked.has(id))
}

/** The old recipe on its still; undefined when it cannot be sent or priced. */
function takeOf(studio: Studio, job: JobRecord): TakePlan | undefined {
  const shot = shotWith(studio, job)
  if (whyBlocked(shot) || pricelessness(studio, shot)) return undefined
  const seed = needsNewSeed(job) ? drawSeed(studio.ports.random) : job.seed
  return { shot, seed, retakeOf: job.id }
}
