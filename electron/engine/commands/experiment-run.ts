/** Owns how an experiment becomes jobs: which cells are open, what they cost, and that no cell is queued twice. */

import { hash } from 'node:crypto'
import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import {
  type Cell,
  cellsOf,
  type Experiment,
  type ExperimentTake,
  isOpen,
  recipeKey,
} from '#shared/experiment.ts'
import type { ExperimentEstimate } from '#shared/experiment-contract.ts'
import type { Fit } from '#shared/fit.ts'
import { clipStateOf, type JobRecord } from '../database/job-record.ts'
import { agree } from './agreement.ts'
import { type Ordered, type Queued, queueOnce, readyStills, type TakePlan, writeBatches } from './enqueue.ts'
import { type ReadyStill, readyStill } from './first-frames.ts'
import { fitOf } from './fitting.ts'
import { paidBefore } from './paid-before.ts'
import { priceLots, pricelessness } from './pricing.ts'
import { shotWith } from './recipe-shot.ts'
import { foundOr, type Studio } from './studio-context.ts'
import { whyBlocked } from './takes.ts'

type Open = { planned: TakePlan[]; blocked: ExperimentEstimate['blocked'] }
type Place = Pick<Cell, 'row' | 'column'>
/** Left out, the open cells are meant. */
type Wanted = readonly Place[] | undefined
type Wish = {
  id: string
  agreed: Money
  revision: string
  cells?: Wanted
  capMicros?: number | undefined
}
type RepeatWish = { id: string; jobId: string }
type Repeat = RepeatWish & Ordered & { agreed: Money }

const lotsOf = (takes: readonly TakePlan[]) => takes.map(({ shot }) => ({ shot, takes: 1 }))
const keyOf = ({ shot, seed }: TakePlan) => recipeKey({ ...shot, shotId: shot.id, seed })

/** What running the open cells, or those that are wanted, would queue and cost. */
export function estimateRun(studio: Studio, experiment: Experiment, wanted?: Wanted): ExperimentEstimate {
  const { planned, blocked } = cellsToRun(studio, experiment, wanted)
  const lots = lotsOf(planned)
  const revision = revisionOf(experiment)
  const price = { ...priceLots(studio, lots), paidBefore: paidBefore(studio, planned) }
  return { revision, ...price, blocked, fits: fitOf(studio, lots, undefined) }
}

/** Tells one recipe with its rows and columns from another; the name and what axes held before are no part of it. */
function revisionOf({ base, rows, columns }: Experiment): string {
  return hash('sha256', JSON.stringify([base, rows.field, rows.values, columns.field, columns.values]))
}

/**
 * Queues the open cells, or those that are wanted, as one batch.
 * @throws AppError `nothing-to-queue`, `experiment-changed`, `estimate-changed`, `still-blocked`
 */
export async function run(
  studio: Studio,
  { id, agreed, revision, cells, capMicros }: Wish,
): Promise<{ batchId: string; jobIds: string[] }> {
  const { tables } = studio
  const asPriced = () => {
    const experiment = foundOr('experiment', tables.experiments.byId(id))
    if (revisionOf(experiment) !== revision) throw new AppError('experiment-changed')
    return cellsToRun(studio, experiment, cells).planned
  }
  const planned = asPriced()
  if (planned.length === 0) throw new AppError('nothing-to-queue')
  const agreement = agree(studio, agreed, lotsOf(planned))
  const stills = await readyStills(
    studio,
    planned.map(({ shot }) => shot),
  )
  return tables.atomically(() => {
    // Another window may have run it while pictures were prepared: only what is open still, so never more than agreed.
    const stillOpen = new Set(asPriced().map(keyOf))
    const takes = planned.filter((one) => stillOpen.has(keyOf(one)))
    if (takes.length === 0) throw new AppError('nothing-to-queue')
    const queued = writeBatches(studio, takes, stills, { ...agreement, capMicros })
    for (const jobId of queued.jobIds) tables.experiments.addTake(id, jobId, null)
    return queued
  })
}

/** Cells as they are now, whose jobs tell what became of their clips. */
export function cellsNow(studio: Studio, experiment: Experiment) {
  return cellsWith(studio, experiment, studio.tables.experiments.takesOf(experiment.id))
}

