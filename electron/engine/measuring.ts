/** Owns when clips are measured: one at a time, behind everything else, each once; what is left over is taken up on start. */

import { existsSync } from 'node:fs'
import { reasonOf, toAppError } from '#shared/app-error.ts'
import type { MeasureValues } from '#shared/measures.ts'
import { BackgroundRun } from './background-run.ts'
import type { Clock } from './clock.ts'
import type { Tables } from './database/tables.ts'
import type { Log } from './log.ts'
import type { MeasureWish } from './media/measuring/clip-measures.ts'
import { threadsLeft } from './media/media-thread.ts'

/** Between two looks at an empty queue; a clip that is wanted wakes it at once. */
const LOOK_MS = 60_000
/** Before the first of a row of clips: what was just saved is shown and told first. */
const REST_MS = 1_500

/** For what was given up to come to its end. */
const LEAVE_MAX_MS = 5_000

type Parts = {
  tables: Pick<Tables, 'measures' | 'clips' | 'jobs'>
  clock: Clock
  log: Log
  measure(wish: MeasureWish, signal: AbortSignal): Promise<MeasureValues>
}

export class Measuring {
  readonly #parts: Parts
  readonly #run = new BackgroundRun((signal) =>
    this.#keep(signal).catch((thrown: unknown) =>
      this.#parts.log.error('measuring.ended', { detail: reasonOf(thrown) }),
    ),
  )
  #wake = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  start(): void {
    this.#run.start()
  }

  /** Somebody wants a clip measured. */
  nudge(): void {
    this.#wake.abort()
  }

  /** Gives up the clip under way; it is taken up on the next start. */
  async stop(): Promise<void> {
    const ended = this.#run.stop()
    this.#wake.abort()
    await ended
    // The one that was measuring may still be at it.
    await threadsLeft(LEAVE_MAX_MS)
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const { tables, clock } = this.#parts
    await clock.sleep(REST_MS, signal)
    while (!signal.aborted) {
      this.#wake = new AbortController()
      const next = tables.measures.next()
      if (next !== undefined) {
        await this.#measure(next, signal)
        continue
      }
      await clock.sleep(LOOK_MS, this.#wake.signal)
      await clock.sleep(REST_MS, signal)
    }
  }

  async #measure(id: string, signal: AbortSignal): Promise<void> {
    const { tables, clock, log, measure } = this.#parts
    try {
      const values = await measure(measureWish(tables, id), signal)
      tables.measures.measured(id, values, clock.now())
    } catch (thrown) {
      const error = toAppError(thrown)
      if (signal.aborted) return
      // Written down, so that the same clip does not break the thread on every start.
      tables.measures.failed(id, error.toJSON(), clock.now())
      log.warn('measure.failed', { clip: id, code: error.code, detail: reasonOf(error) })
    }
  }
}

/** A clip, and the first frame it was made from as far as that is still there. */
export function measureWish(tables: Pick<Tables, 'clips' | 'jobs'>, id: string): MeasureWish {
  const clip = tables.clips.byId(id)
  const sent = clip && tables.jobs.byId(clip.jobId)?.framePath
  return { path: clip?.path ?? '', firstFramePath: sent && existsSync(sent) ? sent : null }
}
