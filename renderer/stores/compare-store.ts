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

/** What keys and buttons ask of the takes on screen. */
export const COMPARE_COMMANDS = [
  'toggle',
  'back',
  'pause',
  'forward',
  'frameBack',
  'frameOn',
  'tenBack',
  'tenOn',
  'start',
  'end',
  'loopIn',
  'loopOut',
  'loopClear',
  'sound',
  'slower',
  'faster',
  'zoomIn',
  'zoomOut',
  'panLeft',
  'panRight',
  'panUp',
  'panDown',
] as const
export type CompareCommand = (typeof COMPARE_COMMANDS)[number]

/** How much brighter a difference is shown: powers of two. */
export const GAINS = [1, 2, 4, 8, 16] as const

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
  /** Where the wipe divides the picture, 0 to 1 from the left. */
  wipeAt: number
  /** Blink shows the second take; by itself it changes to and fro. */
  showsSecond: boolean
  isBlinking: boolean
  gain: (typeof GAINS)[number]
  /** How much of the second take shines through, 0 to 1. */
  opacity: number
  /** What mounted panes do with a command; null while none are. */
  send: ((command: CompareCommand) => void) | null
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
  wipeAt: 0.5,
  showsSecond: false,
  isBlinking: false,
  gain: 4,
  opacity: 0.5,
  send: null,
  isBlind: false,
}

export const useCompare = create<CompareState>()(() => NOTHING)

/** Lays takes side by side and goes to the room. Layout and zoom stay; more than nine are cut off. */
export function openCompare(ids: readonly string[], { isBlind = false } = {}): void {
  const clipIds = [...new Set(ids)].slice(0, COMPARED.most)
  useCompare.setState({ clipIds, current: 0, pair: [0, 1], offsets: {}, isBlind })
  useView.setState({ room: 'compare' })
}

/** Puts another take into a pane; everything else stays. A take that is on screen already changes places with it. */
export function swapTake(place: number, clipId: string): void {
  useCompare.setState(({ clipIds }) => {
    const before = clipIds[place]
    if (before === undefined) return {}
    const other = clipIds.map((id) => (id === clipId ? before : id))
    return { clipIds: other.map((id, at) => (at === place ? clipId : id)) }
  })
}

/** Takes a pane away; two stay. */
export function removePane(place: number): void {
  useCompare.setState(({ clipIds, current, pair }) => {
    if (clipIds.length <= COMPARED.least) return {}
    const left = clipIds.filter((_, at) => at !== place)
    const fits = pair.every((one) => one < left.length)
    return { clipIds: left, current: Math.min(current, left.length - 1), pair: fits ? pair : [0, 1] }
  })
}

/** Frames by which the current take runs ahead of the clock, changed by so many; `null` sets it back to none. */
export function shiftCurrent(frames: number | null): void {
  useCompare.setState(({ clipIds, current, offsets }) => {
    const id = clipIds[current]
    if (id === undefined) return {}
    const offset = frames === null ? 0 : (offsets[id] ?? 0) + frames
    return { offsets: { ...offsets, [id]: offset } }
  })
}

/** Chooses the pane that steps, sound and judgements mean; beyond the last comes the first. */
export function choosePane(place: number): void {
  useCompare.setState(({ clipIds }) => {
    const count = Math.max(1, clipIds.length)
    return { current: ((place % count) + count) % count }
  })
}
