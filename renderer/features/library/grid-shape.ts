/** Owns the shape of the grid: how many cards fit in a row, how large they are, and where the arrow keys lead. */

/** Height of the caption under a poster, and space around cards, in px. */
export const CAPTION_PX = 46
export const GAP_PX = 10
/** Height of a poster for its width. */
const POSTER_RATIO = 0.62

export type GridShape = { columns: number; cardPx: number; rowPx: number }

/** Cards as wide as wished or a little wider, so that rows fill the room. */
export function shapeFor(widthPx: number, tilePx: number): GridShape {
  const room = Math.max(tilePx, widthPx - GAP_PX)
  const columns = Math.max(1, Math.floor(room / (tilePx + GAP_PX)))
  const cardPx = Math.floor(room / columns) - GAP_PX
  return { columns, cardPx, rowPx: Math.round(cardPx * POSTER_RATIO) + CAPTION_PX + GAP_PX }
}

const STEPS: Record<string, (columns: number, pageRows: number) => number> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  PageUp: (columns, pageRows) => -columns * pageRows,
  PageDown: (columns, pageRows) => columns * pageRows,
}

type Place = { cursor: number; total: number; columns: number; pageRows: number }

/** Where a key leads; undefined when it is no key of the grid. */
export function placeAfter(key: string, { cursor, total, columns, pageRows }: Place): number | undefined {
  if (key === 'Home') return 0
  if (key === 'End') return Math.max(0, total - 1)
  const step = STEPS[key]?.(columns, Math.max(1, pageRows))
  if (step === undefined) return undefined
  const next = cursor + step
  // A row further stops at the edge instead of jumping to another column; the last row may be short.
  if (next < 0) return Math.abs(step) === 1 ? 0 : cursor % columns
  return Math.min(next, Math.max(0, total - 1))
}
