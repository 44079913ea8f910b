/** Owns the comparison after a run: the service's ledger, the job table, and the files on disk must tell one story. */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Ledger, LedgerTask } from '#electron/rehearsal/ledger.ts'
import { windowStart } from '#shared/budget.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { isFinal, type JobEventName, type JobState, next } from '#shared/job-machine.ts'
import type { RunPlan } from './plan.ts'

export type Books = {
  plan: RunPlan
  dataFolder: string
  ledger: Ledger
  /** Now by the service's clock. */
  serviceNow: number
  /** Up to this line of history the cap of the plan was set. */
  lastCapped: number
  /** Filled: how many jobs ended how. */
  outcome: Record<string, number>
}

type Job = {
  id: string
  state: JobState
  prompt: string
  seed: number
  task_id: string | null
  due_at: number | null
  booked_at: number | null
  billed_seconds: number | null
  actual_micros: number | null
  error: string | null
  clip_path: string | null
  clip_sha256: string | null
}
type Event = {
  id: number
  job_id: string
  at: number
  event: JobEventName
  from: JobState | null
  to: JobState
  /** The service's clock against ours at a claim, as far as it was known. */
  ahead_ms: number | null
}

/** Everything in which the books disagree; empty when they do not. */
export function violationsOf(books: Books): string[] {
  const db = new Sqlite(join(books.dataFolder, 'gallop.sqlite'), { readonly: true })
  try {
    const jobs = db
      .prepare<[], Job>(
        `SELECT jobs.*, clips.path AS clip_path, clips.sha256 AS clip_sha256
         FROM jobs LEFT JOIN clips ON clips.job_id = jobs.id ORDER BY order_key`,
      )
      .all()
    const events = db
      .prepare<[], Event>(
        `SELECT id, job_id, at, event, "from", "to", facts ->> '$.aheadMs' AS ahead_ms FROM job_events ORDER BY id`,
      )
      .all()
    for (const job of jobs) count(books.outcome, wordOf(job))
    return [
      ...everyJob(books, jobs),
      ...jobs.flatMap((job) => [
        ...money(books, job),
        ...ending(books, job),
        ...clip(books, job),
        ...history(
          job,
          events.filter((event) => event.job_id === job.id),
        ),
      ]),
      ...tasks(books, jobs),
      ...capHeld(books, jobs, events),
      ...leftovers(books.dataFolder, jobs),
    ]
  } finally {
    db.close()
  }
}

/** What a table of outcomes calls it. */
function wordOf({ state, error }: Job): string {
  if (state === 'unconfirmed') return 'asked'
  const code = error === null ? undefined : (JSON.parse(error) as { code: string }).code
  return state === 'failed' ? `failed: ${code}` : state
}

function count(counts: Record<string, number>, word: string): void {
  counts[word] = (counts[word] ?? 0) + 1
}

function tasksOf({ ledger }: Books, { prompt, seed }: Pick<Job, 'prompt' | 'seed'>): LedgerTask[] {
  return ledger.tasks.filter((task) => task.prompt === prompt && task.seed === seed)
}

function everyJob({ plan }: Books, jobs: readonly Job[]): string[] {
  const there = jobs.map((job) => job.seed).sort((a, b) => a - b)
  const wanted = plan.jobs.map((job) => job.seed)
  return String(there) === String(wanted) ? [] : [`jobs ${there} instead of ${wanted}`]
}

/** One job, at most one task, and the one it owns is its own; what was billed is what was booked. */
function money(books: Books, job: Job): string[] {
  const found: string[] = []
  // What the service itself lost is in no list and on no bill: such a job may have been sent again.
  const made = tasksOf(books, job).filter((task) => task.status !== 'UNKNOWN')
  if (made.length > 1) found.push(`paid twice: job ${job.seed} has ${made.length} tasks`)
  const owned = books.ledger.tasks.find((task) => task.taskId === job.task_id)
  if (job.task_id && !owned) found.push(`job ${job.seed} owns a task that nobody made`)
  if (owned && owned.seed !== job.seed) found.push(`job ${job.seed} owns the task of seed ${owned.seed}`)
  if (!owned) return found
  const booked = job.billed_seconds ?? 0
  // What was lost before anybody could look at it cannot be known to be billed.
  const unseen = died(books, owned) && job.state === 'failed' && job.billed_seconds === null
  if (booked !== owned.billedSeconds && !unseen) {
    found.push(`job ${job.seed} booked ${booked} s, billed ${owned.billedSeconds} s (${job.state})`)
  }
  if ((job.actual_micros === null) !== (job.billed_seconds === null)) {
    found.push(`job ${job.seed} has seconds without a price or a price without seconds`)
  }
  return found
}

/** Over, or waiting for the user with the reason; over badly only where something really was bad. */
function ending(books: Books, job: Job): string[] {
  const { plan, ledger } = books
  if (!isFinal(job.state)) {
    const asks = job.state === 'unconfirmed' && job.due_at === null && job.error !== null
    return asks ? [] : [`job ${job.seed} stays ${job.state} with no way out, due ${job.due_at}: ${job.error}`]
  }
  if (job.state !== 'failed') return []
  const task = ledger.tasks.find(({ taskId }) => taskId === job.task_id)
  const { moderated = 0, vanishes = 0 } = plan.mixture.odds
  if (died(books, task) || (task?.status === 'FAILED' && moderated > 0)) return []
  if (task?.status === 'UNKNOWN' && vanishes > 0) return []
  return [`job ${job.seed} failed for no reason: ${job.error}`]
}

