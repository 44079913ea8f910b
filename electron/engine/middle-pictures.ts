/** Owns the pictures of clips' middles: made when a page first asks for one, kept with the project's posters. */

import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reasonOf } from '#shared/app-error.ts'
import { lookAtOne } from './commands/missing-clips.ts'
import type { Studio } from './commands/studio-context.ts'
import type { LocatedFile } from './files.ts'
import { middlePath } from './library/locations.ts'
import { makeMiddlePicture } from './media/poster.ts'

export class MiddlePictures {
  readonly #studio: Pick<Studio, 'tables' | 'ports'>
  /** On their way, by clip: two pages that ask at once wait for the same one. */
  readonly #making = new Map<string, Promise<void>>()

  constructor(studio: Pick<Studio, 'tables' | 'ports'>) {
    this.#studio = studio
  }

  /** Undefined for a clip that is not there, was thrown away, or does not decode. */
  async of(clipId: string): Promise<LocatedFile | undefined> {
    const { tables, ports } = this.#studio
    const clip = tables.clips.byId(clipId)
    if (!clip || clip.trashedAt !== null) return undefined
    const folder = tables.projects.byId(clip.projectId)?.folder ?? dirname(clip.path)
    const path = middlePath(folder, clip.name)
    if (!existsSync(path)) {
      if (lookAtOne(this.#studio, clip).missingAt !== null) return undefined
      try {
        await this.#made(clipId, clip.path, path)
      } catch (thrown) {
        ports.log.warn('middle.failed', { clip: clipId, detail: reasonOf(thrown) })
        return undefined
      }
    }
    return { path, mime: 'image/webp' }
  }

  async #made(clipId: string, clipPath: string, target: string): Promise<void> {
    const begun =
      this.#making.get(clipId) ??
      mkdir(dirname(target), { recursive: true })
        .then(() => makeMiddlePicture(clipPath, target))
        .finally(() => this.#making.delete(clipId))
    this.#making.set(clipId, begun)
    await begun
  }

  /** Resolves when none is being made. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#making.values())
  }
}
