/** Owns the question whether a new day has begun, while the queue waits for one: our own clock suspects it, the service is asked. */

import { reasonOf } from '#shared/app-error.ts'
import { nextDayStart, windowStart } from '#shared/budget.ts'
import type { Gate } from '../database/due-jobs.ts'
import type { ListOutcome } from '../happyhorse/outcomes.ts'
import { beganAt } from './calendar.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { takeToken } from './rate-limit.ts'
import { errorOf, retryAfterOf } from './step.ts'

/** A date that was told is old by its way and cut to seconds: right after midnight it may need another question. */
const ASK_AGAIN_MS = 5_000

export class DayWatch {
  readonly #context: PipelineContext
  /** Service time minus ours, as of the last answer. */
  #aheadMs = 0
  #faults = 0
  #restsUntil = Number.NEGATIVE_INFINITY

  constructor(context: PipelineContext) {
    this.#context = context
  }

  /** What was measured by another clock of ours is worth nothing. */
  release(): void {
    this.#aheadMs = 0
    this.#faults = 0
    this.#restsUntil = Number.NEGATIVE_INFINITY
  }

  /** When to look again; `ask` when the service should be asked now. */
  nextAt(now: number): number | 'ask' {
    const moment = now + this.#aheadMs
    if (windowStart('day', moment) <= beganAt(this.#context, now).day)
      return nextDayStart(moment) - this.#aheadMs
    return this.#restsUntil > now ? this.#restsUntil : 'ask'
  }

  /** Asks for as little as there is; that the answer is heard is the work of the client's calendar. */
  async ask(gate: Gate): Promise<void> {
    const { clock, queries, leaving, log } = this.#context
    if (!(await takeToken(queries, clock, leaving))) return
    const outcome = await this.#list(gate).catch((thrown: unknown) => {
      return { kind: 'unanswered' as const, detail: reasonOf(thrown) }
    })
    if (leaving.aborted) return
    if (outcome.kind !== 'page') {
      this.#faults += 1
      this.#restsUntil = clock.now() + pauseFor(this.#context, this.#faults, retryAfterOf(outcome))
      log.info('day.unknown', { code: errorOf(outcome).code })
      return
    }
    this.#faults = 0
    this.#aheadMs = (outcome.serverDate ?? clock.now()) - clock.now()
    this.#restsUntil = clock.now() + ASK_AGAIN_MS
  }

  async #list(gate: Gate): Promise<ListOutcome> {
    const profile = await this.#context.profileOf(gate)
    return this.#context
      .client()
      .list(profile, { model: gate.model, page: 1, pageSize: 1 }, this.#context.leaving)
  }
}
