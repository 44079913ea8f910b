/** Owns the panes: how many go beside each other, or which two are laid over each other. */

import { type CSSProperties, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { bestGrid } from '../../frames/place-picture.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeck } from './deck-store.ts'
import { PairPane } from './pair-pane.tsx'
import { Pane } from './pane.tsx'
import { type Canvases, makeScreen, repaintOnChange } from './screen.ts'
import { useElementSize } from './use-element-size.ts'
import { measurePane } from './zooming.ts'

type StageProps = { clipIds: readonly string[]; clips: readonly (Clip | undefined)[] }

/** Height of a pane's head, px. */
const HEAD_PX = 30
const WIDEST_RATIO = 16 / 9

export function Stage({ clipIds, clips }: StageProps) {
  const { t } = useTranslation()
  const stage = useRef<HTMLDivElement>(null)
  const size = useElementSize(stage)
  const layout = useCompare((state) => state.layout)
  const canvases = useCanvases()
  const ratio = ratioOf(clips)
  const { columns, rows } = useMemo(
    () => bestGrid(clipIds.length, ratio, size, HEAD_PX),
    [clipIds.length, ratio, size],
  )
  const shape = { '--columns': columns, '--rows': rows } as CSSProperties
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div ref={stage} className="stage" style={shape} role="group" aria-label={t('compare.panes')}>
      {layout === 'grid' ? (
        clipIds.map((id, place) => <Pane key={id} place={place} clip={clips[place]} onCanvas={canvases} />)
      ) : (
        <PairPane clips={clips} onCanvas={canvases} />
      )}
    </div>
  )
}

/** Width by height of the first take that is known; takes of one shot share it. */
function ratioOf(clips: readonly (Clip | undefined)[]): number {
  const first = clips.find((clip) => clip !== undefined)
  return first ? first.width / first.height : WIDEST_RATIO
}

export type OnCanvas = (place: number | 'pair', canvas: HTMLCanvasElement | null) => void

/** Keeps canvases as sharp as the screen is, and the deck drawing on those that are mounted. */
function useCanvases(): OnCanvas {
  const deck = useDeck((store) => store.deck)
  const [canvases] = useState<Canvases>(() => new Map())
  const observer = useRef<ResizeObserver>(null)
  useEffect(() => {
    if (!deck) return
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) if (target instanceof HTMLCanvasElement) sharpen(target)
      deck.repaint()
    })
    observer.current = watch
    for (const canvas of canvases.values()) watch.observe(canvas)
    deck.setScreen(makeScreen(canvases))
    const stop = repaintOnChange(deck)
    return () => {
      stop()
      watch.disconnect()
      deck.setScreen(undefined)
    }
  }, [deck, canvases])
  return useMemo(
    () => (place, canvas) => {
      const before = canvases.get(place)
      if (before) observer.current?.unobserve(before)
      if (!canvas) {
        canvases.delete(place)
        return
      }
      canvases.set(place, canvas)
      observer.current?.observe(canvas)
    },
    [canvases],
  )
}

function sharpen(canvas: HTMLCanvasElement): void {
  const { width, height } = canvas.getBoundingClientRect()
  measurePane({ width, height })
  canvas.width = Math.max(1, Math.round(width * devicePixelRatio))
  canvas.height = Math.max(1, Math.round(height * devicePixelRatio))
}
