/** Owns bringing the deck's pictures onto the canvases that are mounted, as the layout wants them. */

import type { VideoSample } from 'mediabunny'
import type { Deck } from '../../frames/deck.ts'
import type { Screen } from '../../frames/deck-state.ts'
import { type Overlay, paintPair, paintPane } from '../../frames/paint.ts'
import { type CompareState, useCompare } from '../../stores/compare-store.ts'

/** Canvases by place; the pair of an overlay has one of its own. */
export type Canvases = Map<number | 'pair', HTMLCanvasElement>

type Picture = VideoSample | undefined

/** How the layout lays the second take over the first; undefined for the grid. */
function overlayOf({ layout, wipeAt, showsSecond, gain, opacity }: CompareState): Overlay | undefined {
  if (layout === 'wipe') return { kind: 'wipe', at: wipeAt }
  if (layout === 'blink') return { kind: 'blink', showsSecond }
  if (layout === 'difference') return { kind: 'difference', gain }
  return layout === 'onion' ? { kind: 'onion', opacity } : undefined
}

export function makeScreen(canvases: Canvases): Screen {
  /** What each canvas holds. One that is new, or was put in the place of another, holds nothing yet. */
  const held = new WeakMap<HTMLCanvasElement, readonly Picture[]>()
  const isHeld = (canvas: HTMLCanvasElement, pictures: readonly Picture[]) =>
    held.get(canvas)?.every((one, at) => one === pictures[at]) ?? false
  return (pictures, isAnew) => {
    const state = useCompare.getState()
    const overlay = overlayOf(state)
    const paint = (canvas: HTMLCanvasElement | undefined, wanted: readonly Picture[]) => {
      if (!canvas || (!isAnew && isHeld(canvas, wanted))) return
      held.set(canvas, wanted)
      const [first, second] = wanted
      if (overlay) paintPair(canvas, first, second, overlay, state.zoom, state.isBlind)
      else paintPane(canvas, first, state.zoom, state.isBlind)
    }
    if (overlay) paint(canvases.get('pair'), [pictures[state.pair[0]], pictures[state.pair[1]]])
    else for (const [place, picture] of pictures.entries()) paint(canvases.get(place), [picture])
  }
}

/** Draws anew when zoom, layout or overlay have changed; returns how to stop. */
export function repaintOnChange(deck: Deck): () => void {
  return useCompare.subscribe((now, before) => {
    const same = (
      ['zoom', 'layout', 'wipeAt', 'showsSecond', 'gain', 'opacity', 'pair', 'isBlind'] as const
    ).every((name) => now[name] === before[name])
    if (!same) deck.repaint()
  })
}
