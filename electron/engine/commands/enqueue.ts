/** Owns how a wish becomes queued jobs: prepared, priced, agreed, and written all at once or not at all. */

import pMap from 'p-map'
import { AppError } from '#shared/app-error.ts'
import type { Money } from '#shared/cost.ts'
import { drawSeed } from '#shared/draws.ts'
import type { Shot } from '#shared/shot.ts'
import { type JobRecord, NEW_JOB } from '../database/job-record.ts'
import { type Agreement, agree, needsAgreement } from './agreement.ts'
import { type ReadyStill, readyStill } from './first-frames.ts'
import { priceTake } from './pricing.ts'
import { placesFor } from './queue-order.ts'
import type { Studio } from './studio-context.ts'
import { plannedTakes, seedsFor, type TakesWish } from './takes.ts'

/** One take to be: what it is made from, with which seed. */
export type TakePlan = { shot: Shot; seed: number; retakeOf: string | null }

export type Queued = { batchId: string; jobIds: string[] }
/** An order that is given again under its ticket, because the answer to the first one was lost, is queued once. */
export type Ordered = { ticket?: string | undefined }

/**
 * Queues an order, or tells what was queued under its ticket already: asked before `prepare` does its work, and again in
 * the transaction in which what it gives is called, for the same order may have come meanwhile.
 */
export async function queueOnce(
  studio: Studio,
  order: Ordered,
  prepare: () => Promise<() => Queued>,
): Promise<Queued> {
  const before = queuedBefore(studio, order)
  if (before) return before
  const write = await prepare()
  return studio.tables.atomically(() => queuedBefore(studio, order) ?? write())
}

function queuedBefore({ tables }: Studio, { ticket }: Ordered): Queued | undefined {
  const [first, ...others] = ticket === undefined ? [] : tables.batches.jobsUnder(ticket)
  return first && { batchId: first.batchId, jobIds: [first, ...others].map(({ id }) => id) }
}

type Order = TakesWish & Ordered & { agreed: Money; capMicros?: number | undefined }

/** @throws AppError `nothing-to-queue`, `estimate-changed`, `price-unknown`, `still-blocked` */
export function enqueue(studio: Studio, wish: Order): Promise<Queued> {
  return queueOnce(studio, wish, () => prepare(studio, wish))
}

async function prepare(studio: Studio, wish: Order): Promise<() => Queued> {
  const { planned, blocked } = plannedTakes(studio, wish)
  const unpriced = blocked.find(({ error }) => error.code === 'price-unknown')
  if (unpriced) throw new AppError('price-unknown', unpriced.error.values)
  if (planned.length === 0) throw new AppError('nothing-to-queue')
  const agreement = agree(studio, wish.agreed, planned)
  const stills = await readyStills(
    studio,
    planned.map(({ shot }) => shot),
  )
  const { random } = studio.ports
  const ofBatch = wish.oneDraw ? Array.from({ length: wish.takes }, () => drawSeed(random)) : undefined
  const takes = planned.flatMap(({ shot, takes: count }) => {
    const kept = withLockedSeed(studio, shot)
    const ofProject = studio.tables.projects.byId(shot.projectId)?.seed ?? undefined
    const seeds = seedsFor(kept, count, random, { wished: wish.seeds, ofProject, ofBatch })
    return seeds.map((seed) => ({ shot: kept, seed, retakeOf: null }))
  })
  const { capMicros, ticket } = wish
  return () => writeBatches(studio, takes, stills, { ...agreement, capMicros, ticket })
}

/** A lock without a seed holds the first one drawn. */
function withLockedSeed(studio: Studio, shot: Shot): Shot {
  if (!shot.seedLocked || shot.seed !== null) return shot
  const seed = drawSeed(studio.ports.random)
  studio.tables.shots.update(shot.id, { seed })
  return { ...shot, seed }
}

/** Most of the time is the disk's, which has to confirm each file; a picture to turn takes some memory. */
const PREPARED_AT_ONCE = 8

