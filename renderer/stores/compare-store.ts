/** Owns what is compared and how it is looked at: the takes side by side, the layout, the place in them, the zoom. */

import { create } from 'zustand'
import { useView } from './view-store.ts'

/** Fewest and most takes side by side. */
export const COMPARED = { least: 2, most: 9 } as const

export const LAYOUTS = ['grid', 'wipe', 'blink', 'difference', 'onion'] as const
export type Layout = (typeof LAYOUTS)[number]

/** Part of the picture in a pane: magnification, and where its middle lies, 0 to 1 of the picture in both directions. */
export type Zoom = { scale: number; x: number; y: number }
export const WHOLE: Zoom = { scale: 1, x: 0.5, y: 0.5 }

export type CompareState = {
  /** Takes on screen, in the order of the panes; two to nine of them, none while nothing is compared. */
  clipIds: readonly string[]
  /** Place of the pane that steps, sound and judgements mean. */
  current: number
  /** Places of the two takes that all layouts but the grid lay over each other. */
  pair: readonly [number, number]
  layout: Layout
  zoom: Zoom
  /** Frames by which a take runs ahead of the clock, by clip id; missing: none. */
  offsets: Readonly<Record<string, number>>
  /** Blind: panes are called A, B, C…; nothing on screen tells still, take, seed or prompt. */
  isBlind: boolean
}

const NOTHING: CompareState = {
  clipIds: [],
  current: 0,
  pair: [0, 1],
  layout: 'grid',
  zoom: WHOLE,
  offsets: {},
  isBlind: false,
}

export const useCompare = create<CompareState>()(() => NOTHING)

/** Lays takes side by side and goes to the room. Layout and zoom stay; more than nine are cut off. */
export function openCompare(ids: readonly string[], { isBlind = false } = {}): void {
  const clipIds = [...new Set(ids)].slice(0, COMPARED.most)
  useCompare.setState({ clipIds, current: 0, pair: [0, 1], offsets: {}, isBlind })
  useView.setState({ room: 'compare' })
}

/** Puts another take into a pane; everything else stays as it is. */
export function swapTake(place: number, clipId: string): void {
  useCompare.setState(({ clipIds }) => ({
    clipIds: clipIds.map((id, at) => (at === place ? clipId : id)),
  }))
}

/** Chooses the pane that steps, sound and judgements mean. */
export function choosePane(place: number): void {
  useCompare.setState(({ clipIds }) => ({ current: Math.min(clipIds.length - 1, Math.max(0, place)) }))
}
