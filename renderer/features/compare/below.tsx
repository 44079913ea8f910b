/** Owns the place under the panes: what differs between the takes, and judging them. */

import type { Clip } from '#shared/clip.ts'

/** Takes in the order of the panes. */
export function Below(_: { clips: readonly Clip[] }) {
  return null
}
