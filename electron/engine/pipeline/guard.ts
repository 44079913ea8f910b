/**
 * Owns the spend guard: what a submission may cost at worst is reserved in the transaction that claims the job, or
 * the job is not claimed. Spent, reserved and doubted together never pass a cap by our own doing.
 */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import { CAP_WINDOWS, type Caps, type CapWindow, countedMicros, type Spending } from '#shared/budget.ts'
import { costOf, formatMoney, type Money, priceOf } from '#shared/cost.ts'
import { RESOLUTIONS } from '#shared/happyhorse.ts'
import type { Currency } from '#shared/prices.ts'
import type { JobPatch, JobRecord, PriceTable } from '../database/job-record.ts'
import type { Began } from '../database/settings.ts'
import type { Tables } from '../database/tables.ts'
import { beganAt, holdBegan } from './calendar.ts'
import type { PipelineContext } from './context.ts'
import type { Step } from './step.ts'

type Guarding = Pick<PipelineContext, 'clock' | 'settings'> & {
  tables: Pick<Tables, 'spending' | 'batches' | 'settings'>
}

/** A cap and what counts against it now. */
export type Window = { window: CapWindow; capMicros: number; since: number; spending: Spending }

type Booking = Pick<JobPatch, 'bookedAt' | 'reservedMicros' | 'pinnedPrices'>

/**
 * What a claim writes down. Call it within the transaction that claims. `aheadMs`: the service's clock against ours.
 * @throws AppError `cap-reached` when a cap leaves no room, `price-unknown` when nobody knows the worst case
 */
export function booking(context: Guarding, job: JobRecord, aheadMs = 0): Booking {
  const reserved = makeRoom(context, job)
  const now = context.clock.now()
  // A day that has come by our clock alone is not counted yet: what is booked in it counts in both.
  const moment = Math.max(now + aheadMs, holdBegan(context, now).day)
  // What is in doubt must not leave its day because a clock was set back.
  const bookedAt = job.doubtedMicros > 0 ? Math.max(moment, job.bookedAt ?? moment) : moment
  return { bookedAt, reservedMicros: reserved.micros, pinnedPrices: priceTable(context, job) }
}

/** The worst case of a job, for which every cap has room. @throws AppError `cap-reached`, `price-unknown` */
function makeRoom(context: Guarding, job: JobRecord): Money {
  const reserved = worstCase(context, job)
  const { currency } = reserved
  const began = beganAt(context, context.clock.now())
  for (const one of reserved.micros === 0 ? [] : capsOf(context, { batchId: job.batchId, currency, began })) {
    const needed = reserved.micros + movedIn(job, one.since)
    if (countedMicros(one.spending) + needed > one.capMicros)
      throw capReached(one, { micros: needed, currency })
  }
  return reserved
}

/**
 * The cap that leaves no room for a job now; undefined when there is room, or when that cannot be told. Only a hint
 * whom to try: what counts is {@link booking}, within the claim.
 */
export function capInTheWay(
  context: Guarding,
  job: JobRecord,
): { ofBatch: boolean; error: AppErrorData } | undefined {
  try {
    makeRoom(context, job)
    return undefined
  } catch (thrown) {
    if (!(thrown instanceof AppError && thrown.code === 'cap-reached')) return undefined
    return { ofBatch: isOfBatch(thrown), error: thrown.toJSON() }
  }
}

/** True for a batch's own cap: nothing but the batch needs to wait for it. */
export function isOfBatch({ code, values }: Pick<AppErrorData, 'code' | 'values'>): boolean {
  return code === 'cap-reached' && values.window === 'batch'
}

/** Duration asked at the price agreed, or at today's when the user has raised it meanwhile. */
function worstCase({ settings }: Guarding, job: JobRecord): Money {
  const { service, model, resolution, durationSeconds, estimate } = job
  const price = priceOf({ service, model, resolution }, settings())
  if (!price) throw new AppError('price-unknown', { model, resolution, region: service })
  if (price.currency !== estimate.currency) return estimate
  return { ...estimate, micros: Math.max(estimate.micros, costOf(price, durationSeconds).micros) }
}

/** What the model costs now at every resolution: whatever is billed at last, its price is the one that held here. */
function priceTable({ settings }: Guarding, { service, model, estimate }: JobRecord): PriceTable {
  return Object.fromEntries(
    RESOLUTIONS.flatMap((resolution) => {
      const price = priceOf({ service, model, resolution }, settings())
      return price?.currency === estimate.currency ? [[resolution, price.perSecondMicros]] : []
    }),
  )
}

/** What `seconds` cost a job, by the prices of its claim; where those do not tell, by what was reserved a second. */
export function billed(job: JobRecord, seconds: number, resolution: string): Money {
  const { currency } = job.estimate
  const pinned: Partial<Record<string, number>> = job.pinnedPrices ?? {}
  const reserved = (job.reservedMicros ?? job.estimate.micros) / job.durationSeconds
  return costOf({ perSecondMicros: pinned[resolution] ?? reserved, currency }, seconds)
}

/** A job that was booked in an earlier window takes with it what is in doubt. */
function movedIn({ doubtedMicros, bookedAt }: JobRecord, since: number): number {
  return (bookedAt ?? since) < since ? doubtedMicros : 0
}

/** Every cap that is set, with what counts against it. Without a batch: those of day and month alone. */
export function capsOf(
  { tables, settings }: Pick<Guarding, 'settings' | 'tables'>,
  { batchId, currency, began }: { batchId?: string; currency: Currency; began: Began },
): Window[] {
  const { caps } = settings()
  return CAP_WINDOWS.flatMap((window) => {
    const own = window === 'batch' && batchId !== undefined ? tables.batches.capMicros(batchId) : null
    const capMicros = own ?? caps[CAP_OF[window]]
    if (capMicros === null || (window === 'batch' && batchId === undefined)) return []
    const since = window === 'batch' ? Number.MIN_SAFE_INTEGER : began[window]
    const spending =
      window === 'batch' ? tables.spending.ofBatch(batchId ?? '') : tables.spending.since(currency, since)
    return [{ window, capMicros, since, spending }]
  })
}

const CAP_OF = { batch: 'batchMicros', day: 'dayMicros', month: 'monthMicros' } as const satisfies Record<
  CapWindow,
  keyof Caps
>

function capReached({ window, capMicros, spending }: Window, needed: Money): AppError {
  const say = (micros: number) => formatMoney({ ...needed, micros })
  return new AppError('cap-reached', {
    window,
    cap: say(capMicros),
    spent: say(spending.spentMicros + spending.doubtedMicros),
    reserved: say(spending.reservedMicros),
    needed: say(needed.micros),
    room: say(Math.max(0, capMicros - countedMicros(spending))),
  })
}

/** True for a step by which money is reserved, or may be gone without a word. */
export function movesMoney({ event, facts }: Pick<Step, 'event' | 'facts'>): boolean {
  return (
    event === 'started' ||
    event === 'vanished' ||
    event === 'discarded' ||
    (event === 'absent' && facts?.by === 'user')
  )
}

/** A task nobody knows the end of may have been billed: what was reserved for it stays counted. */
export function doubted({ doubtedMicros, reservedMicros, estimate }: JobRecord): JobPatch {
  return { doubtedMicros: doubtedMicros + (reservedMicros ?? estimate.micros) }
}
