/** Owns the commands on clips. */

import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { framePath } from '../library/locations.ts'
import { saveFrame } from '../media/frames.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function clipCommands({ tables }: Studio) {
  return {
    page: command.clips.page.handler(({ input }) => tables.clips.page(input, input.offset, input.limit)),
    frame: command.clips.frame.handler(async ({ input }) => {
      const clip = foundOr('clip', tables.clips.byId(input.id))
      const path = framePath(dirname(clip.path), clip.name, input.which)
      // A clip never changes, so neither do its frames.
      if (!existsSync(path)) await saveFrame(clip.path, input.which, path)
      return { path }
    }),
  }
}
