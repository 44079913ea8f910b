/** Owns the pixels of a sheet: words and ground painted once, clips over them whenever they show another frame. */

import sharp from 'sharp'
import { type OpenClip, withClip } from '../open-clip.ts'
import { displaySize, MovingPane } from './moving-pane.ts'
import { type Box, planSheet, type SheetPlan, type SheetWish } from './sheet-plan.ts'
import { setWords } from './sheet-words.ts'

const GROUND = { r: 18, g: 18, b: 18, alpha: 1 } as const
/** The line between two clips wanders over the picture and back within this time. */
const WIPE_SECONDS = 4
/** It turns so far from the edges, as a share of the width. */
const WIPE_MARGIN = 0.06
const WIPE_LINE_PX = 2

export class SheetPainter {
  readonly plan: SheetPlan
  /** RGBA of the whole sheet as it is now. */
  readonly canvas: Uint8Array
  readonly #panes: readonly (MovingPane | null)[]
  readonly #isWipe: boolean
  readonly #pixels: (Uint8Array | undefined)[] = []

  private constructor(wish: SheetWish, plan: SheetPlan, canvas: Uint8Array, panes: (MovingPane | null)[]) {
    this.plan = plan
    this.canvas = canvas
    this.#panes = panes
    this.#isWipe = wish.layout === 'wipe'
  }

  /** `clips` stand at the places of their cells. */
  static async open(wish: SheetWish, clips: readonly (OpenClip | null)[]): Promise<SheetPainter> {
    const sizes = await Promise.all(clips.map((clip) => (clip ? displaySize(clip.video) : null)))
    const plan = planSheet(wish, sizes)
    const ground = sharp({ create: { ...plan.size, channels: 4, background: GROUND } })
    const words = await setWords(plan.words, plan.fontPx)
    const canvas = await ground.composite(words).raw().toBuffer()
    const panes = await Promise.all(
      clips.map((clip, at) => (clip ? MovingPane.open(clip, wish.cells[at]?.aheadMs ?? 0) : null)),
    )
    return new SheetPainter(wish, plan, new Uint8Array(canvas), panes)
  }

  /** Paints the sheet as it is at a second of its clock; `divider` is where a wipe is parted, 0–1, by default by the clock. */
  async paint(seconds: number, divider = wanderingDivider(seconds)): Promise<void> {
    for (const [at, pane] of this.#panes.entries()) {
      const box = this.plan.panes[at]
      if (!pane || !box) continue
      const moved = await pane.goTo(seconds)
      if (!moved && this.#pixels[at]) continue
      this.#pixels[at] = await pane.pixels(box)
      if (!this.#isWipe) this.#lay(at, box, 0, box.width)
    }
    if (this.#isWipe) this.#layWipe(divider)
  }

  async close(): Promise<void> {
    for (const pane of this.#panes) await pane?.close()
  }

  #layWipe(divider: number): void {
    const [left, right] = this.plan.panes
    const parted = Math.round(divider * this.plan.size.width)
    if (right) this.#lay(1, right, 0, right.width)
    if (left) this.#lay(0, left, 0, Math.max(0, Math.min(left.width, parted - left.x)))
    const height = Math.max(left?.height ?? 0, right?.height ?? 0)
    this.#line(parted - WIPE_LINE_PX / 2, left?.y ?? 0, height)
  }

  /** Columns `from` to `to` of a pane's picture. */
  #lay(at: number, box: Box, from: number, to: number): void {
    const pixels = this.#pixels[at]
    if (!pixels || to <= from) return
    for (let y = 0; y < box.height; y += 1) {
      const row = pixels.subarray((y * box.width + from) * 4, (y * box.width + to) * 4)
      this.canvas.set(row, ((box.y + y) * this.plan.size.width + box.x + from) * 4)
    }
  }

  #line(x: number, top: number, height: number): void {
    for (let y = top; y < top + height; y += 1) {
      const start = (y * this.plan.size.width + Math.max(0, x)) * 4
      this.canvas.fill(255, start, start + WIPE_LINE_PX * 4)
    }
  }
}

function wanderingDivider(seconds: number): number {
  const swing = 0.5 - 0.5 * Math.cos((seconds / WIPE_SECONDS) * 2 * Math.PI)
  return WIPE_MARGIN + (1 - 2 * WIPE_MARGIN) * swing
}

/** Opens all clips of a sheet, hands them on, and closes them whatever happens. */
export async function withClips<Result>(
  wish: SheetWish,
  use: (clips: readonly (OpenClip | null)[]) => Promise<Result>,
  opened: readonly (OpenClip | null)[] = [],
): Promise<Result> {
  if (opened.length === wish.cells.length) return use(opened)
  const cell = wish.cells[opened.length]
  if (!cell) return withClips(wish, use, [...opened, null])
  return withClip(cell.path, (clip) => withClips(wish, use, [...opened, clip]))
}
