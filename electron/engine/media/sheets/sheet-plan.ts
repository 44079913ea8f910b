/** Owns where things lie on a sheet: clips side by side in rows and columns, or laid over each other, with their words. */

/**
 * A clip on a sheet. `lines` stand below it, the first one in bold; `aheadMs`: it runs ahead of the sheet's clock; `held`:
 * in a video it does not move, and this is said over its first frame.
 */
export type SheetCell = { path: string; lines: readonly string[]; aheadMs: number; held?: string }

/** What a sheet shows: `cells` row by row, null leaves a place empty. */
export type SheetWish = {
  /** `wipe`: two clips over each other, parted by a line that wanders. */
  layout: 'grid' | 'wipe'
  columns: number
  cells: readonly (SheetCell | null)[]
  /** Above each column and left of each row; none when empty. */
  columnHeadings: readonly string[]
  rowHeadings: readonly string[]
  /** Place of the cell that is heard. */
  soundOf: number | null
  /** A heading and a text that stand alone at the beginning of a video, for those who must not see what follows. */
  warning?: { title: string; text: string }
}

export type Size = { width: number; height: number }
export type Box = Size & { x: number; y: number }
/**
 * `wraps`: a line that is too long goes on below, as far as the box has room. `hangs`: it begins at the top of its box.
 * `isQuiet`: not even its first line is bold.
 */
export type Words = {
  lines: readonly string[]
  box: Box
  align: 'left' | 'centre' | 'right'
  wraps?: boolean
  hangs?: boolean
  isQuiet?: boolean
}
/** All lengths in px, all sides even. `panes` are the places of the clips, null for an empty cell. */
export type SheetPlan = {
  size: Size
  panes: readonly (Box | null)[]
  words: readonly Words[]
  fontPx: number
}

/** Pictures together are no larger than this; a sheet of small clips is not smaller than its words need. */
const PICTURES_MAX: Size = { width: 1920, height: 1080 }
const PANE_MIN_WIDTH = 256
/** How large a sheet may get. */
type Most = { sidePx: number; pixels: number }
/** What decoders of H.264 take everywhere: level 5.2 by Rec. ITU-T H.264, table A-1, and no side longer than this. */
const VIDEO_MOST: Most = { sidePx: 4096, pixels: 36_864 * 256 }
/** Well within what viewers of pictures open. */
export const PICTURE_MOST: Most = { sidePx: 16_384, pixels: 96_000_000 }
/** How much smaller the clips are made at a time until a sheet is small enough. */
const SHRINK = 0.94
const GAP = 4
/** Lines of words stand so many times their font's height apart. */
export const LINE_HEIGHT = 1.5
const ROW_HEADING_SHARE = 0.14
/** Most lines above a column. */
const TOP_LINES = 3
/** Widths of letters, as shares of their font's height: a little more than they have, so that words find room. */
const LETTER_WIDTHS = { latin: 0.55, wide: 0.95 } as const
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff00-\uffef]/u

/** Lays a sheet out for clips of these sizes (null for empty cells), no larger than `most`. Pure. */
export function planSheet(
  wish: SheetWish,
  sizes: readonly (Size | null)[],
  most: Most = VIDEO_MOST,
): SheetPlan {
  const isWithin = ({ width, height }: Size) =>
    Math.max(width, height) <= most.sidePx && width * height <= most.pixels
  let [plan, shrunk] = [layOut(wish, sizes, 1), 1]
  while (!isWithin(plan.size) && plan.panes.some((pane) => pane && pane.width > 2 && pane.height > 2)) {
    shrunk *= SHRINK
    plan = layOut(wish, sizes, shrunk)
  }
  return plan
}

