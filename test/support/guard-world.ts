/** Owns a small world for the spend guard: one table, three hosts, a service with its own clock, clocks and prices that are changed. */

import { copyFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { Began } from '#electron/engine/database/settings.ts'
import { openTables, type Tables } from '#electron/engine/database/tables.ts'
import { silentLog } from '#electron/engine/log.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { beganAt, expectedAt, hearDate } from '#electron/engine/pipeline/calendar.ts'
import { billed, capsOf, type Window } from '#electron/engine/pipeline/guard.ts'
import type { Step } from '#electron/engine/pipeline/step.ts'
import { AppError } from '#shared/app-error.ts'
import { windowStart } from '#shared/budget.ts'
import { can, type JobEventName, PAYING_STATES } from '#shared/job-machine.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { openJobTable } from './job-table.ts'

export const CAPS = { batchMicros: 20_000_000, dayMicros: 12_000_000, monthMicros: 30_000_000 }
/** Of the second batch. */
export const OWN_CAP = 16_000_000
export const JOBS = 6
/** ¥0.90 a second. */
const SECONDS = [3, 5, 15] as const

export type JobHappening = {
  kind: 'event'
  host: number
  job: number
  event: JobEventName
  /** Whether the host looks at the job before it acts, or goes by what it saw the last time. */
  fresh: boolean
  byUser: boolean
  /** Part of the seconds asked for that is billed. */
  billed: number
  resolution: '480P' | '720P' | '1080P'
}

export type Happening =
  | JobHappening
  /** Time goes on, for everybody. */
  | { kind: 'time'; ms: number }
  /** Our clock is set so far off the service's. */
  | { kind: 'set'; offsetMs: number }
  /** Any reply of the service. */
  | { kind: 'reply'; host: number }
  | { kind: 'price'; perSecondMicros: number }
  | { kind: 'crash'; host: number }

/** A job's last claim, by the service's clock. `sure`: the day it fell into could be known. */
type Claim = { at: number; sure: boolean }

export type World = Disposable & {
  /** What was refused, if anything was. */
  happen(one: Happening): AppError | undefined
  rows(): JobRecord[]
  claimOf(id: string): Claim | undefined
  began(): Began
  /** The same as it is written down; null before anything was claimed or heard. */
  kept(): Began | null
  /** What the app itself says of a batch, the day and the month: as it counts, and as it shows. */
  windows(batchId: string): Window[]
  /** Of one second at 720P now. */
  price(): number
}

/** A table with some jobs of two batches. */
export function fillWorld(path: string): void {
  const tables = openJobTable('/nowhere', path)
  const estimate = { micros: 0, currency: 'CNY' } as const
  tables.batches.insert({ id: 'b2', projectId: 'p1', estimate, capMicros: OWN_CAP, createdAt: 0 })
  for (let index = 0; index < JOBS; index += 1) {
    const durationSeconds = SECONDS[index % SECONDS.length] ?? 5
    const price = { micros: durationSeconds * 900_000, currency: 'CNY' } as const
    tables.add({ service: 'beijing', durationSeconds, estimate: price, batchId: index < 4 ? 'b1' : 'b2' })
  }
  tables.close()
}

/** Three connections to a copy of the template, as three hosts would have them if nothing kept them apart. */
export function openWorld(template: string, path: string, start: number): World {
  copyFileSync(template, path)
  const open = () => {
    const db = new Sqlite(path)
    // What a power cut does is not the question here, and waiting for the disk would be the whole test.
    db.pragma('synchronous = OFF')
    return { tables: openTables(db), memory: new Map<string, JobRecord>() }
  }
  const onlooker = open()
  const hosts = [open(), open(), open()]
  const claims = new Map<string, Claim>()
  let service = start
  let offset = 0
  let perSecondMicros = 900_000
  let tasks = 0
  const now = () => service + offset
  const settings = () => ({
    ...{ ...DEFAULT_SETTINGS, caps: CAPS },
    prices: { 'beijing/happyhorse-1.1-i2v/720P': perSecondMicros },
  })
  const began = () => beganAt(onlooker, now())
  const act = (tables: Tables, job: JobRecord, one: JobHappening): AppError | undefined => {
    if (!can(job, one.event)) return undefined
    tasks += 1
    const clock = { now, sleep: async () => {} }
    try {
      const moved = apply({ tables, clock, log: silentLog, settings }, job, stepOf(job, one, `t${tasks}`))
      if (moved && one.event === 'started')
        claims.set(job.id, { at: service, sure: offset >= 0 || began().day >= windowStart('day', service) })
      return undefined
    } catch (thrown) {
      if (thrown instanceof AppError) return thrown
      throw thrown
    }
  }
  const happenAt = (host: ReturnType<typeof open>, one: JobHappening) => {
    const id = `j${one.job + 1}`
    const job = (one.fresh ? undefined : host.memory.get(id)) ?? host.tables.jobs.byId(id)
    if (!job) return undefined
    host.memory.set(id, job)
    return act(host.tables, job, one)
  }
  return {
    rows: () =>
      Array.from({ length: JOBS }, (_, index) => onlooker.tables.jobs.byId(`j${index + 1}`)).filter(
        (job) => job !== undefined,
      ),
    claimOf: (id) => claims.get(id),
    began,
    kept: () => onlooker.tables.settings.began(),
    windows: (batchId) =>
      [beganAt, expectedAt].flatMap((told) =>
        capsOf({ ...onlooker, settings }, { batchId, currency: 'CNY', began: told(onlooker, now()) }),
      ),
    price: () => perSecondMicros,
    happen(one) {
      if (one.kind === 'time') service += one.ms
      if (one.kind === 'set') offset = one.offsetMs
      if (one.kind === 'price') perSecondMicros = one.perSecondMicros
      const host = 'host' in one ? hosts[one.host] : undefined
      if (!host || !('host' in one)) return undefined
      if (one.kind === 'event') return happenAt(host, one)
      if (one.kind === 'reply') hearDate(host, service - (service % 1_000), now())
      if (one.kind === 'crash') {
        host.tables.close()
        hosts[one.host] = open()
      }
      return undefined
    },
    [Symbol.dispose]() {
      for (const { tables } of [onlooker, ...hosts]) tables.close()
    },
  }
}

function stepOf(job: JobRecord, one: JobHappening, taskId: string): Step {
  const { event, byUser, resolution } = one
  if (event === 'accepted' || event === 'found') return { event, patch: { taskId } }
  if (event === 'succeeded') {
    const seconds = Math.round(job.durationSeconds * one.billed)
    return { event, patch: { actualMicros: billed(job, seconds, resolution).micros } }
  }
  return { event, patch: {}, facts: byUser ? { by: 'user' } : {} }
}

/** What rows come to, by another way than the tables go. */
export function sumOf(rows: readonly JobRecord[]): number {
  return rows.reduce((total, row) => total + row.doubtedMicros + (row.actual?.micros ?? heldBy(row)), 0)
}

function heldBy(row: JobRecord): number {
  return PAYING_STATES.some((state) => state === row.state) ? (row.reservedMicros ?? 0) : 0
}

/** By how much bills went above what had been reserved for them. */
export function overshootOf(rows: readonly JobRecord[]): number {
  return rows.reduce(
    (total, { actual, reservedMicros }) => total + Math.max(0, (actual?.micros ?? 0) - (reservedMicros ?? 0)),
    0,
  )
}
