/**
 * Owns the one loop of the pipeline. It takes what is due in the order download, poll, reconcile, submit (what is
 * paid for comes first), runs each step, lets `apply` write its one event, and sleeps until something is due
 * or somebody nudges.
 */

import { AppError, type AppErrorData, reasonOf, toAppError } from '#shared/app-error.ts'
import type { HeldBatch } from '#shared/status.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import type { Gate } from '../database/due-jobs.ts'
import type { JobRecord } from '../database/job-record.ts'
import { apply } from './apply.ts'
import { ClockWatch } from './clock-watch.ts'
import { type PipelineContext, pauseFor, recoveryMsOf } from './context.ts'
import { download } from './download.ts'
import { Looks } from './looks.ts'
import { Outage } from './outage.ts'
import { poll } from './poll.ts'
import { learnQuotas } from './quotas.ts'
import { reconcile } from './reconcile.ts'
import type { Step } from './step.ts'
import { Submissions } from './submissions.ts'

type Kind = 'download' | 'poll' | 'list' | 'reconcile' | 'submit'
const PARALLEL = { download: 3, poll: 8, reconcile: 1 } as const
const STATE_OF = { download: 'downloading', reconcile: 'unconfirmed' } as const
const STEP_OF = { download, poll, reconcile } as const
/** Longest sleep, also when nothing is due: a machine that slept may fire timers late, and a clock that leaps is seen by looking. */
const SLEEP_MAX_MS = MINUTE_MS

export class Scheduler {
  readonly #context: PipelineContext
  readonly #submissions: Submissions
  readonly #looks: Looks
  readonly #outage = new Outage()
  readonly #clockWatch = new ClockWatch()
  readonly #running = new Map<string, { kind: Kind; ended: Promise<void> }>()
  /** How often in a row the end of a job's step could not be written. */
  readonly #mishaps = new Map<string, number>()
  readonly #leave: AbortController
  readonly #giveUp: AbortController
  #loop: Promise<void> | undefined
  #learning = Promise.resolve()
  #wake = new AbortController()
  #nextLookAt: number | null = null
  #idleWaiters: (() => void)[] = []

