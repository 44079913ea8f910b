/** Owns one group of runs: their services, the lives of the process their engines share, and its deaths. */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import Sqlite from 'better-sqlite3'
import type { ClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'
import { type Rehearsal, startRehearsal } from '#electron/rehearsal/server.ts'
import { drawsFrom } from '#shared/draws.ts'
import { type Books, violationsOf } from './books.ts'
import type { Life, News, Part } from './life.ts'
import type { Kill, RunPlan } from './plan.ts'

const CHILD = fileURLToPath(new URL('./engine-child.ts', import.meta.url))
const SPEED = 400
/** A life that is not over by then hangs: that too is a finding. */
const LIFE_MAX_MS = 120_000

export type RunResult = {
  plan: RunPlan
  /** States jobs were in when their engine was killed; a job that was over does not count. */
  killedIn: string[]
  /** Deaths while some job was alive. */
  kills: number
  /** Points at which a kill was aimed at this run and hit. */
  aimed: string[]
  outcome: Record<string, number>
  violations: string[]
}

type Run = RunResult & {
  dataFolder: string
  rehearsal: Rehearsal
  serviceAheadMs: number
  clockOffsetMs: number
  /** The last line of history written under a cap. */
  lastCapped: number
}

export type Shared = { photos: string[]; maker: ClipMaker; seed: number }

/** Plays the plans side by side in one process after another, and compares the books of each. */
export async function playGroup(plans: readonly RunPlan[], shared: Shared): Promise<RunResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gallop-drill-'))
  const runs = await Promise.all(plans.map((plan) => openRun(plan, folder, shared)))
  try {
    const lives = Math.max(...plans.map((plan) => plan.kills.length))
    for (let count = 0; count < lives; count += 1) await playLife(runs, shared, count, lives)
    await playLife(runs, shared, lives, lives)
    for (const run of runs) run.violations.push(...violationsOf(await booksOf(run)))
    return runs.map(({ plan, kills, killedIn, aimed, outcome, violations }) => ({
      ...{ plan, kills, killedIn, aimed, outcome, violations },
    }))
  } finally {
    await Promise.all(runs.map((run) => run.rehearsal.close()))
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  }
}

async function openRun(plan: RunPlan, folder: string, { maker }: Shared): Promise<Run> {
  const run: Omit<Run, 'rehearsal'> = {
    ...{ plan, kills: 0, killedIn: [], aimed: [], outcome: {}, violations: [] },
    ...{ serviceAheadMs: 0, clockOffsetMs: 0, lastCapped: 0 },
    dataFolder: join(folder, `run-${plan.index}`),
  }
  mkdirSync(run.dataFolder)
  // The services of a drill share one maker; it is closed with the drill.
  const clipMaker = { make: maker.make, close: async () => {} }
  const now = () => Date.now() + opened.serviceAheadMs
  const rehearsal = await startRehearsal({
    speed: SPEED,
    keepsLong: true,
    clipMaker,
    random: plan.index + 1,
    now,
  })
  rehearsal.setFaults(plan.mixture)
  const opened: Run = Object.assign(run, { rehearsal })
  return opened
}

/** One life: armed for one of the runs that still have a kill for it, in turn; the last one ends by itself. */
async function playLife(runs: readonly Run[], { photos, seed }: Shared, count: number, lives: number) {
  const last = count === lives
  if (last) for (const run of runs) run.lastCapped = lastEventOf(run.dataFolder)
  const armed = runs.filter((run) => run.plan.kills[count])
  const target = last ? undefined : armed[(count * 7 + (runs[0]?.plan.index ?? 0)) % armed.length]
  const kill = target?.plan.kills[count]
  const life: Life = {
    photos,
    parts: runs.map((run) => partOf(run, count, last)),
    ...(target && kill ? { kill: { index: target.plan.index, kill, mark: markOf(target, count) } } : {}),
  }
  const child = startChild(life, runs)
  const dozing = doze(child, drawsFrom(seed ^ (count * 7919) ^ (runs[0]?.plan.index ?? 0)))
  const death = await ended(child)
  await dozing
  if (death === 'SIGKILL') {
    for (const run of runs) {
      const states = liveStates(run.dataFolder)
      run.killedIn.push(...states)
      if (states.length > 0) run.kills += 1
    }
    if (target && kill && existsSync(markOf(target, count))) target.aimed.push(nameOf(kill))
  } else if (death !== 0) {
    for (const run of runs) run.violations.push(`its process ended with ${death}`)
  }
}

