/** Owns what a sheet asks of the clip in one of its places, however that gets its pictures. */

import type { Box } from './sheet-plan.ts'

export type Pane = {
  /** Goes on to the frame on screen at this second of the clock, which never goes back. True when it is another one. */
  goTo(seconds: number): Promise<boolean>
  /** RGBA of the frame shown, in the size of its place. */
  pixels(box: Box): Promise<Uint8Array>
  close(): Promise<void>
}