  /** The controllers are those behind the context's `leaving` and `left`. */
  constructor(context: PipelineContext, leave: AbortController, giveUp: AbortController) {
    this.#context = context
    this.#submissions = new Submissions(context, {
      begin: (jobId, work) => this.#begin('submit', jobId, work),
      isRunning: (jobId) => this.#running.has(jobId),
      heed: (step) => this.#heed(step),
    })
    this.#looks = new Looks(context, {
      room: () => PARALLEL.poll - this.#count('poll'),
      beginLook: (job) => this.#begin('poll', job.id, () => this.#runStep('poll', job)),
      begin: (key, work) => this.#begin('list', key, work),
      isRunning: (key) => this.#running.has(key),
    })
    this.#leave = leave
    this.#giveUp = giveUp
  }

  /** Turns what a crash left over into what is due, and begins. */
  start(): void {
    if (this.#loop || this.#leave.signal.aborted) return
    this.#loop = this.#run()
  }

  /** Something may be due now. */
  nudge(): void {
    this.#wake.abort()
  }

  /** After an outage, or a sleep that the host has seen: does at once what a start and a leap of the clock do. */
  lookNow(): void {
    this.#submissions.endSilence()
    this.#looks.release()
    this.#makeLateDue()
    this.nudge()
  }

  /** What is late or waits for the network is due now: what dies first goes first. */
  #makeLateDue(): void {
    const { tables, clock, tableWatch } = this.#context
    const late = tableWatch.over(
      () => tables.dueJobs.dueAtOnce(clock.now()),
      () => 0,
    )
    if (late > 0) this.#context.log.info('scheduler.looks-at-once', { late })
  }

  /** Asks in the background what the accounts behind these gates, and those at which jobs wait, may do. */
  learnQuotas(gates: readonly Gate[]): void {
    if (!this.#loop) return
    this.#learning = this.#learning
      .then(() => learnQuotas(this.#context, [...gates, ...this.#context.tables.dueJobs.gates()]))
      .then(() => this.nudge())
  }

  /** The user has resumed: pauses asked for by the service are over as well. */
  release(): void {
    this.#endPauses()
    this.nudge()
  }

  /** When the loop looks next; null when nothing is due. */
  nextLookAt(): number | null {
    return this.#nextLookAt
  }

  /** Batches that wait for room under their own cap. */
  heldBatches(): HeldBatch[] {
    return this.#submissions.held
  }

  /** Resolves when no job can move without the user. */
  whenIdle(): Promise<void> {
    return new Promise((resolve) => {
      this.#idleWaiters.push(resolve)
      if (this.#loop) this.nudge()
      else this.#tellIdle()
    })
  }

  /** Ends waiting at once, gives requests in flight a little time, and returns when every step has written its end. */
  async stop(): Promise<void> {
    const { clock, pace } = this.#context
    this.#leave.abort()
    this.nudge()
    const allEnded = new AbortController()
    const grace = clock.sleep(pace.graceMs, allEnded.signal).then(() => this.#giveUp.abort())
    await this.#loop
    await this.#learning
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map((one) => one.ended))
    allEnded.abort()
    await grace
    for (const resolve of this.#idleWaiters.splice(0)) resolve()
  }

  async #run(): Promise<void> {
    const { clock, log, tableWatch } = this.#context
    while (!this.#leave.signal.aborted) {
      this.#wake = new AbortController()
      try {
        this.#nextLookAt = this.#takeDue()
        this.#tellIdle()
      } catch (thrown) {
        // Once more at once: nothing is taken then, and who waits for the end is told.
        if (tableWatch.heed(thrown)) this.nudge()
        else log.error('scheduler.bug', { detail: reasonOf(thrown), stack: (thrown as Error).stack })
        this.#nextLookAt = clock.now() + 5 * SECOND_MS
      }
      const now = clock.now()
      const backAt = Math.min(Math.max(this.#nextLookAt ?? Number.POSITIVE_INFINITY, now), now + SLEEP_MAX_MS)
      this.#clockWatch.expect(backAt)
      await clock.sleep(backAt - now, this.#wake.signal)
    }
  }

  /** Starts what may start; tells when to look again. */
  #takeDue(): number | null {
    const { tables, clock, queries, settings, pace, tableWatch } = this.#context
    if (tableWatch.pause) return null
    const now = clock.now()
    const passed = this.#clockWatch.heed(this.#context, now)
    if (passed === 'anew') this.#endPauses()
    if (passed !== 'as-meant') this.#makeLateDue()
    const { limits, service } = settings()
    queries.setRate(limits.queriesPerSecond, recoveryMsOf(pace, service))
    const moments = [
      this.#take('download', now),
      this.#looks.take(now),
      this.#take('reconcile', now),
      this.#submissions.take(now),
      tables.dueJobs.nextDueAt(now),
    ]
    return moments.reduce<number | null>((first, one) => earlier(first, one), null)
  }

  /** Starts due steps of one kind. */
  #take(kind: keyof typeof STATE_OF, now: number): null {
    const room = PARALLEL[kind] - this.#count(kind)
    if (room <= 0) return null
    const due = this.#context.tables.dueJobs.due(STATE_OF[kind], now, room + this.#running.size)
    for (const job of due.filter((one) => !this.#running.has(one.id)).slice(0, room))
      this.#begin(kind, job.id, () => this.#runStep(kind, job))
    return null
  }

  #endPauses(): void {
    this.#context.queries.release()
    this.#submissions.release()
    this.#looks.release()
  }

  #begin(kind: Kind, key: string, work: () => Promise<void>): void {
    const ended = work()
      .then(() => void this.#mishaps.delete(key))
      .catch((thrown: unknown) => this.#afterMishap(kind, key, thrown))
      .finally(() => {
        this.#running.delete(key)
        this.nudge()
      })
    this.#running.set(key, { kind, ended })
  }

  /** A step whose end could not be written is as due as before: without a pause it would be run again for ever. */
  async #afterMishap(kind: Kind, key: string, thrown: unknown): Promise<void> {
    const { clock, log, leaving, tableWatch } = this.#context
    if (tableWatch.heed(thrown)) return
    const { stack } = toAppError(thrown)
    log.error('step.bug', { kind, job: key, detail: reasonOf(thrown), stack })
    const mishaps = (this.#mishaps.get(key) ?? 0) + 1
    this.#mishaps.set(key, mishaps)
    await clock.sleep(pauseFor(this.#context, mishaps), leaving)
  }

  async #runStep(kind: keyof typeof STEP_OF, job: JobRecord): Promise<void> {
    const { leaving, tableWatch } = this.#context
    const step = await STEP_OF[kind](this.#context, job).catch((thrown) => this.#afterThrow(job, thrown))
    // Aborted by us, not refused by anyone: the job is as due as before.
    if ((leaving.aborted && step.event !== 'saved') || tableWatch.pause) return
    apply(this.#context, job, step)
    this.#heed(step)
  }

  /** The first answer after an outage: whatever waits because of it need wait no longer. What was refused waits on. */
  #heed(step: Step): void {
    if (this.#outage.isOverWith(step)) this.lookNow()
  }

  /** A missing key stops the queue; anything else is ours, and the job is looked at again later. */
  #afterThrow(job: JobRecord, thrown: unknown): Step {
    const { clock, log, tableWatch } = this.#context
    if (tableWatch.heed(thrown)) return {}
    const attempts = job.attempts + 1
    const error: AppErrorData = toAppError(thrown).toJSON()
    const patch = { attempts, error, dueAt: clock.now() + pauseFor(this.#context, attempts) }
    if (thrown instanceof AppError) return { patch, stop: error }
    log.error('step.bug', { job: job.id, detail: reasonOf(thrown) })
    return { patch }
  }

  #count(kind: Kind): number {
    let count = 0
    for (const one of this.#running.values()) if (one.kind === kind) count += 1
    return count
  }

  #tellIdle(): void {
    if (this.#idleWaiters.length === 0 || this.#running.size > 0 || this.#somethingMoves()) return
    for (const resolve of this.#idleWaiters.splice(0)) resolve()
  }

  #somethingMoves(): boolean {
    const { dueJobs, settings } = this.#context.tables
    if (this.#context.tableWatch.pause) return false
    if (dueJobs.somethingMoves()) return true
    return !settings.pause() && dueJobs.somethingWaits(this.#submissions.passedOver)
  }
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