function markOf({ dataFolder }: Run, count: number): string {
  return join(dataFolder, `hit-${count}`)
}

function partOf(run: Run, count: number, last: boolean): Part {
  const { plan, dataFolder, rehearsal, clockOffsetMs } = run
  const disturbance = plan.disturbances[count] ?? { kind: 'none' }
  const { index, cap } = plan
  // Every life has something new to send; a batch is queued whole.
  const known = Math.ceil((plan.jobs.length * (count + 1)) / (plan.kills.length + 1))
  const jobs = cap?.window === 'batch' || last ? plan.jobs : plan.jobs.slice(0, known)
  const capped = cap ? { cap: last ? null : cap } : {}
  return { index, jobs, ...capped, dataFolder, baseUrl: rehearsal.apiBase, clockOffsetMs, disturbance }
}

function startChild(life: Life, runs: readonly Run[]): ChildProcess {
  const child = fork(CHILD, {
    stdio: ['pipe', 'ignore', 'inherit', 'ipc'],
    // Most of a life would go by loading the same modules again.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'gallop-drill-modules'), ...process.env },
  })
  child.stdin?.on('error', () => {}).end(JSON.stringify(life))
  child.on('message', (message) => {
    const news = message as News
    const run = runs.find((one) => one.plan.index === news.index)
    if (!run) return
    if (news.kind === 'violation') return void run.violations.push(news.what)
    run.clockOffsetMs += news.byMs
    if (!news.asleep) return
    run.serviceAheadMs += news.byMs
    run.rehearsal.hangUp()
  })
  return child
}

async function ended(child: ChildProcess): Promise<NodeJS.Signals | number | 'a hang'> {
  const leave = new AbortController()
  const hang = pause(LIFE_MAX_MS, 'hang', { signal: leave.signal }).catch(() => 'left')
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const first = await Promise.race([exit, hang])
  leave.abort()
  if (Array.isArray(first)) return first[1] ?? first[0] ?? 0
  child.kill('SIGKILL')
  await exit
  return 'a hang'
}

/** One life in four is stopped for a moment, as a machine does that sleeps a little. */
async function doze(child: ChildProcess, random: () => number): Promise<void> {
  if (random() > 0.25 || process.platform === 'win32') return
  await pause(800 + random() * 1_000)
  child.kill('SIGSTOP')
  await pause(100 + random() * 300)
  child.kill('SIGCONT')
}

function nameOf(kill: Kill): string {
  switch (kill.at) {
    case 'event':
      return `after ${kill.event}`
    case 'sent':
      return 'a create has gone out'
    case 'between':
      return 'a while after a create has gone out'
    case 'answered':
      return 'its answer has come in'
    case 'renamed':
      return 'between a clip’s last rename and its commit'
    default:
      return kill.at
  }
}

function liveStates(dataFolder: string): string[] {
  return column(dataFolder, "SELECT state FROM jobs WHERE state NOT IN ('done', 'failed', 'canceled')")
}

function lastEventOf(dataFolder: string): number {
  return column<number>(dataFolder, 'SELECT max(id) FROM job_events WHERE id IS NOT NULL')[0] ?? 0
}

function column<Value = string>(dataFolder: string, sql: string): Value[] {
  const path = join(dataFolder, 'gallop.sqlite')
  if (!existsSync(path)) return []
  const db = new Sqlite(path, { readonly: true })
  try {
    return db.prepare<[], Value>(sql).pluck().all()
  } catch {
    // Killed before the tables were made.
    return []
  } finally {
    db.close()
  }
}

async function booksOf(run: Run): Promise<Books> {
  const { plan, dataFolder, rehearsal, serviceAheadMs, lastCapped, outcome } = run
  const serviceNow = Date.now() + serviceAheadMs
  return { plan, dataFolder, ledger: rehearsal.ledger(), serviceNow, lastCapped, outcome }
}
