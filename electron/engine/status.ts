/** Owns the studio at a glance: what is where, what was spent, what comes next. */

import { AppError } from '#shared/app-error.ts'
import type { Budget } from '#shared/budget.ts'
import { type Currency, PRICES } from '#shared/prices.ts'
import type { Settings } from '#shared/settings.ts'
import type { FolderStatus, HeldBatch, StudioStatus } from '#shared/status.ts'
import type { Tables } from './database/tables.ts'
import { expectedAt } from './pipeline/calendar.ts'
import { limitsAt, type Quota } from './pipeline/quotas.ts'
import type { TableWatch } from './pipeline/table-watch.ts'
import type { ServicePin } from './services.ts'

export type StatusFacts = {
  pin: ServicePin
  baseUrl: string | null
  keySet: boolean
  nextLookAt: number | null
  heldBatches: readonly HeldBatch[]
  quota: Quota | undefined
  now: number
}

type Reading = Pick<Tables, 'jobLists' | 'settings' | 'spending' | 'keyPrints'>

export function statusOf(tables: Reading, facts: StatusFacts): StudioStatus {
  const { jobLists, settings } = tables
  const { service } = facts.pin
  const kept = settings.settings()
  const currency = currencyOf(service, kept)
  return {
    service,
    rehearsal: service === 'rehearsal',
    charged: jobLists.charged(),
    baseUrl: facts.baseUrl,
    keySet: facts.keySet,
    pause: settings.pause(),
    heldBatches: [...facts.heldBatches],
    otherKey: otherKeyOf(tables),
    counts: jobLists.counts(),
    nextLookAt: facts.nextLookAt,
    spent: jobLists.spent(currency),
    reserved: jobLists.reserved(currency),
    budget: budgetOf(tables, currency, facts.now),
    oldestDiesAt: jobLists.firstDeath(),
    quota: facts.quota ? told(facts.quota) : null,
    remainingMs: remainingMs(tables, limitsAt(kept.limits, facts.quota).inFlightPerModel),
  }
}

/** The status as the tables alone tell it, while nobody works there or somebody else does. */
export function folderStatus(tables: Reading, now: number): FolderStatus {
  const { service, customBaseUrl } = tables.settings.settings()
  const baseUrl = service === 'custom' ? customBaseUrl : ''
  const services = tables.jobLists.services()
  const status = statusOf(tables, {
    pin: { service, baseUrl },
    baseUrl: baseUrl || null,
    keySet: service === 'rehearsal',
    nextLookAt: null,
    heldBatches: [],
    quota: undefined,
    now,
  })
  // A run may go elsewhere than the settings say; what it queued is charged there.
  const rehearsal = status.rehearsal && services.every((one) => one.service === 'rehearsal')
  return { ...status, rehearsal, services }
}

/** The same even when the table cannot be asked any more: what it said last, and why nothing moves. */
export function steadily(watch: TableWatch, read: () => StudioStatus): () => StudioStatus {
  let last: StudioStatus | undefined
  return () => {
    last = watch.over(
      () => (watch.pause && last ? last : read()),
      () => last,
    )
    if (!last) throw new AppError('table-damaged', watch.pause?.error?.values)
    return watch.pause ? { ...last, pause: watch.pause } : last
  }
}

function otherKeyOf({ keyPrints }: Reading): StudioStatus['otherKey'] {
  const waits = keyPrints.waits()
  const [first] = waits
  return first ? { service: first.service, jobs: waits.reduce((sum, { jobs }) => sum + jobs, 0) } : null
}

function told({ submitsPerSecond, running }: Quota): StudioStatus['quota'] {
  return { submitsPerSecond: submitsPerSecond ?? null, running: running ?? null }
}

function budgetOf({ spending, settings }: Reading, currency: Currency, now: number): Budget {
  const { dayMicros, monthMicros } = settings.settings().caps
  const began = expectedAt({ tables: { settings } }, now)
  return {
    day: { ...spending.since(currency, began.day), capMicros: dayMicros },
    month: { ...spending.since(currency, began.month), capMicros: monthMicros },
  }
}

function currencyOf(service: ServicePin['service'], settings: Settings) {
  if (service === 'rehearsal') return 'CNY'
  return PRICES[service === 'custom' ? settings.customPriceRegion : service].currency
}

/** From the median of our own past jobs of the same kind; null when a kind is new or nothing is on its way. */
function remainingMs({ jobLists }: Reading, inFlight: number): StudioStatus['remainingMs'] {
  const kinds = jobLists.unrendered()
  let workMs = 0
  let jobs = 0
  for (const kind of kinds) {
    const times = jobLists.renderTimes(kind.resolution, kind.durationSeconds).sort((a, b) => a - b)
    const median = times[Math.floor(times.length / 2)]
    if (median === undefined) return null
    workMs += median * kind.jobs
    jobs += kind.jobs
  }
  if (jobs === 0) return null
  const likely = workMs / Math.min(jobs, inFlight)
  return { from: Math.round(likely * 0.8), to: Math.round(likely * 1.4) }
}
