/** Owns bringing the deck's pictures onto the canvases that are mounted, as the layout wants them. */

import type { Deck } from '../../frames/deck.ts'
import type { Screen } from '../../frames/deck-state.ts'
import { type Overlay, paintPair, paintPane } from '../../frames/paint.ts'
import { type CompareState, useCompare } from '../../stores/compare-store.ts'

/** Canvases by place; the pair of an overlay has one of its own. */
export type Canvases = Map<number | 'pair', HTMLCanvasElement>

/** How the layout lays the second take over the first; undefined for the grid. */
function overlayOf({ layout, wipeAt, showsSecond, gain, opacity }: CompareState): Overlay | undefined {
  if (layout === 'wipe') return { kind: 'wipe', at: wipeAt }
  if (layout === 'blink') return { kind: 'blink', showsSecond }
  if (layout === 'difference') return { kind: 'difference', gain }
  return layout === 'onion' ? { kind: 'onion', opacity } : undefined
}

export function makeScreen(canvases: Canvases): Screen {
  return (pictures, isNew) => {
    const state = useCompare.getState()
    const overlay = overlayOf(state)
    const pair = canvases.get('pair')
    if (overlay && pair) {
      const [first, second] = state.pair
      if (isNew[first] || isNew[second])
        paintPair(pair, pictures[first], pictures[second], overlay, state.zoom, state.isBlind)
      return
    }
    for (const [place, picture] of pictures.entries()) {
      const canvas = canvases.get(place)
      if (canvas && isNew[place]) paintPane(canvas, picture, state.zoom, state.isBlind)
    }
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
