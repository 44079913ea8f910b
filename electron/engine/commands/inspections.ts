/**
 * Owns the looks at stills: two at a time, again when a file is not the one that was looked at, and none begun any more
 * once the engine leaves. It knows which are under way, so that the tables stay open until the last one is written down.
 */

import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import pMap from 'p-map'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { Clock } from '../clock.ts'
import type { StillRow } from '../database/stills.ts'
import type { Tables } from '../database/tables.ts'
import type { Log } from '../log.ts'
import type { StillFacts } from '../preflight/facts.ts'
import { unreadable } from '../preflight/inspect.ts'
import { judge } from '../preflight/judge.ts'
import { inspectWithThumbnail } from '../preflight/thumbnail.ts'

/** Two keep both the disk and the decoder busy without filling the memory. */
export const INSPECTIONS_AT_ONCE = 2
/** A glance at size and time is cheap; over a network it takes its time. */
const GLANCES_AT_ONCE = 16

type Parts = {
  tables: Pick<Tables, 'stills'>
  clock: Clock
  log: Log
  dataFolder: string
  leaving: AbortSignal
}
type Seen = Pick<StillRow, 'id' | 'path' | 'facts' | 'inspectedAt'>

/** Thumbnails are shared by content. */
export function thumbnailPath(dataFolder: string, sha256: string): string {
  return join(dataFolder, 'thumbnails', `${sha256}.webp`)
}

export class Inspections {
  readonly #parts: Parts
  readonly #running = new Set<Promise<StillFacts>>()
  readonly #again = new Set<string>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Looks at a still and keeps what was found. @throws AppError `given-up` once the engine leaves */
  async look({ id, path }: Pick<Seen, 'id' | 'path'>): Promise<StillFacts> {
    if (this.#parts.leaving.aborted) throw new AppError('given-up')
    const looking = this.#look(id, path)
    this.#running.add(looking)
    try {
      return await looking
    } finally {
      this.#running.delete(looking)
    }
  }

  /** Looks at many, in their order. @throws AppError `given-up` once the engine leaves */
  lookAtAll(stills: readonly Pick<Seen, 'id' | 'path'>[]): Promise<StillFacts[]> {
    return pMap(stills, (still) => this.look(still), { concurrency: INSPECTIONS_AT_ONCE })
  }

  /** Those of them that nobody has looked at, or whose files are others since. */
  async stale<One extends Seen>(stills: readonly One[]): Promise<One[]> {
    const isStale = async ({ facts, inspectedAt }: One) =>
      facts === null || inspectedAt === null || !(await isAsKept(JSON.parse(facts)))
    const stale = await pMap(stills, isStale, { concurrency: GLANCES_AT_ONCE })
    return stills.filter((_, index) => stale[index])
  }

  /** What an earlier run had no time for, and what was refused and has been mended meanwhile. */
  async lookAtLeftOver(): Promise<void> {
    const left = await this.stale(this.#parts.tables.stills.notPassed())
    await pMap(left, (still) => this.#lookOrMark(still), { concurrency: INSPECTIONS_AT_ONCE })
  }

  /** Looks again at stills whose files are others now, in its own time: whoever mended one comes back and sees it pass. */
  lookAgainQuietly(ids: readonly string[]): void {
    const { tables, log, leaving } = this.#parts
    const asked = ids.filter((id) => !this.#again.has(id))
    const stills = asked.flatMap((id) => tables.stills.byId(id) ?? [])
    for (const id of asked) this.#again.add(id)
    const lookAtStale = async () => {
      const stale = await this.stale(stills)
      await pMap(stale, (still) => this.#lookOrMark(still), { concurrency: INSPECTIONS_AT_ONCE })
    }
    lookAtStale()
      .catch((thrown) => leaving.aborted || log.warn('intake.failed', { detail: reasonOf(thrown) }))
      .finally(() => {
        for (const id of asked) this.#again.delete(id)
      })
  }

  /** One that cannot even be looked at is marked so, and keeps no other waiting. */
  async #lookOrMark({ id, path }: Pick<Seen, 'id' | 'path'>): Promise<void> {
    const { tables, clock, log, leaving } = this.#parts
    try {
      await this.look({ id, path })
    } catch (thrown) {
      if (leaving.aborted) throw thrown
      log.warn('intake.failed', { still: id, detail: reasonOf(thrown) })
      // A full disk or too many open files say nothing about the picture: the next start looks at it again.
      if (thrown instanceof AppError || /^E[MN]FILE$/.test((thrown as NodeJS.ErrnoException).code ?? ''))
        return
      const facts = unreadable(path, reasonOf(thrown))
      tables.stills.inspected(id, facts, judge(facts), clock.now())
    }
  }

  /** Resolves once no look is under way. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#running)
  }

  async #look(id: string, path: string): Promise<StillFacts> {
    const { tables, clock, dataFolder } = this.#parts
    const facts = await inspectWithThumbnail(path, (sha256) => thumbnailPath(dataFolder, sha256))
    tables.stills.inspected(id, facts, judge(facts), clock.now())
    return facts
  }
}

/** Size and time are those preflight saw; what was missing is missing still. */
export async function isAsKept(facts: StillFacts): Promise<boolean> {
  const now = await stat(facts.path).catch(() => undefined)
  if (!now) return facts.problem?.rule === 'missing'
  return now.size === facts.bytes && Math.round(now.mtimeMs) === facts.modifiedAt
}
