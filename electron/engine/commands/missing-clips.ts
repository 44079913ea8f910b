/** Owns clips whose file is gone: noticed when somebody looks, found again by their content, never made anew. */

import { copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { reasonOf } from '#shared/app-error.ts'
import type { Clip } from '#shared/clip.ts'
import { MINUTE_MS } from '#shared/time.ts'
import { findClips } from '../library/clip-search.ts'
import { posterPath } from '../library/locations.ts'
import { foundOr, type Studio } from './studio-context.ts'

/** A project's own folder is searched no more often than this for clips that are missed. */
const SEARCH_PAUSE_MS = MINUTE_MS
/** Files are looked at this long after a list was asked for: the answer goes first, and so does the next letter's. */
const LOOK_AFTER_MS = 200

type Missing = Pick<Studio, 'tables' | 'ports'>

/** Clips as they are on disk now; what was noticed is written down and told to every window. */
export async function lookedAt(studio: Missing, clips: readonly Clip[]): Promise<Clip[]> {
  const sizes = await Promise.all(
    clips.map(({ path }) =>
      stat(path)
        .then(({ size }) => size)
        .catch(() => null),
    ),
  )
  return clips.map((clip, index) => noted(studio, clip, sizes[index] === clip.bytes))
}

/** The same for one clip, at once. */
export function lookAtOne(studio: Missing, clip: Clip): Clip {
  const facts = statSync(clip.path, { throwIfNoEntry: false })
  return noted(studio, clip, facts?.size === clip.bytes)
}

function noted({ tables, ports }: Missing, clip: Clip, isThere: boolean): Clip {
  // What was thrown away is not missed.
  if (clip.trashedAt !== null || isThere === (clip.missingAt === null)) return clip
  const missingAt = isThere ? null : ports.clock.now()
  tables.clips.setMissing(clip, missingAt)
  if (isThere) tables.measures.wantAgain(clip.id, ports.clock.now())
  ports.log.warn(isThere ? 'clip.back' : 'clip.missing', { clip: clip.id })
  return { ...clip, missingAt }
}

/** Searches a file or folder, else the project's own folder, for the project's missing clips. */
export async function findMissing(
  studio: Missing,
  projectId: string,
  path?: string,
): Promise<{ found: number; missing: number }> {
  const { tables } = studio
  const project = foundOr('project', tables.projects.byId(projectId))
  const wanted = await lookedAt(studio, tables.clips.missingOf(projectId))
  const stillMissing = wanted.filter((clip) => clip.missingAt !== null)
  const back = wanted.length - stillMissing.length
  const isTaken = (file: string) => tables.clips.ownerOf(file) !== undefined
  const places = await findClips(path ?? project.folder, stillMissing, isTaken)
  for (const clip of stillMissing) {
    const place = places.get(clip.id)
    if (place) moveTo(studio, project.folder, clip, place)
  }
  return { found: back + places.size, missing: stillMissing.length - places.size }
}

function moveTo({ tables, ports }: Missing, folder: string, clip: Clip, path: string): void {
  const name = basename(path)
  tables.clips.moved(clip, path, name)
  tables.measures.wantAgain(clip.id, ports.clock.now())
  ports.log.info('clip.found', { clip: clip.id })
  const [before, after] = [posterPath(folder, clip.name), posterPath(folder, name)]
  try {
    mkdirSync(dirname(after), { recursive: true })
    if (existsSync(before) && !existsSync(after)) copyFileSync(before, after)
  } catch (thrown) {
    // A clip without a poster is still a clip.
    ports.log.warn('poster.failed', { clip: clip.id, detail: reasonOf(thrown) })
  }
}

/** Looks for what is missed where it was, behind the back of whoever asked for a list. */
export class QuietSearch {
  readonly #studio: Missing
  readonly #searchedAt = new Map<string, number>()
  #running: Promise<unknown> = Promise.resolve()
  readonly #toLookAt = new Set<string>()

  constructor(studio: Missing) {
    this.#studio = studio
  }

  /** Begins a search of the project's own folder, unless there was one a moment ago. */
  begin(projectId: string): void {
    const { clock, log } = this.#studio.ports
    const before = this.#searchedAt.get(projectId) ?? Number.NEGATIVE_INFINITY
    if (Math.abs(clock.now() - before) < SEARCH_PAUSE_MS) return
    this.#searchedAt.set(projectId, clock.now())
    this.#running = this.#running
      .then(() => findMissing(this.#studio, projectId))
      .catch((thrown: unknown) => log.warn('clip.search-failed', { detail: reasonOf(thrown) }))
  }

  /** Looks whether the files of clips on screen are there; what is asked for before it begins is looked at together. */
  look(clipIds: readonly string[]): void {
    const isWaiting = this.#toLookAt.size > 0
    for (const id of clipIds) this.#toLookAt.add(id)
    if (isWaiting || clipIds.length === 0) return
    const { tables, ports } = this.#studio
    this.#running = this.#running
      .then(async () => {
        await ports.clock.sleep(LOOK_AFTER_MS)
        const wanted = [...this.#toLookAt].flatMap((id) => tables.clips.byId(id) ?? [])
        this.#toLookAt.clear()
        const seen = await lookedAt(this.#studio, wanted)
        const projects = new Set(seen.flatMap((clip) => (clip.missingAt === null ? [] : clip.projectId)))
        for (const id of projects) this.begin(id)
      })
      .catch((thrown: unknown) => ports.log.warn('clip.look-failed', { detail: reasonOf(thrown) }))
  }

  /** Resolves when no search is under way. */
  async ended(): Promise<void> {
    for (let awaited: unknown; awaited !== this.#running; ) {
      awaited = this.#running
      await awaited
    }
  }
}
