/**
 * Owns which rendering tasks are asked for next. Few that are due are asked for one by one; where one page of the
 * list costs less than that, it is asked instead, and single questions are kept for those it says are over or
 * does not show.
 */

import { reasonOf } from '#shared/app-error.ts'
import type { JobRecord } from '../database/job-record.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { lookAtCrowd } from './crowd.ts'
import { gateKey } from './gates.ts'
import { retryAfterOf } from './step.ts'

/** Fewer than this are asked for singly: one of them may well be over, and would be asked for again. */
const CROWD_MIN = 3
/** Due jobs read at once: as many as one model's queue and its running tasks, so that one round of pages serves them. */
const DUE_MAX = 600

/** What the scheduler lends. */
type Lent = {
  /** Free places for single looks. */
  room(): number
  beginLook(job: JobRecord): void
  begin(key: string, work: () => Promise<void>): void
  isRunning(key: string): boolean
}

type Watch = {
  /** Jobs the list is being asked about now. */
  asked: Set<string>
  /** Pages its last answer had in all. */
  pages: number
  faults: number
  restsUntil: number
}

export class Looks {
  readonly #context: PipelineContext
  readonly #lent: Lent
  readonly #watches = new Map<string, Watch>()
  /** Jobs the list has said enough about: to be asked for singly, those that are over first. */
  #singles = new Set<string>()

  constructor(context: PipelineContext, lent: Lent) {
    this.#context = context
    this.#lent = lent
  }

  /** The list may be asked again, whatever it said before. */
  release(): void {
    for (const watch of this.#watches.values()) watch.restsUntil = 0
  }

  /** Starts what may start; tells when the next question may be asked if one was missing. */
  take(now: number): number | null {
    const due = this.#context.tables.dueJobs.due('rendering', now, DUE_MAX)
    const open = due.filter(({ id }) => !this.#lent.isRunning(id) && !this.#singles.has(id))
    const single: JobRecord[] = []
    for (const [key, jobs] of Map.groupBy(open, gateKey)) {
      const watch = this.#watchAt(key)
      const left = jobs.filter(({ id }) => !watch.asked.has(id))
      if (isCrowd(left, watch, now)) this.#begin(key, watch, left)
      else single.push(...left)
    }
    return this.#ask([...this.#told(now), ...single], now)
  }

  #ask(jobs: readonly JobRecord[], now: number): number | null {
    const { queries } = this.#context
    for (const job of jobs.slice(0, Math.max(0, this.#lent.room()))) {
      if (!queries.tryTake(now)) return queries.readyAt(now)
      this.#singles.delete(job.id)
      this.#lent.beginLook(job)
    }
    return null
  }

  /** Jobs to be asked for singly, as far as they still wait for it. */
  #told(now: number): JobRecord[] {
    const jobs: JobRecord[] = []
    for (const id of this.#singles) {
      const job = this.#context.tables.jobs.byId(id)
      if (job?.state === 'rendering' && (job.dueAt ?? 0) <= now) jobs.push(job)
      else this.#singles.delete(id)
      if (jobs.length >= this.#lent.room()) break
    }
    return jobs
  }

  #begin(key: string, watch: Watch, jobs: readonly JobRecord[]): void {
    watch.asked = new Set(jobs.map(({ id }) => id))
    this.#lent.begin(`list ${key}`, () =>
      this.#look(watch, jobs).finally(() => {
        watch.asked = new Set()
      }),
    )
  }

  async #look(watch: Watch, jobs: readonly JobRecord[]): Promise<void> {
    const { clock, log } = this.#context
    const look = await lookAtCrowd(this.#context, jobs).catch((thrown: unknown) => {
      return { kind: 'unanswered' as const, detail: reasonOf(thrown) }
    })
    if (look.kind === 'left') return
    if (look.kind === 'seen') {
      Object.assign(watch, { faults: 0, pages: Math.max(1, look.pages) })
      this.#singles = new Set([...look.over, ...this.#singles, ...look.unseen])
      log.info('list.looked', { jobs: jobs.length, over: look.over.length, unseen: look.unseen.length })
      return
    }
    // Meanwhile they are asked for one by one.
    watch.faults += 1
    watch.restsUntil = clock.now() + pauseFor(this.#context, watch.faults, retryAfterOf(look))
    log.info('list.fault', { kind: look.kind })
  }

  #watchAt(key: string): Watch {
    let watch = this.#watches.get(key)
    if (!watch) {
      watch = { asked: new Set(), pages: 1, faults: 0, restsUntil: 0 }
      this.#watches.set(key, watch)
    }
    return watch
  }
}

/** True when asking for the jobs one by one would cost more than the pages of the list. */
function isCrowd(jobs: readonly JobRecord[], { asked, pages, restsUntil }: Watch, now: number): boolean {
  return jobs.length >= CROWD_MIN && jobs.length > pages && asked.size === 0 && restsUntil <= now
}
