/** Owns the words between the deck and who shows it: what is wanted in each pane, and what each pane has come to. */

import type { VideoSample } from 'mediabunny'
import type { ClipFault } from './clip-source.ts'
import type { Region } from './transport.ts'

/** A take wanted in a pane. */
export type Take = {
  id: string
  url: string
  /** Frames it runs ahead of the clock. */
  offset: number
  /** Held back: not opened until the user asks for it. */
  isHeld: boolean
}

export type PaneState = {
  id: string
  status: 'held' | 'opening' | 'ready' | ClipFault
  /** Frame on screen, from 0; null before the first. */
  frame: number | null
  frames: number
  /** When the frame on screen begins, s from the clip's first one. */
  frameAt: number
  /** From its first frame to the end of its last, s on the clock. */
  span: Region
  width: number
  height: number
  hasSound: boolean
}

export type DeckState = {
  panes: readonly PaneState[]
  /** What is on screen, s on the clock. */
  position: number
  /** From the first frame of any pane to the end of the last, s on the clock. */
  span: Region
  /** 1 and −1 play, up to 8 and −8 shuttle, 0 stands still. */
  shuttle: number
  speed: number
  loop: Region | null
  /** Place of the pane that is heard; null: silence. */
  audible: number | null
  /** Frames that are due are still being decoded. */
  isWaiting: boolean
}

/**
 * Draws what is shown, a picture for each pane. The screen knows what its canvases hold: one that holds the picture
 * already needs no drawing, unless `isAnew` says that all of them are drawn.
 */
export type Screen = (pictures: readonly (VideoSample | undefined)[], isAnew: boolean) => void
