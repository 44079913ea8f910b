/** Owns clips that wait: a test that needs running tasks holds them, however seldom a slow machine asks after them. */

import { type ClipMaker, openClipMaker } from '#electron/rehearsal/clips/clip-maker.ts'

/** A maker of miniatures whose clips wait for `release`; until then their tasks run. */
export function heldMaker(): { clipMaker: ClipMaker; release(): void } {
  const { make, close } = openClipMaker({ tiny: true })
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  return { clipMaker: { make: (request) => released.then(() => make(request)), close }, release }
}
