/** Owns throwing clips away: out of every list at once, aside on the disk until undoing is over, then in the system's trash. */

import { existsSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import { MINUTE_MS } from '#shared/time.ts'
import { asideFolder, filesOf, type PicturesBeside, putAside, takeBack } from '../library/aside.ts'
import { middlePath, posterPath } from '../library/locations.ts'
import { makePoster } from '../media/poster.ts'
import { foundOr, type Studio } from './studio-context.ts'

/** How long a clip that was thrown away can be brought back with one key. */
export const UNDO_MS = 10 * MINUTE_MS

type Trashing = Pick<Studio, 'tables' | 'ports'>

export class ClipTrash {
  readonly #studio: Trashing
  /** One deed after the other: a clip must not come back while it is on its way out. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(studio: Trashing) {
    this.#studio = studio
  }

  /** Resolves to the ids of those thrown away now. @throws AppError `disk-refused` when a file stays where it is */
  throwAway(ids: readonly string[]): Promise<string[]> {
    return this.#inTurn(async () => {
      const { tables, ports } = this.#studio
      const clips = ids.map((id) => foundOr('clip', tables.clips.byId(id)))
      const kept = clips.filter(({ trashedAt }) => trashedAt === null)
      const at = ports.clock.now()
      // Written down first: a clip that is not in its place must not be reported as lost.
      tables.atomically(() => {
        for (const clip of kept) tables.clipUpkeep.setTrashed(clip, at)
      })
      const done: string[] = []
      const beside: PicturesBeside = new Map()
      for (const clip of kept) {
        try {
          await putAside(clip, beside)
          done.push(clip.id)
        } catch (thrown) {
          await this.#takeBack(clip).catch(() => {})
          tables.clipUpkeep.setTrashed(clip, null)
          if (done.length === 0) throw thrown
          ports.log.warn('clip.not-trashed', { clip: clip.id, detail: reasonOf(thrown) })
        }
      }
      return done
    })
  }

  /** @throws AppError `clip-discarded` when one is in the system's trash already, `disk-refused` */
  bringBack(ids: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const { tables } = this.#studio
      const clips = ids.map((id) => foundOr('clip', tables.clips.byId(id)))
      for (const clip of clips.filter(({ trashedAt }) => trashedAt !== null)) {
        if (tables.clipUpkeep.isDiscarded(clip.id) && !isInPlace(clip)) {
          throw new AppError('clip-discarded', { path: clip.path })
        }
        await this.#takeBack(clip)
        this.#isBack(clip)
      }
    })
  }

  /** Hands over to the system what was thrown away by then; what it refuses is tried again later. */
  discard(by: number): Promise<void> {
    return this.#inTurn(async () => {
      const { tables, ports } = this.#studio
      for (const clip of tables.clipUpkeep.toDiscard(by)) {
        try {
          await this.#discard(clip)
          tables.clipUpkeep.setDiscarded(clip.id, ports.clock.now())
        } catch (thrown) {
          ports.log.warn('clip.not-discarded', { clip: clip.id, detail: reasonOf(thrown) })
          await putAside(clip).catch(() => {})
        }
      }
    })
  }

  /** Clips that somebody took out of the system's trash are back in every list. */
  welcomeBack(): Promise<void> {
    return this.#inTurn(async () => {
      const { tables, ports } = this.#studio
      for (const clip of tables.clipUpkeep.discarded().filter(isInPlace)) {
        this.#isBack(clip)
        ports.log.info('clip.back', { clip: clip.id })
        await this.#remakePoster(clip)
      }
    })
  }

  /** Resolves when nothing is under way. */
  async ended(): Promise<void> {
    await this.#last
  }

  /** From its own place, so that the system's trash can put it back there. */
  async #discard(clip: Clip): Promise<void> {
    const { tables, ports } = this.#studio
    const path = (await takeBack(clip)) ?? clip.path
    const placed = { ...clip, path, name: basename(path) }
    for (const file of await filesOf(placed)) await ports.trash(file)
    const folder = tables.projects.byId(clip.projectId)?.folder ?? dirname(clip.path)
    for (const pathOf of [posterPath, middlePath]) await rm(pathOf(folder, clip.name), { force: true })
  }

  #isBack(clip: Clip): void {
    const { tables, ports } = this.#studio
    tables.clipUpkeep.setTrashed(clip, null)
    tables.measures.wantAgain(clip.id, ports.clock.now())
  }

  async #takeBack(clip: Clip): Promise<void> {
    if (!existsSync(asideFolder(clip))) return
    const path = await takeBack(clip)
    if (path && path !== clip.path) this.#studio.tables.clips.moved(clip, path, basename(path))
  }

  async #remakePoster({ id, projectId, path, name }: Clip): Promise<void> {
    const { tables, ports } = this.#studio
    const target = posterPath(tables.projects.byId(projectId)?.folder ?? dirname(path), name)
    try {
      await mkdir(dirname(target), { recursive: true })
      await makePoster(path, target)
    } catch (thrown) {
      // A clip without a poster is still a clip.
      ports.log.warn('poster.failed', { clip: id, detail: reasonOf(thrown) })
    }
  }

  #inTurn<Result>(deed: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(deed)
    this.#last = turn.catch(() => {})
    return turn
  }
}

function isInPlace({ path, bytes }: Clip): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === bytes
}
