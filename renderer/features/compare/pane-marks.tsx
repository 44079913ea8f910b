/** Owns what the user thinks of the take in a pane, at the right of the pane's head. */

import type { Clip } from '#shared/clip.ts'

export function PaneMarks(_: { clip: Clip; place: number }) {
  return null
}
