/** Owns when the job table is copied: on start when the newest copy is a day old, and every day of running. */

import type { Database } from 'better-sqlite3'
import { reasonOf } from '#shared/app-error.ts'
import { DAY_MS, HOUR_MS } from '#shared/time.ts'
import { BackgroundRun } from './background-run.ts'
import type { Clock } from './clock.ts'
import { listBackups, makeBackup } from './database/backups.ts'
import type { Log } from './log.ts'

/** Between two looks: a machine that slept is late by no more than this. */
const LOOK_MS = HOUR_MS

type Keeping = { db: Database; folder: string; clock: Clock; log: Log; isWorthIt(): boolean }

export class DailyBackups {
  readonly #keeping: Keeping
  readonly #run = new BackgroundRun((signal) => this.#keep(signal))

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  start(): void {
    this.#run.start()
  }

  /** Breaks off a copy under way: a half-made one is thrown away. */
  async stop(): Promise<void> {
    await this.#run.stop()
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const { clock } = this.#keeping
    while (!signal.aborted) {
      await this.#makeWhenDue(signal)
      await clock.sleep(LOOK_MS, signal)
    }
  }

  async #makeWhenDue(signal: AbortSignal): Promise<void> {
    const { db, folder, clock, log, isWorthIt } = this.#keeping
    try {
      const now = clock.now()
      const newest = listBackups(folder).find((one) => one.isDaily)
      // A copy from the future is as far off as an old one: somebody has set the clock.
      if (!isWorthIt() || (newest && Math.abs(now - newest.madeAt) < DAY_MS)) return
      const path = await makeBackup(db, folder, now, signal)
      if (path) log.info('backup.made', { path })
    } catch (thrown) {
      // Work goes on without a copy; the next look tries again.
      log.error('backup.failed', { detail: reasonOf(thrown) })
    }
  }
}
