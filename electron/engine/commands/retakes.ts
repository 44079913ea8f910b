/** Owns takes made from a take: its recipe again, on new seeds, with one change, or as the final of a draft. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import { drawSeed } from '#shared/draws.ts'
import type { Fit } from '#shared/fit.ts'
import { RESOLUTIONS, type Resolution } from '#shared/happyhorse.ts'
import type { Shot } from '#shared/shot.ts'
import { clipStateOf, type JobRecord } from '../database/job-record.ts'
import { agree } from './agreement.ts'
import { type Ordered, type Queued, queueOnce, readyStills, writeBatches } from './enqueue.ts'
import { fitOf } from './fitting.ts'
import { currencyInUse, priceLots, pricelessness } from './pricing.ts'
import { shotWith } from './recipe-shot.ts'
import { command, foundOr, type Studio } from './studio-context.ts'
import { whyBlocked } from './takes.ts'

type Wish = {
  jobId: string
  takes: number
  promotes: boolean
  resolution?: Resolution | undefined
  durationSeconds?: number | undefined
}
type Order = Wish & Ordered & { seed: 'same' | 'new'; agreed: Money }

export function retakeCommands(studio: Studio) {
  return {
    estimate: command.retakes.estimate.handler(({ input }) => estimate(studio, input)),
    queue: command.retakes.queue.handler(({ input }) => queue(studio, input)),
    branch: command.retakes.branch.handler(({ input }) => ({ shotId: branch(studio, input.jobId) })),
  }
}

export function draftCommands({ tables, ports }: Studio) {
  return {
    of: command.drafts.of.handler(({ input }) => tables.promotions.touching(input.jobId)),
    judge: command.drafts.judge.handler(({ input }) => {
      const { id } = foundOr('job', tables.jobs.byId(input.jobId))
      tables.promotions.judge(id, input.isAlike, ports.clock.now())
    }),
    scores: command.drafts.scores.handler(() => tables.promotions.scores()),
  }
}

function planOf(studio: Studio, { jobId, takes, promotes, resolution, durationSeconds }: Wish) {
  const job = foundOr('job', studio.tables.jobs.byId(jobId))
  const shot = shotWith(studio, {
    ...job,
    resolution: resolution ?? job.resolution,
    durationSeconds: durationSeconds ?? job.durationSeconds,
  })
  const blocked = whyBlocked(shot) ?? (promotes ? whyNoFinal(studio, job, shot) : undefined)
  return { job, shot, lots: [{ shot, takes }], blocked: blocked ?? pricelessness(studio, shot) }
}

/** Why this would be no final of the draft; undefined when it would be one. */
function whyNoFinal(studio: Studio, draft: JobRecord, shot: Shot): AppErrorData | undefined {
  const { resolution, durationSeconds: seconds, seed } = draft
  const steps = RESOLUTIONS.indexOf(shot.resolution) - RESOLUTIONS.indexOf(resolution)
  if (steps < 0 || (steps === 0 && shot.durationSeconds <= seconds))
    return new AppError('not-a-promotion', { resolution, seconds }).toJSON()
  const there = findTake(studio, shot, seed)
  return there && new AppError('final-exists', { take: there.take }).toJSON()
}

/** The take of this recipe from the still as it is now, on its way or to be looked at; one that was rehearsed only while rehearsing. */
function findTake({ tables, services }: Studio, shot: Shot, seed: number): JobRecord | undefined {
  const isRehearsal = services.inUse().service === 'rehearsal'
  return tables.jobLists.alike({ ...shot, shotId: shot.id, seed }).find((job) => {
    const { clipMissing, clipTrashed } = clipStateOf(job, tables.clips)
    const isOfStill = !job.stillSha256 || !shot.still.sha256 || job.stillSha256 === shot.still.sha256
    return isOfStill && !clipMissing && !clipTrashed && (isRehearsal || job.service !== 'rehearsal')
  })
}

function estimate(
  studio: Studio,
  wish: Wish,
): { clips: number; cost: Money; fits: Fit | null; blocked: AppErrorData | null } {
  const { lots, blocked } = planOf(studio, wish)
  if (blocked) return { clips: 0, cost: { micros: 0, currency: currencyInUse(studio) }, fits: null, blocked }
  const { clips, cost } = priceLots(studio, lots)
  return { clips, cost, fits: fitOf(studio, lots, undefined), blocked: null }
}

/**
 * @throws AppError `estimate-changed`, `price-unknown`, `still-blocked`; for a final also `not-possible-now` when its draft
 * is not saved, `not-a-promotion`, `final-exists`
 */
function queue(studio: Studio, order: Order): Promise<Queued> {
  return queueOnce(studio, order, () => prepare(studio, order))
}

async function prepare(studio: Studio, order: Order): Promise<() => Queued> {
  const { job, shot, lots, blocked } = planOf(studio, order)
  if (blocked) throw new AppError(blocked.code, blocked.values)
  if (order.promotes && job.state !== 'done') throw new AppError('not-possible-now', { state: job.state })
  const agreement = agree(studio, order.agreed, lots)
  const { random } = studio.ports
  const takes = Array.from({ length: order.takes }, () => ({
    shot,
    seed: order.seed === 'same' ? job.seed : drawSeed(random),
    retakeOf: job.id,
  }))
  const stills = await readyStills(studio, [shot])
  return () => {
    // Another window may have promoted it while the picture was prepared.
    const late = order.promotes ? whyNoFinal(studio, job, shot) : undefined
    if (late) throw new AppError(late.code, late.values)
    const queued = writeBatches(studio, takes, stills, { ...agreement, ticket: order.ticket })
    if (order.promotes) for (const jobId of queued.jobIds) keepAsFinal(studio, jobId, job)
    return queued
  }
}

/** A final of a cell fills the cell of its own recipe, if there is one or comes to be: that is not paid for once more. */
function keepAsFinal({ tables }: Studio, jobId: string, draft: JobRecord): void {
  tables.promotions.insert(jobId, draft.id)
  tables.experiments.addTakeBeside(jobId, draft.id)
}

/** A new shot next to that of a take. */
function branch({ tables, ports }: Studio, jobId: string): string {
  const job: JobRecord = foundOr('job', tables.jobs.byId(jobId))
  const { projectId, stillId, shotId, prompt, resolution, durationSeconds, watermark, seed } = job
  const id = ports.newId()
  const recipe = { prompt, model: job.model as Shot['model'], resolution, durationSeconds, watermark }
  const createdAt = ports.clock.now()
  const shot = { id, projectId, stillId, createdAt, ...recipe, seed, seedLocked: true }
  tables.atomically(() => tables.shots.insertAfter(shotId, shot))
  return id
}
