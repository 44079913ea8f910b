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
  const { tables, trash, ports, quietSearch } = studio
  const clipOf = (id: string) => foundOr('clip', tables.clips.byId(id))
  return {
    page: command.clips.page.handler(async ({ input }) => {
      const { rows, total } = tables.clipLists.page(input, input)
      const clips = await lookedAt(studio, rows)
      if (clips.some((clip) => clip.missingAt !== null)) quietSearch.begin(input.projectId)
      return { rows: clips, total }
    }),
    search: command.clips.search.handler(({ input }) => {
      const page = tables.clipLists.search(input.filter, input.sort, input)
      // Whoever types does not wait for the disk: what is missing is told as a change.
      quietSearch.look(page.rows.map((clip) => clip.id))
      return page
    }),
    ids: command.clips.ids.handler(({ input }) => ({
      ids: tables.clipLists.ids(input.filter, input.sort, input),
    })),
    facets: command.clips.facets.handler(({ input }) => tables.clipLists.facets(input.filter, input.days)),
    byIds: command.clips.byIds.handler(({ input }) => {
      const clips = input.ids.flatMap((id) => tables.clips.byId(id) ?? [])
      return lookedAt(studio, clips)
    }),
    judge: command.clips.judge.handler(({ input: { ids, ...judgement } }) =>
      tables.atomically(() => {
        for (const id of ids) tables.clips.judge(clipOf(id), judgement)
      }),
    ),
    trash: command.clips.trash.handler(async ({ input }) => ({ trashed: await trash.throwAway(input.ids) })),
    untrash: command.clips.untrash.handler(({ input }) => trash.bringBack(input.ids)),
    frame: command.clips.frame.handler(async ({ input }) => {
      const kept = clipOf(input.id)
      const path = framePath(dirname(kept.path), kept.name, input.which)
      // A clip never changes, so neither do its frames.
      if (existsSync(path)) return { path }
      const clip = lookAtOne(studio, kept)
      if (clip.missingAt !== null) throw new AppError('clip-missing', { path: clip.path })
      await saveFrame(clip.path, input.which, path)
      return { path }
    }),
    measures: command.clips.measures.handler(({ input }) => measuresOf(studio, input.ids)),
    distances: command.clips.distances.handler(async ({ input, signal }) => ({
      distances: await distancesOf(studio, input.ids, signal),
    })),
    notes: command.clips.notes.handler(({ input }) => tables.clipNotes.ofClip(input.id)),
    addNote: command.clips.addNote.handler(({ input }) => {
      clipOf(input.clipId)
      const note = { ...input, id: ports.newId(), writtenAt: ports.clock.now() }
      tables.clipNotes.insert(note)
      return note
    }),
    removeNote: command.clips.removeNote.handler(({ input }) => tables.clipNotes.remove(input.id)),
    find: command.clips.find.handler(({ input }) => findMissing(studio, input.projectId, input.path)),
  }
}
