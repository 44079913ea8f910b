/** Owns the part of a pane where pictures are drawn: its canvas, zooming by wheel and double click, dragging. */

import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react'
import { useCompare, WHOLE } from '../../stores/compare-store.ts'
import type { OnCanvas } from './stage.tsx'
import { dragBy, zoomBy } from './zooming.ts'

type PictureAreaProps = {
  place: number | 'pair'
  label: string
  onCanvas: OnCanvas
  /** Pressed so far from the left, 0 to 1. */
  onChoose(share: number): void
  /** Lies over the picture. */
  children?: ReactNode
}

/** Magnification of one step of a usual mouse wheel. */
const WHEEL_STEP = 0.0018
const CLOSE_UP = 4

export function PictureArea({ place, label, onCanvas, onChoose, children }: PictureAreaProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isZoomed = useCompare((state) => state.zoom.scale > 1)
  useEffect(() => {
    const element = canvas.current
    onCanvas(place, element)
    // React listens passively; the page must not scroll while the wheel magnifies.
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      zoomBy(Math.exp(-event.deltaY * WHEEL_STEP), { x: event.offsetX, y: event.offsetY })
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => {
      element?.removeEventListener('wheel', turn)
      onCanvas(place, null)
    }
  }, [place, onCanvas])
  return (
    <div className="area">
      <canvas
        ref={canvas}
        className={isZoomed ? 'area__canvas area__canvas--zoomed' : 'area__canvas'}
        role="img"
        aria-label={label}
        onPointerDown={(event) => {
          onChoose(event.nativeEvent.offsetX / Math.max(1, event.currentTarget.clientWidth))
          event.currentTarget.setPointerCapture(event.pointerId)
        }}
        onPointerMove={drag}
        onDoubleClick={closeUp}
      />
      {children}
    </div>
  )
}

function drag(event: PointerEvent<HTMLCanvasElement>): void {
  if (event.currentTarget.hasPointerCapture(event.pointerId)) dragBy(event.movementX, event.movementY)
}

/** To the point that was clicked, and back to the whole picture. */
function closeUp({ nativeEvent: { offsetX: x, offsetY: y } }: { nativeEvent: MouseEvent }): void {
  if (useCompare.getState().zoom.scale > 1) useCompare.setState({ zoom: WHOLE })
  else zoomBy(CLOSE_UP, { x, y })
}
