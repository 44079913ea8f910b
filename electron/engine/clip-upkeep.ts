/**
 * Owns the quiet work on saved clips: sidecars learn what the user thinks, what was thrown away goes to the system's trash,
 * and what a crash left of exports goes away.
 */

import { rm } from 'node:fs/promises'
import { reasonOf } from '#shared/app-error.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import { BackgroundRun } from './background-run.ts'
import { type ClipTrash, UNDO_MS } from './commands/clip-trash.ts'
import type { Tables } from './database/tables.ts'
import { halfMadeIn } from './library/half-made.ts'
import { exportsFolder } from './library/locations.ts'
import { judgeInSidecar } from './library/sidecar.ts'
import type { Ports } from './ports.ts'

/** Between two looks; a run of judgements is written down once it pauses. */
const LOOK_MS = 5 * SECOND_MS
/** Sidecars written at one look. */
const SIDECARS_MAX = 500

type Keeping = { tables: Tables; ports: Pick<Ports, 'clock' | 'log'>; trash: ClipTrash }

export class ClipUpkeep {
  readonly #keeping: Keeping
  readonly #run = new BackgroundRun((signal) => this.#keep(signal))

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  start(): void {
    this.#run.start()
  }

  /** What is not done stays written down for the next run. */
  async stop(): Promise<void> {
    await this.#run.stop()
    await this.#keeping.trash.ended()
  }

  async #keep(signal: AbortSignal): Promise<void> {
    const { tables, ports, trash } = this.#keeping
    const { clock } = ports
    // Looked for before anything else can happen: what grows from now on is somebody's.
    const left = tables.projects.all().flatMap(({ folder }) => halfMadeIn(exportsFolder(folder)))
    await this.#quietly(() => clearAway(left))
    await this.#quietly(() => trash.welcomeBack())
    // Undoing ended with the run before.
    await this.#quietly(() => trash.discard(clock.now()))
    let discardAt = clock.now() + MINUTE_MS
    while (!signal.aborted) {
      await clock.sleep(LOOK_MS, signal)
      if (signal.aborted) return
      await this.#quietly(() => this.#writeSidecars(signal))
      if (clock.now() < discardAt) continue
      await this.#quietly(() => trash.discard(clock.now() - UNDO_MS))
      discardAt = clock.now() + MINUTE_MS
    }
  }

  async #writeSidecars(signal: AbortSignal): Promise<void> {
    const { tables } = this.#keeping
    for (const clip of tables.clipUpkeep.staleSidecars(SIDECARS_MAX)) {
      if (signal.aborted) return
      const { rating, verdict, circled } = clip
      await judgeInSidecar(clip.path, clip.jobId, { rating, verdict, circled })
      tables.clipUpkeep.sidecarWritten(clip)
    }
  }

  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (thrown) {
      this.#keeping.ports.log.warn('upkeep.failed', { detail: reasonOf(thrown) })
    }
  }
}

async function clearAway(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { recursive: true, force: true })
}
