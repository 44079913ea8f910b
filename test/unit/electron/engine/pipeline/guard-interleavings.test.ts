/** The spend guard under anything that may happen in any order: no window ever holds more than its cap. */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { openTables, type Tables } from '#electron/engine/database/tables.ts'
import { silentLog } from '#electron/engine/log.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import type { Step } from '#electron/engine/pipeline/step.ts'
import { AppError } from '#shared/app-error.ts'
import { type CapWindow, windowStart } from '#shared/budget.ts'
import { can, JOB_EVENTS, type JobEventName, PAYING_STATES } from '#shared/job-machine.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { HOUR_MS } from '#shared/time.ts'
import { openJobTable } from '#test/support/job-table.ts'

const CAPS = { batchMicros: 20_000_000, dayMicros: 12_000_000, monthMicros: 30_000_000 }
const JOBS = 6
/** ¥0.90 a second. */
const SECONDS = [3, 5, 15] as const
/** Without `saved`, which needs a clip: the money is booked before. */
const EVENTS = JOB_EVENTS.filter((event) => event !== 'saved')
const NOON = new Date(2026, 10, 29, 12).getTime()

/** One thing that happens: an event to a job, seen by one of the hosts, or time going on or back. */
type Happening =
  | {
      kind: 'event'
      host: number
      job: number
      event: JobEventName
      fresh: boolean
      byUser: boolean
      billed: number
    }
  | { kind: 'clock'; ms: number }
  | { kind: 'crash'; host: number }

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      host: fc.nat(2),
      job: fc.nat(JOBS - 1),
      event: fc.oneof(
        { weight: 2, arbitrary: fc.constant('started' as const) },
        { weight: 3, arbitrary: fc.constantFrom(...EVENTS) },
      ),
      /** Whether the host looks at the job before it acts, or goes by what it saw the last time. */
      fresh: fc.boolean(),
      byUser: fc.boolean(),
      /** Part of what was asked for that is billed; never more. */
      billed: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('clock' as const),
      ms: fc.integer({ min: -26 * HOUR_MS, max: 40 * HOUR_MS }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), host: fc.nat(2) }) },
)

test('three hosts, lost answers, crashes and a clock that jumps: no window ever holds more than its cap, and nothing is refused that fits', () => {
  fc.assert(
    fc.property(fc.array(happening, { minLength: 20, maxLength: 100 }), (happenings) => {
      using world = openWorld()
      for (const one of happenings) {
        const before = world.rows()
        const refused = world.happen(one)
        const over = windowsOf(world.rows()).filter(({ micros, cap }) => micros > cap)
        expect(over).toEqual([])
        const job = one.kind === 'event' ? before[one.job] : undefined
        if (refused && job) expect(wouldFit(before, job, refused, world.now())).toBe(false)
      }
    }),
    { numRuns: 20 },
  )
})

function wouldFit(rows: readonly JobRecord[], job: JobRecord, refused: AppError, now: number): boolean {
  const window = refused.values.window as CapWindow
  const since = windowStart(window, now)
  const counted = rows.filter((row) =>
    window === 'batch' ? row.batchId === job.batchId : (row.bookedAt ?? -1) >= since,
  )
  const brought = counted.includes(job) ? 0 : job.doubtedMicros
  return sum(counted) + brought + job.estimate.micros <= capOf(window, job.batchId)
}

function windowsOf(
  rows: readonly JobRecord[],
): { window: CapWindow; key: string; micros: number; cap: number }[] {
  const keyIn = (window: CapWindow, row: JobRecord) =>
    window === 'batch' ? row.batchId : String(windowStart(window, row.bookedAt ?? 0))
  return (['batch', 'day', 'month'] as const).flatMap((window) =>
    [...Map.groupBy(rows, (row) => keyIn(window, row))].map(([key, group]) => ({
      ...{ window, key },
      micros: sum(group),
      cap: capOf(window, key),
    })),
  )
}