/** True for what was made before so much sleep that the service's memory did not last. */
function died({ serviceNow }: Books, task: LedgerTask | undefined): boolean {
  return task !== undefined && serviceNow - task.createdAt >= LIFETIMES.taskMs
}

const TAKE_MICROS = 1_350_000

/**
 * Whenever a job was claimed, what was claimed or spent in the window of that moment had room under the cap. Replayed
 * from the history alone: every take costs the same, so bills move nothing. A claim counts in the day in which it is
 * booked, which must have come at the service; one that was given up, in the day it was made by the service's clock. A window has no end and never begins earlier again: a clock that
 * was set back gives no money back.
 */
function capHeld(books: Books, jobs: readonly Job[], events: readonly Event[]): string[] {
  const { plan, lastCapped, serviceNow } = books
  const { cap } = plan
  if (!cap) return []
  const room = cap.takes * TAKE_MICROS + 1
  const bookedAt = new Map(jobs.map((job) => [lastClaimOf(job, events), job.booked_at ?? undefined]))
  const claimedAt = new Map<string, number>()
  let latest = Number.NEGATIVE_INFINITY
  return events.flatMap((event) => {
    if (event.id > lastCapped) return []
    const booked = bookedAt.get(event.id)
    const hasCome = booked !== undefined && windowStart('day', booked) <= windowStart('day', serviceNow)
    const moment = hasCome ? booked : event.at + (event.ahead_ms ?? 0)
    if (event.event === 'started') claimedAt.set(event.job_id, moment)
    // Back in the queue it costs nothing; a task that is lost may have cost what it would.
    else if (GIVEN_BACK.has(event.event)) claimedAt.delete(event.job_id)
    if (event.event !== 'started') return []
    latest = Math.max(latest, moment)
    const since = cap.window === 'batch' ? Number.NEGATIVE_INFINITY : windowStart(cap.window, latest)
    const counted = [...claimedAt.values()].filter((at) => at >= since).length * TAKE_MICROS
    return counted <= room
      ? []
      : [`the ${cap.window} cap was passed at line ${event.id}: ${counted} of ${room}`]
  })
}

/** The line of history by which a job was sent for the last time; a task it has is that claim's. */
function lastClaimOf(job: Job, events: readonly Event[]): number | undefined {
  return events.findLast(({ job_id, event }) => job_id === job.id && event === 'started')?.id
}

/** `broke` and `refused` are not billed. */
const GIVEN_BACK: ReadonlySet<JobEventName> = new Set(['throttled', 'absent', 'refused', 'broke', 'canceled'])

/** On disk with its sidecar, and byte for byte what the service made for this very task. */
function clip({ ledger }: Books, job: Job): string[] {
  if (job.state !== 'done') return []
  if (!job.clip_path || !existsSync(job.clip_path)) return [`the clip of job ${job.seed} is not on disk`]
  const sha256 = createHash('sha256').update(readFileSync(job.clip_path)).digest('hex')
  const made = ledger.tasks.find(({ taskId }) => taskId === job.task_id)?.clipSha256
  const sidecar = job.clip_path.replace(/\.mp4$/, '.json')
  return [
    ...(sha256 === job.clip_sha256 ? [] : [`the clip of job ${job.seed} is not what was saved`]),
    ...(sha256 === made ? [] : [`the clip of job ${job.seed} is not what the service made`]),
    ...(existsSync(sidecar) ? [] : [`the clip of job ${job.seed} has no sidecar`]),
  ]
}

/** A path the machine knows, on which money moved at most once. */
function history(job: Job, events: readonly Event[]): string[] {
  const found: string[] = []
  let state: JobState | null = null
  for (const { event, from, to } of events) {
    const legal = from === null ? to === 'queued' : next(from, event) === to
    if (from !== state || !legal)
      found.push(`history of job ${job.seed}: ${from} ${event} ${to} after ${state}`)
    state = to
  }
  if (state !== job.state) found.push(`history of job ${job.seed} ends ${state}, the job is ${job.state}`)
  const paid = events.filter(({ event }) => event === 'accepted' || event === 'found').length
  if (paid > 1) found.push(`job ${job.seed} was accepted ${paid} times`)
  return found
}

/** Every task has its job, or a job that waits for the user's word could be its own. */
function tasks(books: Books, jobs: readonly Job[]): string[] {
  const owned = new Set(jobs.map((job) => job.task_id))
  return books.ledger.tasks
    .filter((task) => !owned.has(task.taskId) && task.status !== 'UNKNOWN')
    .filter((task) => !jobs.some((job) => job.seed === task.seed && job.state === 'unconfirmed'))
    .map(
      (task) => `nobody owns the task of seed ${task.seed} (${task.status}, ${task.billedSeconds} s billed)`,
    )
}

function leftovers(dataFolder: string, jobs: readonly Job[]): string[] {
  if (jobs.some((job) => job.state !== 'done')) return []
  const folder = join(dataFolder, 'projects')
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const saved = new Set(jobs.map((job) => job.clip_path))
  return names
    .filter((name) => /\.(part|tmp)$/.test(name) || (name.endsWith('.mp4') && !saved.has(join(folder, name))))
    .map((name) => `left over: ${name}`)
}