/** How many cells have a clip to look at. Whatever else was made, what is on its way among it, fills none. */
export function filledCells(studio: Studio, experiment: Experiment): number {
  const takes = studio.tables.experiments.shownTakesOf(experiment.id)
  if (takes.length === 0) return 0
  return cellsWith(studio, experiment, takes).filter(({ gap }) => gap === null).length
}

function cellsWith({ tables, services }: Studio, experiment: Experiment, made: ExperimentTake<JobRecord>[]) {
  const takes = made.map(({ job, repeatOf }) => {
    return { job: { ...job, ...clipStateOf(job, tables.clips) }, repeatOf }
  })
  const isRehearsal = services.inUse().service === 'rehearsal'
  const stills = new Map<string, string | null>()
  return cellsOf(experiment, takes, isRehearsal, (shotId) => {
    const known = stills.get(shotId) ?? tables.shots.byId(shotId)?.still.sha256 ?? null
    stills.set(shotId, known)
    return known
  })
}

/** Those to queue, each recipe once, and those that cannot be, with the reason. */
function cellsToRun(studio: Studio, experiment: Experiment, wanted: Wanted): Open {
  const open: Open = { planned: [], blocked: [] }
  const seen = new Set<string>()
  const names = (cell: Place) => wanted?.some((one) => one.row === cell.row && one.column === cell.column)
  for (const cell of cellsNow(studio, experiment)) {
    if (wanted ? cell.gap === null || !names(cell) : !isOpen(cell)) continue
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
  if (job?.state !== 'failed') return undefined
  // The filter refused the clip, not the request. Elsewhere a retry draws another seed; a cell is nothing without its own.
  if (job.error?.code === 'moderated-output') return new AppError('seed-filtered').toJSON()
  if (job.retakable) return undefined
  return job.error ?? new AppError('not-possible-now', { state: job.state }).toJSON()
}

/** What one more run of a saved take costs. */
export function repeatEstimate(studio: Studio, wish: RepeatWish): { cost: Money; fits: Fit | null } {
  const lots = lotsOf([repeatPlan(studio, wish).take])
  return { cost: priceLots(studio, lots).cost, fits: fitOf(studio, lots, undefined) }
}

/**
 * Runs the recipe of a saved take again, on the first frame it was made from.
 * @throws AppError `not-possible-now` when it is not saved, `estimate-changed`, `price-unknown`, `still-blocked`,
 * `first-frame-gone`
 */
export function repeat(studio: Studio, order: Repeat): Promise<Queued> {
  return queueOnce(studio, order, () => prepareRepeat(studio, order))
}

async function prepareRepeat(studio: Studio, { agreed, ticket, ...wish }: Repeat): Promise<() => Queued> {
  const { take, job } = repeatPlan(studio, wish)
  const agreement = agree(studio, agreed, lotsOf([take]))
  const still = await sameFrame(studio, job)
  return () => {
    const queued = writeBatches(studio, [take], new Map([[job.stillId, still]]), { ...agreement, ticket })
    for (const jobId of queued.jobIds) studio.tables.experiments.addTake(wish.id, jobId, wish.jobId)
    return queued
  }
}

/** A repeat run from another picture would say nothing of chance, and cost as much. */
async function sameFrame(studio: Studio, job: JobRecord): Promise<ReadyStill> {
  const still = await readyStill(studio, job.stillId)
  if (!job.frameSha256 || still.frame.sha256 === job.frameSha256) return still
  throw new AppError('first-frame-gone', { name: job.stillName })
}

function repeatPlan(studio: Studio, { id, jobId }: RepeatWish): { take: TakePlan; job: JobRecord } {
  const takes = studio.tables.experiments.takesOf(id)
  const found = takes.find(({ job, repeatOf }) => job.id === jobId && repeatOf === null)
  const { job } = foundOr('take', found)
  if (job.state !== 'done') throw new AppError('not-possible-now', { state: job.state })
  const shot = shotWith(studio, job)
  const error = whyBlocked(shot)
  if (error) throw new AppError(error.code, error.values)
  return { take: { shot, seed: job.seed, retakeOf: jobId }, job }
}
