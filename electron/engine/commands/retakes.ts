/** Owns takes made from a take: its recipe again, on new seeds, with one change, or as the final of a draft. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import { drawSeed } from '#shared/draws.ts'
import type { Fit } from '#shared/fit.ts'
import type { Resolution } from '#shared/happyhorse.ts'
import type { Shot } from '#shared/shot.ts'
import type { JobRecord } from '../database/job-record.ts'
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
  resolution?: Resolution | undefined
  durationSeconds?: number | undefined
}
type Order = Wish & Ordered & { seed: 'same' | 'new'; promotes: boolean; agreed: Money }

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

function planOf(studio: Studio, { jobId, takes, resolution, durationSeconds }: Wish) {
  const job = foundOr('job', studio.tables.jobs.byId(jobId))
  const shot = shotWith(studio, {
    ...job,
    resolution: resolution ?? job.resolution,
    durationSeconds: durationSeconds ?? job.durationSeconds,
  })
  return { job, shot, lots: [{ shot, takes }], blocked: whyNot(studio, shot) }
}

function whyNot(studio: Studio, shot: Shot): AppErrorData | undefined {
  return whyBlocked(shot) ?? pricelessness(studio, shot)
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

/** @throws AppError `estimate-changed`, `price-unknown`, `still-blocked`, `not-possible-now` for a draft that is not saved */
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
    const queued = writeBatches(studio, takes, stills, { ...agreement, ticket: order.ticket })
    if (order.promotes) {
      for (const jobId of queued.jobIds) studio.tables.promotions.insert(jobId, job.id)
    }
    return queued
  }
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