function layOut(wish: SheetWish, sizes: readonly (Size | null)[], shrunk: number): SheetPlan {
  const known = sizes.filter((size) => size !== null)
  const columns = wish.layout === 'wipe' ? 1 : Math.max(1, wish.columns)
  const rows = wish.layout === 'wipe' ? 1 : Math.max(1, Math.ceil(wish.cells.length / columns))
  const cell = cellSize(known, columns, rows, shrunk)
  const fontPx = even(Math.min(26, Math.max(14, cell.width / 34)))
  const line = fontPx * LINE_HEIGHT
  const most = Math.max(0, ...wish.cells.map((one) => one?.lines.length ?? 0))
  const below = most === 0 ? 0 : even(most * line + fontPx * 0.6)
  const lines = Math.max(0, ...wish.columnHeadings.map((one) => linesFor(one, cell.width, fontPx)))
  const top = lines === 0 ? 0 : even(Math.min(lines, TOP_LINES) * line + fontPx * 0.6)
  const left = wish.rowHeadings.length > 0 ? even(Math.max(120, columns * cell.width * ROW_HEADING_SHARE)) : 0
  const place = (at: number): Box => ({
    x: left + (at % columns) * (cell.width + GAP),
    y: top + Math.floor(at / columns) * (cell.height + below + GAP),
    ...cell,
  })
  const size = {
    width: left + columns * cell.width + (columns - 1) * GAP,
    height: top + rows * (cell.height + below) + (rows - 1) * GAP,
  }
  const laid = { wish, sizes, place, cell, below }
  const words = wish.layout === 'wipe' ? wipeWords(laid) : gridWords(laid, { top, left })
  return { size, panes: panesOf(laid), words, fontPx }
}

/** About how many lines a text takes. */
function linesFor(text: string, width: number, fontPx: number): number {
  const shares = [...text].map((letter) => (WIDE.test(letter) ? LETTER_WIDTHS.wide : LETTER_WIDTHS.latin))
  const length = shares.reduce<number>((sum, one) => sum + one * fontPx, 0)
  return Math.max(1, Math.ceil(length / Math.max(fontPx, width - fontPx)))
}

type Laid = {
  wish: SheetWish
  sizes: readonly (Size | null)[]
  place(at: number): Box
  cell: Size
  below: number
}

/** One size for all cells, in which every clip fits. */
function cellSize(sizes: readonly Size[], columns: number, rows: number, shrunk: number): Size {
  const width = Math.max(16, ...sizes.map((size) => size.width))
  const height = Math.max(16, ...sizes.map((size) => size.height))
  const fits = Math.min(1, PICTURES_MAX.width / (width * columns), PICTURES_MAX.height / (height * rows))
  const scale = Math.max(fits, PANE_MIN_WIDTH / width) * shrunk
  return { width: even(width * scale), height: even(height * scale) }
}

function panesOf({ wish, sizes, place }: Laid): (Box | null)[] {
  return wish.cells.map((cell, at) => {
    const size = sizes[at]
    return cell && size ? within(size, place(wish.layout === 'wipe' ? 0 : at)) : null
  })
}

/** The whole clip in the middle of its cell. */
function within(size: Size, box: Box): Box {
  const scale = Math.min(box.width / size.width, box.height / size.height)
  const [width, height] = [even(size.width * scale), even(size.height * scale)]
  return {
    width,
    height,
    x: box.x + even((box.width - width) / 2),
    y: box.y + even((box.height - height) / 2),
  }
}

function gridWords(
  { wish, place, cell, below }: Laid,
  { top, left }: { top: number; left: number },
): Words[] {
  const under = wish.cells.flatMap((one, at): Words[] => {
    const { x, y } = place(at)
    const box = { x, y: y + cell.height, width: cell.width, height: below }
    return one && one.lines.length > 0 ? [{ lines: one.lines, box, align: 'left' }] : []
  })
  const above = wish.columnHeadings.map((line, column): Words => {
    const box = { x: place(column).x, y: 0, width: cell.width, height: top }
    return { lines: [line], box, align: 'centre', wraps: true }
  })
  const beside = wish.rowHeadings.map((line, row): Words => {
    const box = { x: 0, y: place(row * wish.columns).y, width: left, height: cell.height }
    return { lines: [line], box, align: 'right', wraps: true }
  })
  return [...under, ...above, ...beside]
}

/** Each of the two has its words on its own side. */
function wipeWords({ wish, cell, below }: Laid): Words[] {
  const half = even(cell.width / 2)
  return wish.cells.flatMap((one, at): Words[] => {
    if (!one || one.lines.length === 0) return []
    const box = { x: at === 0 ? 0 : half, y: cell.height, width: half, height: below }
    return [{ lines: one.lines, box, align: at === 0 ? 'left' : 'right' }]
  })
}

function even(length: number): number {
  return Math.round(length / 2) * 2
}