/** First frames by still, each prepared once. */
export async function readyStills(studio: Studio, shots: readonly Shot[]): Promise<Map<string, ReadyStill>> {
  const stillIds = new Set(shots.map(({ still }) => still.id))
  const ready = await pMap(stillIds, (stillId) => readyStill(studio, stillId), {
    concurrency: PREPARED_AT_ONCE,
  })
  return new Map(ready.map((still) => [still.stillId, still]))
}

/**
 * Writes one batch for each project the takes belong to; the id told is that of the first. The takes are those agreed
 * to, or fewer.
 * @throws AppError `estimate-changed`, `price-unknown`: nothing is written then
 */
export function writeBatches(
  studio: Studio,
  takes: readonly TakePlan[],
  stills: ReadonlyMap<string, ReadyStill>,
  terms: Agreement & Ordered & { capMicros?: number | undefined },
): Queued {
  const { tables, scheduler } = studio
  const { capMicros = null, ticket = null } = terms
  const byProject = Map.groupBy(takes, ({ shot }) => shot.projectId)
  const jobs = tables.atomically(() => {
    needsAgreement(studio, terms)
    return [...byProject].flatMap(([projectId, ofProject]) =>
      writeBatch(studio, { projectId, capMicros, ticket }, ofProject, stills),
    )
  })
  scheduler.nudge()
  return { batchId: jobs[0]?.batchId ?? '', jobIds: jobs.map((job) => job.id) }
}

function writeBatch(
  studio: Studio,
  { projectId, ...terms }: { projectId: string; capMicros: number | null; ticket: string | null },
  takes: readonly TakePlan[],
  stills: ReadonlyMap<string, ReadyStill>,
): JobRecord[] {
  const { tables, ports } = studio
  const id = ports.newId()
  const prices = takes.map(({ shot }) => priceTake(studio, shot))
  const micros = prices.reduce((sum, price) => sum + price.micros, 0)
  const currency = prices[0]?.currency ?? 'CNY'
  const createdAt = ports.clock.now()
  tables.batches.insert({ id, projectId, estimate: { micros, currency }, ...terms, createdAt })
  const nextKey = orderKeysFor(studio, takes)
  return takes.map((take) => {
    const still = stills.get(take.shot.still.id)
    if (!still) throw new AppError('bug', { detail: 'a take without a first frame' })
    const job = newJob(studio, take, still, { batchId: id, orderKey: nextKey(take) })
    tables.jobs.insert(job)
    return job
  })
}

/** Hands out the keys of new jobs, in their order: turn by turn with those that wait for the same model already. */
function orderKeysFor({ tables, services }: Studio, takes: readonly TakePlan[]): (take: TakePlan) => number {
  const counts = Map.groupBy(takes, ({ shot }) => shot.model)
  const places = new Map(
    [...counts].map(([model, ofModel]) => {
      return [model, placesFor(tables, { ...services.inUse(), model }, ofModel.length)]
    }),
  )
  let last = tables.jobs.lastOrderKey()
  return ({ shot }) => places.get(shot.model)?.shift() ?? ++last
}

function newJob(
  studio: Studio,
  { shot, seed, retakeOf }: TakePlan,
  { name, sha256, frame }: ReadyStill,
  place: { batchId: string; orderKey: number },
): JobRecord {
  const now = studio.ports.clock.now()
  const { projectId, model, prompt, resolution, durationSeconds, watermark } = shot
  return {
    ...NEW_JOB,
    ...place,
    ...studio.services.inUse(),
    ...{ projectId, model, prompt, resolution, durationSeconds, watermark, seed, retakeOf },
    id: studio.ports.newId(),
    shotId: shot.id,
    stillId: shot.still.id,
    stillName: name,
    stillSha256: sha256,
    framePath: frame.path,
    frameSha256: frame.sha256,
    frameMime: frame.mime,
    take: studio.tables.shots.lastTake(shot.id) + 1,
    estimate: priceTake(studio, shot),
    dueAt: now,
    createdAt: now,
    updatedAt: now,
  }
}
