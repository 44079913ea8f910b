/** Owns the commands on clips. */

import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '#shared/app-error.ts'
import { framePath } from '../library/locations.ts'
import { saveFrame } from '../media/frames.ts'
import { distancesOf, measuresOf } from './measures.ts'
import { findMissing, lookAtOne, lookedAt } from './missing-clips.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function clipCommands(studio: Studio) {
  const { tables, quietSearch } = studio
  return {
    page: command.clips.page.handler(async ({ input }) => {
      const { rows, total } = tables.clips.page(input, input.offset, input.limit)
      const clips = await lookedAt(studio, rows)
      if (clips.some((clip) => clip.missingAt !== null)) quietSearch.begin(input.projectId)
      return { rows: clips, total }
    }),
    frame: command.clips.frame.handler(async ({ input }) => {
      const kept = foundOr('clip', tables.clips.byId(input.id))
      const path = framePath(dirname(kept.path), kept.name, input.which)
      // A clip never changes, so neither do its frames.
      if (existsSync(path)) return { path }
      const clip = lookAtOne(studio, kept)
      if (clip.missingAt !== null) throw new AppError('clip-missing', { path: clip.path })
      await saveFrame(clip.path, input.which, path)
      return { path }
    }),
    measures: command.clips.measures.handler(({ input }) => measuresOf(studio, input.ids)),
    distances: command.clips.distances.handler(async ({ input }) => ({
      distances: await distancesOf(studio, input.ids),
    })),
    find: command.clips.find.handler(({ input }) => findMissing(studio, input.projectId, input.path)),
  }
}
