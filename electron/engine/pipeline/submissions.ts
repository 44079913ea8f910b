/**
 * Owns which waiting job is sent next: in the order of the queue, at the pace of its gate, where the caps have room.
 * A batch that is at its own cap is passed over; a cap of the day or the month rests the queue until it has room.
 */

import { reasonOf, toAppError } from '#shared/app-error.ts'
import type { HeldBatch } from '#shared/status.ts'
import type { Gate } from '../database/due-jobs.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Profile } from '../happyhorse/profile.ts'
import { apply, keepPauseTrue, pauseQueue, resumeQueue } from './apply.ts'
import { type PipelineContext, pauseFor, recoveryMsOf } from './context.ts'
import { DayWatch } from './day-watch.ts'
import { type GateState, SubmitGates } from './gates.ts'
import { capInTheWay, isOfBatch } from './guard.ts'
import { limitsAt } from './quotas.ts'
import type { Step } from './step.ts'
import { claim, submit, unanswered } from './submit.ts'

/** What the scheduler lends: a place for a step, and an ear for how it went. */
export type Lent = {
  begin(jobId: string, work: () => Promise<void>): void
  isRunning(jobId: string): boolean
  heed(step: Step): void
}

/** Name under which the question for the day runs. */
const ASKING = 'day'

export class Submissions {
  readonly #context: PipelineContext
  readonly #lent: Lent
  readonly #gates = new SubmitGates()
  readonly #dayWatch: DayWatch
  #held: HeldBatch[] = []

  constructor(context: PipelineContext, lent: Lent) {
    this.#context = context
    this.#lent = lent
    this.#dayWatch = new DayWatch(context)
  }

  /** Lets everybody through again whom only a pause of ours held back. */
  release(): void {
    this.#gates.release()
    this.#dayWatch.release()
  }

  /** Who was not reached is tried again. */
  endSilence(): void {
    this.#gates.endSilence()
  }

  /** Batches that wait for room under their own cap, as of the last look. */
  get held(): HeldBatch[] {
    return this.#held
  }

