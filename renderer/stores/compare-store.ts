/** Owns what is compared and how it is looked at: the takes side by side, the layout, the place in them, the zoom. */

import { create } from 'zustand'
import { useClips } from './clips-store.ts'
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
  'saveFrame',
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

/** What is compared, by project: it is there again when the project is. A blind vote under way is not kept. */
const kept = new Map<string, readonly string[]>()

useView.subscribe(({ projectId }, { projectId: before }) => {
  if (projectId === before) return
  const { clipIds, isBlind } = useCompare.getState()
  if (before !== null) kept.set(before, isBlind ? [] : clipIds)
  const here = kept.get(projectId ?? '') ?? []
  useCompare.setState({ clipIds: here, current: 0, pair: [0, 1], offsets: {}, isBlind: false })
})

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

/** Takes a pane away; two stay, and the pair is of the same takes as far as they are there. */
export function removePane(place: number): void {
  useCompare.setState((state) => {
    if (state.clipIds.length <= COMPARED.least) return {}
    const left = state.clipIds.filter((_, at) => at !== place)
    const placeOf = (at: number) => left.indexOf(state.clipIds[at] ?? '')
    const [first, second] = [placeOf(state.pair[0]), placeOf(state.pair[1])]
    const other = left.findIndex((_, at) => at !== first && at !== second)
    const pair = [first === -1 ? other : first, second === -1 ? other : second] as const
    const after = { ...state, clipIds: left, pair, current: Math.min(state.current, left.length - 1) }
    return { clipIds: left, pair, current: meant(after) }
  })
}

/** Frames by which the current take runs ahead of the clock, changed by so many, as far as it has any; `null`: none. */
export function shiftCurrent(frames: number | null): void {
  useCompare.setState(({ clipIds, current, offsets }) => {
    const id = clipIds[current]
    if (id === undefined) return {}
    const most = Math.max(0, (useClips.getState().byId[id]?.frames ?? Number.POSITIVE_INFINITY) - 1)
    const wanted = frames === null ? 0 : (offsets[id] ?? 0) + frames
    return { offsets: { ...offsets, [id]: Math.min(most, Math.max(-most, wanted)) } }
  })
}

/** The pane that is meant: where two takes lie over each other it is one of them. */
function meant({ layout, pair, current }: Pick<CompareState, 'layout' | 'pair' | 'current'>): number {
  return layout === 'grid' || pair.includes(current) ? current : pair[0]
}

export function layOut(layout: Layout): void {
  useCompare.setState((state) => ({ layout, current: meant({ ...state, layout }) }))
}

/** Blink shows the other of the two, and that is the one that is meant. */
export function flipBlink(): void {
  useCompare.setState(({ showsSecond, pair }) => {
    return { showsSecond: !showsSecond, isBlinking: false, current: pair[showsSecond ? 0 : 1] }
  })
}

/** Puts the take of a pane on one side of the pair; the take that was there goes where the chosen one was. */
export function choosePair(side: 0 | 1, place: number): void {
  useCompare.setState((state) => {
    const { pair } = state
    const other = pair[side === 0 ? 1 : 0]
    const kept = place === other ? pair[side] : other
    const after = { ...state, pair: side === 0 ? ([place, kept] as const) : ([kept, place] as const) }
    return { pair: after.pair, current: meant(after) }
  })
}

/** Chooses the pane that steps, sound and judgements mean; one that is not on screen cannot be meant. */
export function choosePane(place: number): void {
  useCompare.setState((state) => {
    const isThere = state.layout === 'grid' ? place in state.clipIds : state.pair.includes(place)
    if (!isThere) return {}
    return { current: place, ...(state.layout === 'blink' ? { showsSecond: place === state.pair[1] } : {}) }
  })
}

/** To the next pane on screen, or the one before; beyond the last comes the first. */
export function stepPane(step: -1 | 1): void {
  const places = placesOnScreen()
  const at = places.indexOf(useCompare.getState().current)
  choosePane(places[(at + step + places.length) % places.length] ?? 0)
}

/** To the next pane on screen, if there is one. */
export function goToNextPane(): void {
  const places = placesOnScreen()
  const next = places[places.indexOf(useCompare.getState().current) + 1]
  if (next !== undefined) choosePane(next)
}

/** Places of the panes one sees, in their order. */
function placesOnScreen(): readonly number[] {
  const { layout, pair, clipIds } = useCompare.getState()
  return layout === 'grid' ? clipIds.map((_, place) => place) : pair
}
