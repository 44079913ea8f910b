/** Owns how an experiment becomes jobs: which cells are open, what they cost, and that no cell is queued twice. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import { cellsOf, type Experiment, isOpen, recipeKey } from '#shared/experiment.ts'
import type { ExperimentEstimate } from '#shared/experiment-contract.ts'
import type { Fit } from '#shared/fit.ts'
import type { JobRecord } from '../database/job-record.ts'
import { agree } from './agreement.ts'
import { readyStills, type TakePlan, writeBatches } from './enqueue.ts'
import { fitOf } from './fitting.ts'
import { priceLots, pricelessness } from './pricing.ts'
import { shotWith } from './recipe-shot.ts'
import { foundOr, type Studio } from './studio-context.ts'
import { whyBlocked } from './takes.ts'

type Open = { planned: TakePlan[]; blocked: ExperimentEstimate['blocked'] }
type Wish = { id: string; agreed: Money; capMicros?: number | undefined }
type RepeatWish = { id: string; jobId: string }

const lotsOf = (takes: readonly TakePlan[]) => takes.map(({ shot }) => ({ shot, takes: 1 }))
const keyOf = ({ shot, seed }: TakePlan) => recipeKey({ ...shot, shotId: shot.id, seed })

/** What running the open cells would queue and cost. */
export function estimateRun(studio: Studio, experiment: Experiment): ExperimentEstimate {
  const { planned, blocked } = openCells(studio, experiment)
  const lots = lotsOf(planned)
  return { ...priceLots(studio, lots), blocked, fits: fitOf(studio, lots, undefined) }
}

/**
 * Queues the open cells as one batch.
 * @throws AppError `nothing-to-queue`, `estimate-changed`, `still-blocked`
 */
export async function run(
  studio: Studio,
  { id, agreed, capMicros }: Wish,
): Promise<{ batchId: string; jobIds: string[] }> {
  const { tables } = studio
  const experimentOf = () => foundOr('experiment', tables.experiments.byId(id))
  const { planned } = openCells(studio, experimentOf())
  if (planned.length === 0) throw new AppError('nothing-to-queue')
  const agreement = agree(studio, agreed, lotsOf(planned))
  const stills = await readyStills(
    studio,
    planned.map(({ shot }) => shot),
  )
  return tables.atomically(() => {
    // Another window may have run it while pictures were prepared: only what is open still, so never more than agreed.
    const stillOpen = new Set(openCells(studio, experimentOf()).planned.map(keyOf))
    const takes = planned.filter((one) => stillOpen.has(keyOf(one)))
    if (takes.length === 0) throw new AppError('nothing-to-queue')
    const queued = writeBatches(studio, takes, stills, { ...agreement, capMicros })
    for (const jobId of queued.jobIds) tables.experiments.addTake(id, jobId, null)
    return queued
  })
}

/** Cells that nothing fills: those to queue, each recipe once, and those that cannot be, with the reason. */
function openCells(studio: Studio, experiment: Experiment): Open {
  const isRehearsal = studio.services.inUse().service === 'rehearsal'
  const open: Open = { planned: [], blocked: [] }
  const seen = new Set<string>()
  for (const cell of cellsOf(experiment, studio.tables.experiments.takesOf(experiment.id), isRehearsal)) {
    if (!isOpen(cell)) continue
    const { row, column, recipe, job } = cell
    const take = { shot: shotWith(studio, recipe), seed: recipe.seed, retakeOf: job?.id ?? null }
    const error = hopeless(job) ?? whyBlocked(take.shot) ?? pricelessness(studio, take.shot)
    if (error) open.blocked.push({ row, column, error })
    else if (!seen.has(recipeKey(recipe))) open.planned.push(take)
    seen.add(recipeKey(recipe))
  }
  return open
}

/** Why the same request cannot succeed another time; undefined when it can. */
function hopeless(job: JobRecord | null): AppErrorData | undefined {
  if (job?.state !== 'failed' || job.retakable) return undefined
  return job.error ?? new AppError('not-possible-now', { state: job.state }).toJSON()
}

/** What one more run of a saved take costs. */
export function repeatEstimate(studio: Studio, wish: RepeatWish): { cost: Money; fits: Fit | null } {
  const lots = lotsOf([repeatPlan(studio, wish)])
  return { cost: priceLots(studio, lots).cost, fits: fitOf(studio, lots, undefined) }
}

/**
 * Runs the recipe of a saved take again.
 * @throws AppError `not-possible-now` when it is not saved, `estimate-changed`, `price-unknown`, `still-blocked`
 */
export async function repeat(studio: Studio, { agreed, ...wish }: RepeatWish & { agreed: Money }) {
  const take = repeatPlan(studio, wish)
  const agreement = agree(studio, agreed, lotsOf([take]))
  const stills = await readyStills(studio, [take.shot])
  return studio.tables.atomically(() => {
    const queued = writeBatches(studio, [take], stills, agreement)
    for (const jobId of queued.jobIds) studio.tables.experiments.addTake(wish.id, jobId, wish.jobId)
    return queued
  })
}

function repeatPlan(studio: Studio, { id, jobId }: RepeatWish): TakePlan {
  const takes = studio.tables.experiments.takesOf(id)
  const found = takes.find(({ job, repeatOf }) => job.id === jobId && repeatOf === null)
  const { job } = foundOr('take', found)
  if (job.state !== 'done') throw new AppError('not-possible-now', { state: job.state })
  const shot = shotWith(studio, job)
  const error = whyBlocked(shot)
  if (error) throw new AppError(error.code, error.values)
  return { shot, seed: job.seed, retakeOf: jobId }
}