  /** Batches that are not sent now: they wait under their own cap, or for a run that queued them or sends all. */
  get passedOver(): string[] {
    const { tables, ownBatchesOnly } = this.#context
    const waiting = ownBatchesOnly ? tables.dueJobs.waitingBatches() : []
    const others = waiting.filter((id) => !tables.batches.ofThisRun.has(id))
    return [...this.#held.map(({ batchId }) => batchId), ...others]
  }

  /** Starts what may start; tells when to look again. */
  take(now: number): number | null {
    const { tables } = this.#context
    const gates = tables.dueJobs.gates()
    this.#lookAtBatches(gates, now)
    if (tables.settings.pause() && !this.#goesOn(gates, now)) return this.#mayGoOnAt(gates, now)
    let again = tables.dueJobs.nextQueuedAt(now)
    for (const gate of gates) again = earlier(again, this.#takeAtGate(gate, now))
    return tables.settings.pause() ? earlier(again, this.#mayGoOnAt(gates, now)) : again
  }

  #takeAtGate(gate: Gate, now: number): number | null {
    const { tables, settings, quotas } = this.#context
    const { submitsPerSecond, inFlightPerModel } = limitsAt(settings().limits, quotas.of(gate))
    const recoveryMs = recoveryMsOf(this.#context.pace, gate.service)
    const state = this.#gates.at(gate, { submitsPerSecond, recoveryMs }, now)
    const heldUntil = Math.max(state.heldUntil, state.silentUntil)
    if (heldUntil > now) return heldUntil
    // While one answer is being looked for, another lost one could not be told apart from it.
    if (tables.dueJobs.unconfirmed(gate).some((job) => job.dueAt !== null)) return null
    const room = state.pace.room(inFlightPerModel) - tables.dueJobs.inFlight(gate, now) - state.starting
    if (room <= 0) return null
    for (const job of this.#waiting(gate, now, room, state.starting)) {
      const full = capInTheWay(this.#context, job)
      // Several takes of one batch may fit one by one and not together: the next look holds the batch.
      if (full) {
        if (!full.ofBatch) pauseQueue(this.#context, full.error)
        return null
      }
      if (!state.bucket.tryTake(now)) return state.bucket.readyAt(now)
      state.starting += 1
      this.#lent.begin(job.id, () => this.#run(job, state))
    }
    return null
  }

  #waiting(gate: Gate, now: number, room: number, starting: number): JobRecord[] {
    const waiting = this.#context.tables.dueJobs.waiting(gate, now, room + starting, this.passedOver)
    return waiting.filter((one) => !this.#lent.isRunning(one.id)).slice(0, room)
  }

  /** Which batches have no room for their next take, and no more than that. */
  #lookAtBatches(gates: readonly Gate[], now: number): void {
    const { tables, settings, statusMoved } = this.#context
    const anyBatch = settings().caps.batchMicros !== null
    const held = new Map<string, HeldBatch>()
    for (const job of anyBatch || tables.batches.someCapped()
      ? gates.flatMap((gate) => this.#heads(gate, now))
      : []) {
      const full = capInTheWay(this.#context, job)
      if (!full?.ofBatch) continue
      const { id: jobId, batchId, projectId } = job
      const jobs = tables.dueJobs.queuedIn(batchId)
      held.set(batchId, { batchId, projectId, jobId, jobs, error: full.error })
    }
    const before = JSON.stringify(this.#held)
    this.#held = [...held.values()]
    if (JSON.stringify(this.#held) !== before) statusMoved()
  }

  #heads(gate: Gate, now: number): JobRecord[] {
    return this.#context.tables.dueJobs.headsOfBatches(gate, now)
  }

  /** Ends a pause that a cap has caused, once every gate's next job has room again. */
  #goesOn(gates: readonly Gate[], now: number): boolean {
    if (this.#context.tables.settings.pause()?.error?.code !== 'cap-reached') return false
    for (const gate of gates) {
      const [job] = this.#waiting(gate, now, 1, 0)
      const full = job && capInTheWay(this.#context, job)
      if (!full) continue
      keepPauseTrue(this.#context, full.error)
      return false
    }
    resumeQueue(this.#context)
    return true
  }

  /** A cap lets go when a new day begins, and that is for the service to say. */
  #mayGoOnAt(gates: readonly Gate[], now: number): number | null {
    if (this.#context.tables.settings.pause()?.error?.code !== 'cap-reached') return null
    const next = this.#dayWatch.nextAt(now)
    if (next !== 'ask') return next
    const gate = gates.find(({ service }) => service !== 'rehearsal')
    if (gate && !this.#lent.isRunning(ASKING)) this.#lent.begin(ASKING, () => this.#dayWatch.ask(gate))
    return null
  }

  async #run(job: JobRecord, gate: GateState): Promise<void> {
    const context = this.#context
    const claimed = await this.#claimWithProfile(job, gate)
    if (!claimed) return
    const step = await submit(context, claimed.job, claimed.profile).catch((thrown: unknown) => {
      const detail = reasonOf(thrown)
      context.log.error('submit.bug', { job: job.id, detail })
      // Whether it had left cannot be told from here.
      return unanswered(context.clock.now(), 0, detail)
    })
    this.#learn(gate, claimed.job, step)
    await this.#applyFirmly(claimed.job, step)
    this.#lent.heed(step)
  }

  /** A gate that is refused rests as long as its job, which so keeps its place; pace and room shrink and grow again. */
  #learn(gate: GateState, job: JobRecord, step: Step): void {
    const { clock, tables, settings, quotas, log } = this.#context
    const { inFlightPerModel } = limitsAt(settings().limits, quotas.of(job))
    if (step.event === 'accepted') gate.pace.accepted(inFlightPerModel)
    if (step.event !== 'throttled' || step.ofPicture) return
    const hold = step.patch?.error?.code === 'unreachable' ? 'silentUntil' : 'heldUntil'
    gate[hold] = Math.max(gate[hold], step.patch?.dueAt ?? 0)
    if (!step.tooMany) return
    const now = clock.now()
    gate.pace.refused(step.tooMany, now, tables.dueJobs.inFlight(job, now) - 1)
    log.info('gate.slowed', { model: job.model, tooMany: step.tooMany, share: gate.pace.share(now) })
  }

  /** What the service said to a submission is told only once: it is kept in hand until the table takes it. */
  async #applyFirmly(job: JobRecord, step: Step): Promise<void> {
    const { clock, log, leaving, tableWatch } = this.#context
    for (let attempt = 1; ; attempt += 1) {
      try {
        apply(this.#context, job, step)
        return
      } catch (thrown) {
        // The next start looks for the task, as after any crash.
        if (tableWatch.heed(thrown)) return
        log.error('table.refused', { job: job.id, event: step.event, detail: reasonOf(thrown) })
        if (leaving.aborted) return
        await clock.sleep(pauseFor(this.#context, attempt), leaving)
      }
    }
  }

  /** Without a profile there is nowhere to submit to: the queue waits, the job is not to blame. */
  async #claimWithProfile(
    job: JobRecord,
    gate: GateState,
  ): Promise<{ job: JobRecord; profile: Profile } | undefined> {
    const context = this.#context
    try {
      const profile = await context.profileOf(job)
      if (context.leaving.aborted || context.tableWatch.pause || context.tables.settings.pause())
        return undefined
      const claimed = claim(context, job, profile)
      return claimed && { job: claimed, profile }
    } catch (thrown) {
      if (context.tableWatch.heed(thrown)) return undefined
      const error = toAppError(thrown).toJSON()
      // Somebody took the room meanwhile: the next look holds the batch.
      if (!isOfBatch(error)) pauseQueue(context, error)
      return undefined
    } finally {
      // From here on the tables count it, or it is not in flight at all.
      gate.starting -= 1
    }
  }
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other
  return Math.min(one, other)
}
