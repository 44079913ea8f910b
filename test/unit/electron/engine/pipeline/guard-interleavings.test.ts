/** The spend guard under anything that may happen in any order: no window ever holds more than its cap. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { AppError } from '#shared/app-error.ts'
import { type CapWindow, countedMicros, windowStart } from '#shared/budget.ts'
import { JOB_EVENTS } from '#shared/job-machine.ts'
import { HOUR_MS } from '#shared/time.ts'
import {
  CAPS,
  fillWorld,
  type Happening,
  JOBS,
  OWN_CAP,
  openWorld,
  overshootOf,
  sumOf,
  type World,
} from '#test/support/guard-world.ts'

/** Without `saved`, which needs a clip: the money is booked before. */
const EVENTS = JOB_EVENTS.filter((event) => event !== 'saved')
const hosts = fc.nat(2)

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 14,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      host: hosts,
      job: fc.nat(JOBS - 1),
      event: fc.oneof(
        { weight: 2, arbitrary: fc.constant('started' as const) },
        { weight: 3, arbitrary: fc.constantFrom(...EVENTS) },
      ),
      fresh: fc.boolean(),
      byUser: fc.boolean(),
      // Now and then more seconds than were asked for, or another resolution.
      billed: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(0, 0.5, 1) },
        { weight: 1, arbitrary: fc.constant(2) },
      ),
      resolution: fc.oneof(
        { weight: 6, arbitrary: fc.constant('720P' as const) },
        { weight: 1, arbitrary: fc.constantFrom('480P' as const, '1080P' as const) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.nat(40 * HOUR_MS) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('set' as const),
      offsetMs: fc.oneof(
        fc.constantFrom(0, HOUR_MS, 26 * HOUR_MS, -26 * HOUR_MS, 60 * HOUR_MS),
        fc.integer({ min: -26 * HOUR_MS, max: 26 * HOUR_MS }),
      ),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reply' as const), host: hosts }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('price' as const),
      perSecondMicros: fc.integer({ min: 100_000, max: 9_000_000 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), host: hosts }) },
)

let folder = ''
const zoneBefore = process.env.TZ
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gallop-guard-'))
  fillWorld(join(folder, 'template.sqlite'))
})
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (zoneBefore === undefined) delete process.env.TZ
  else process.env.TZ = zoneBefore
})

test.each([
  ['the end of a month', 'Asia/Shanghai', '2026-11-29T12:00:00Z'],
  ['the night that is an hour longer', 'Europe/Berlin', '2026-10-24T20:00:00Z'],
  ['the night that is an hour shorter', 'America/New_York', '2026-03-08T02:00:00Z'],
])(
  'over %s (%s): three hosts, lost answers, crashes, new prices and a clock that jumps, and no window ever holds more than its cap but by a bill above its reservation',
  (_, zone, start) => {
    process.env.TZ = zone
    fc.assert(
      fc.property(fc.array(happening, { minLength: 20, maxLength: 100 }), (happenings) => {
        using world = openWorld(
          join(folder, 'template.sqlite'),
          join(folder, 'world.sqlite'),
          Date.parse(start),
        )
        for (const one of happenings) {
          const before = world.rows()
          const kept = world.kept()
          const refused = world.happen(one)
          expect(overIn(world)).toEqual([])
          expect(daysOver(world)).toEqual([])
          const job = one.kind === 'event' ? before[one.job] : undefined
          if (refused && job) expect(wouldFit(world, before, job, refused)).toBe(false)
          if (kept) expect(world.began().day).toBeGreaterThanOrEqual(kept.day)
        }
      }),
      { numRuns: 12 },
    )
  },
  60_000,
)

/** Windows as the app itself sees them now that hold more than they may. */
function overIn(world: World) {
  const rows = world.rows()
  return ['b1', 'b2'].flatMap((batchId) =>
    world.windows(batchId).filter(({ window, since, spending, capMicros }) => {
      const inIt = rows.filter((row) => isIn(row, { window, since, batchId }))
      return countedMicros(spending) > capMicros + overshootOf(inIt)
    }),
  )
}

type Place = { window: CapWindow; since: number; batchId: string }

function isIn({ batchId, bookedAt }: JobRecord, place: Place): boolean {
  return place.window === 'batch' ? batchId === place.batchId : (bookedAt ?? -1) >= place.since
}

/** Days by the service's own clock, which no clock of ours moves, in which more was claimed than their cap. */
function daysOver(world: World): number[] {
  const sure = world.rows().filter(({ id }) => world.claimOf(id)?.sure)
  const days = Map.groupBy(sure, ({ id }) => windowStart('day', world.claimOf(id)?.at ?? 0))
  return [...days].flatMap(([day, rows]) => (sumOf(rows) > CAPS.dayMicros + overshootOf(rows) ? [day] : []))
}

function wouldFit(world: World, rows: readonly JobRecord[], job: JobRecord, refused: AppError): boolean {
  const window = refused.values.window as CapWindow
  const since = window === 'batch' ? 0 : world.began()[window]
  const counted = rows.filter((row) => isIn(row, { window, since, batchId: job.batchId }))
  const brought = counted.includes(job) ? 0 : job.doubtedMicros
  const needed = Math.max(job.estimate.micros, world.price() * job.durationSeconds)
  return sumOf(counted) + brought + needed <= capOf(window, job.batchId)
}

function capOf(window: CapWindow, batchId: string): number {
  if (window === 'batch') return batchId === 'b2' ? OWN_CAP : CAPS.batchMicros
  return window === 'day' ? CAPS.dayMicros : CAPS.monthMicros
}
