/** Owns the linked zoom of all panes: by wheel, keys and dragging, kept inside the picture. */

import { confined, zoomedAbout } from '../../frames/place-picture.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeck } from './deck-store.ts'

type Size = { width: number; height: number }

/** Size of the pane that was last drawn or touched, px; all of them are alike. */
let pane: Size = { width: 1, height: 1 }

/** Says how large a pane is. */
export function measurePane(size: Size): void {
  if (size.width > 0 && size.height > 0) pane = size
}

function pictureSize(): Size {
  const ready = useDeck.getState().state?.panes.find((one) => one.width > 0)
  return ready ?? pane
}

/** Magnifies by a factor; the point at `at` (px in the pane), or its middle, stands still. */
export function zoomBy(
  factor: number,
  at: { x: number; y: number } = { x: pane.width / 2, y: pane.height / 2 },
): void {
  useCompare.setState(({ zoom }) => ({ zoom: zoomedAbout(zoom, factor, at, pictureSize(), pane) }))
}

/** Moves the picture by shares of what is seen, to the right and down. */
export function panBy(x: number, y: number): void {
  useCompare.setState(({ zoom }) => {
    const moved = { ...zoom, x: zoom.x + x / zoom.scale, y: zoom.y + y / zoom.scale }
    return { zoom: confined(moved, pictureSize(), pane) }
  })
}

/** Drags the picture by px of the pane. */
export function dragBy(x: number, y: number): void {
  panBy(-x / pane.width, -y / pane.height)
}
