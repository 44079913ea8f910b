/** Owns a pipeline over a table in memory, a clock that stands still, and a service that answers as it is told. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import type { Refusal, RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { silentLog } from '#electron/engine/log.ts'
import { dated } from '#electron/engine/pipeline/calendar.ts'
import { ClockSkew, DEFAULT_PACE, type PipelineContext } from '#electron/engine/pipeline/context.ts'
import { heeding, QueryBudget } from '#electron/engine/pipeline/query-budget.ts'
import { Quotas } from '#electron/engine/pipeline/quotas.ts'
import { Scheduler } from '#electron/engine/pipeline/scheduler.ts'
import { TableWatch } from '#electron/engine/pipeline/table-watch.ts'
import { DEFAULT_SETTINGS, type Settings } from '#shared/settings.ts'
import { MINUTE_MS } from '#shared/time.ts'
import { type FakeClock, fakeClock } from './fake-clock.ts'
import { type JobTable, MADE_AT, openJobTable } from './job-table.ts'

export type PipelineBench = Disposable & {
  tables: JobTable
  clock: FakeClock
  context: PipelineContext
  scheduler: Scheduler
  /** Names of the calls made so far, in order. */
  calls: string[]
  folder: string
  /** Adds a queued job whose first frame is a real file. */
  queue(fields?: Partial<JobRecord>): JobRecord
  job(id: string): JobRecord
  story(id: string): string[]
}

export type BenchOptions = { client?: Partial<HappyHorseClient>; settings?: Settings }

/** Task ids in the order of submission: `task-1`, `task-2` … */
export function openPipelineBench({
  client = {},
  settings = DEFAULT_SETTINGS,
}: BenchOptions = {}): PipelineBench {
  const folder = mkdtempSync(join(tmpdir(), 'gallop-pipeline-'))
  const framePath = join(folder, 'frame.jpeg')
  writeFileSync(framePath, 'as good as a picture')
  const tables = openJobTable(folder)
  const clock = fakeClock(MADE_AT)
  const calls: string[] = []
  const leave = new AbortController()
  const giveUp = new AbortController()
  const whole = recording({ ...obedientClient(), ...client }, calls)
  const queries = new QueryBudget(settings.limits.queriesPerSecond, 2 * MINUTE_MS, clock.now())
  const skew = new ClockSkew()
  let ids = 0
  const context: PipelineContext = {
    tables,
    clock,
    log: silentLog,
    random: () => 0.5,
    newId: () => `id-${++ids}`,
    settings: () => settings,
    client: () => dated(heeding(whole, queries, clock), { tables, skew, clock }),
    profileOf: async ({ service }) => ({
      service,
      baseUrl: 'http://service/api/v1',
      key: 'sk-test',
      temporaryUpload: true,
    }),
    printOf: ({ key }) => `print of ${key}`,
    media: {
      probe: async () => ({
        ...{ bytes: 9, width: 1280, height: 720, durationMs: 5_000, frames: 120, frameRate: 24 },
        ...{ videoCodec: 'avc', audioCodec: 'aac' },
      }),
      makePoster: async () => {},
    },
    pace: { ...DEFAULT_PACE, pollMs: 15_000 },
    ownBatchesOnly: false,
    version: '0.0.0-test',
    queries,
    quotas: new Quotas(),
    skew,
    phase: 0,
    statusMoved: () => {},
    tableWatch: new TableWatch({ clock, log: silentLog, statusMoved: () => {} }),
    uploads: new Map(),
    leaving: leave.signal,
    left: giveUp.signal,
  }
  return {
    ...{ tables, clock, context, calls, folder },
    scheduler: new Scheduler(context, leave, giveUp),
    queue: (fields) => tables.add({ framePath, ...fields }),
    job(id) {
      const job = tables.jobs.byId(id)
      if (!job) throw new Error(`no job ${id}`)
      return job
    },
    story: (id) => tables.jobEvents.ofJob(id).map(({ event }) => event),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Accepts everything and renders for ever. */
function obedientClient(): HappyHorseClient {
  let tasks = 0
  const unsupported = async () => ({ kind: 'never-left' as const, detail: 'not part of this test' })
  return {
    submit: async () => ({ kind: 'accepted', taskId: `task-${++tasks}` }),
    query: async (_, taskId) => ({ kind: 'task', task: { taskId, status: 'RUNNING' } }),
    list: async () => ({ kind: 'page', rows: [], total: 0, totalPages: 0 }),
    cancel: async () => ({ kind: 'canceled' }),
    upload: unsupported,
    models: unsupported,
    limits: unsupported,
    download: async () => ({ kind: 'interrupted', error: { code: 'unreachable', values: { detail: 'no' } } }),
    close: async () => {},
  }
}

function recording(client: HappyHorseClient, calls: string[]): HappyHorseClient {
  const entries = Object.entries(client).map(([name, call]) => [
    name,
    (...given: unknown[]) => {
      calls.push(name)
      return (call as (...given: unknown[]) => unknown)(...given)
    },
  ])
  // The same methods with the same arguments; only their names are noted on the way.
  return Object.fromEntries(entries) as HappyHorseClient
}

/** A no of the service. */
export function refusal(verdict: Refusal['verdict'], code: Refusal['error']['code'] = 'refused'): Refusal {
  const values = { code: 'Some.Code', message: 'so it says' }
  return { error: { code, values, requestId: 'r-no' }, httpStatus: 400, verdict, retake: verdict !== 'fail' }
}

export function succeededTask(taskId: string, more: Partial<RemoteTask> = {}): RemoteTask {
  return {
    ...{
      taskId,
      status: 'SUCCEEDED',
      videoUrl: `https://store/${taskId}.mp4`,
      prompt: 'the mist is drifting',
    },
    usage: { billedSeconds: 5, resolution: '720P' },
    ...more,
  }
}
