/** Owns how many takes of a wish fit under the caps, told before they are queued. */

import type { CapWindow } from '#shared/budget.ts'
import { countedMicros } from '#shared/budget.ts'
import type { Fit } from '#shared/fit.ts'
import type { Currency } from '#shared/prices.ts'
import type { Shot } from '#shared/shot.ts'
import { expectedAt } from '../pipeline/calendar.ts'
import { capsOf } from '../pipeline/guard.ts'
import { currencyInUse, priceTake } from './pricing.ts'
import type { Studio } from './studio-context.ts'

type Lots = readonly { shot: Shot; takes: number }[]
type Room = { window: CapWindow; capMicros: number; micros: number }

/** The cap that stops the wish first, and how many takes go before; null when all fit. What waits already goes first. */
export function fitOf(studio: Studio, lots: Lots, capMicros: number | undefined): Fit | null {
  const currency = currencyInUse(studio)
  const fits = roomsFor(studio, capMicros).map((room) => ({
    room,
    ...takesWithin(studio, lots, room.micros),
  }))
  const [first] = fits.filter(({ all }) => !all).sort((one, other) => one.takes - other.takes)
  if (!first) return null
  const { window, capMicros: micros } = first.room
  return { window, cap: { micros, currency }, takes: first.takes }
}

function roomsFor(studio: Studio, own: number | undefined): Room[] {
  const { tables, ports } = studio
  const currency = currencyInUse(studio)
  const waiting = waitingMicros(studio, currency)
  const kept = capsOf(studio.pipeline, { currency, began: expectedAt(studio, ports.clock.now()) })
  const rooms: Room[] = kept.map(({ window, capMicros, spending }) => ({
    ...{ window, capMicros },
    micros: capMicros - countedMicros(spending) - waiting,
  }))
  const ofBatch = own ?? tables.settings.settings().caps.batchMicros
  return ofBatch === null ? rooms : [{ window: 'batch', capMicros: ofBatch, micros: ofBatch }, ...rooms]
}

/** What goes before, as agreed. A run that sends only what it has queued leaves the rest where it is. */
function waitingMicros({ tables, pipeline }: Studio, currency: Currency): number {
  if (!pipeline.ownBatchesOnly) return tables.spending.queuedMicros(currency)
  return [...tables.batches.ofThisRun].reduce((sum, id) => sum + tables.spending.queuedMicrosOf(id), 0)
}

/** Takes are submitted in their order: the first that does not fit stops the rest. */
function takesWithin(studio: Studio, lots: Lots, room: number): { takes: number; all: boolean } {
  let left = room
  let fitting = 0
  for (const { shot, takes } of lots) {
    const { micros } = priceTake(studio, shot)
    const within = micros === 0 ? takes : Math.min(takes, Math.max(0, Math.floor(left / micros)))
    fitting += within
    left -= within * micros
    if (within < takes) return { takes: fitting, all: false }
  }
  return { takes: fitting, all: true }
}