type World = Disposable & {
  /** What was refused, if anything was. */
  happen(one: Happening): AppError | undefined
  rows(): JobRecord[]
  now(): number
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gallop-guard-'))
  const template = openJobTable('/nowhere', join(folder, 'template.sqlite'))
  fill(template)
  template.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Three connections to one file, as three hosts would have them if nothing kept them apart. */
function openWorld(): World {
  const path = join(folder, 'world.sqlite')
  copyFileSync(join(folder, 'template.sqlite'), path)
  const open = () => {
    const db = new Sqlite(path)
    // What a power cut does is not the question here, and waiting for the disk would be the whole test.
    db.pragma('synchronous = OFF')
    return { tables: openTables(db), memory: new Map<string, JobRecord>() }
  }
  const onlooker = open()
  const hosts = [open(), open(), open()]
  let now = NOON
  let tasks = 0
  const rows = () =>
    Array.from({ length: JOBS }, (_, index) => onlooker.tables.jobs.byId(`j${index + 1}`)).filter(
      (job) => job !== undefined,
    )
  const act = (
    tables: Tables,
    job: JobRecord,
    one: Extract<Happening, { kind: 'event' }>,
  ): AppError | undefined => {
    if (!can(job, one.event)) return undefined
    try {
      tasks += 1
      apply(
        {
          tables,
          clock: { now: () => now, sleep: async () => {} },
          log: silentLog,
          settings: () => ({ ...DEFAULT_SETTINGS, caps: CAPS }),
        },
        job,
        stepOf(job, one, `t${tasks}`),
      )
      return undefined
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown
      throw thrown
    }
  }
  return {
    rows,
    now: () => now,
    happen(one) {
      if (one.kind === 'clock') now += one.ms
      const host = one.kind === 'clock' ? undefined : hosts[one.host]
      if (!host) return undefined
      if (one.kind === 'crash') {
        host.tables.close()
        hosts[one.host] = open()
        return undefined
      }
      if (one.kind !== 'event') return undefined
      const id = `j${one.job + 1}`
      const job = (one.fresh ? undefined : host.memory.get(id)) ?? host.tables.jobs.byId(id)
      if (!job) return undefined
      host.memory.set(id, job)
      return act(host.tables, job, one)
    },
    [Symbol.dispose]() {
      for (const { tables } of [onlooker, ...hosts]) tables.close()
    },
  }
}

const OWN_CAP = 16_000_000

function capOf(window: CapWindow, batchId: string): number {
  if (window === 'batch') return batchId === 'b2' ? OWN_CAP : CAPS.batchMicros
  return window === 'day' ? CAPS.dayMicros : CAPS.monthMicros
}

function fill(tables: ReturnType<typeof openJobTable>): void {
  const estimate = { micros: 0, currency: 'CNY' } as const
  tables.batches.insert({ id: 'b2', projectId: 'p1', estimate, capMicros: OWN_CAP, createdAt: 0 })
  for (let index = 0; index < JOBS; index += 1) {
    const durationSeconds = SECONDS[index % SECONDS.length] ?? 5
    const price = { micros: durationSeconds * 900_000, currency: 'CNY' } as const
    tables.add({ service: 'beijing', durationSeconds, estimate: price, batchId: index < 4 ? 'b1' : 'b2' })
  }
}

function stepOf(
  job: JobRecord,
  { event, byUser, billed }: Extract<Happening, { kind: 'event' }>,
  taskId: string,
): Step {
  if (event === 'accepted' || event === 'found') return { event, patch: { taskId } }
  if (event === 'succeeded')
    return { event, patch: { actualMicros: Math.round(job.estimate.micros * billed) } }
  return { event, patch: {}, facts: byUser ? { by: 'user' } : {} }
}

/** By another way than the tables go. */
function sum(rows: readonly JobRecord[]): number {
  const held = (row: JobRecord) =>
    PAYING_STATES.some((state) => state === row.state) ? (row.reservedMicros ?? 0) : 0
  return rows.reduce((total, row) => total + row.doubtedMicros + (row.actual?.micros ?? held(row)), 0)
}
