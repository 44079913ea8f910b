/** Owns the pixels of a sheet: words and ground painted once, clips over them whenever they show another frame. */

import sharp, { type OverlayOptions } from 'sharp'
import type { Pane } from './pane.ts'
import type { Box, SheetPlan, SheetWish, Size } from './sheet-plan.ts'
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
  readonly #panes: readonly (Pane | null)[]
  readonly #isWipe: boolean
  readonly #pixels: (Uint8Array | undefined)[] = []

  private constructor(
    { layout }: SheetWish,
    plan: SheetPlan,
    canvas: Uint8Array,
    panes: readonly (Pane | null)[],
  ) {
    this.plan = plan
    this.canvas = canvas
    this.#panes = panes
    this.#isWipe = layout === 'wipe'
  }

  /** `panes` stand at the places of their cells; whoever opened them closes them. */
  static async open(
    wish: SheetWish,
    plan: SheetPlan,
    panes: readonly (Pane | null)[],
  ): Promise<SheetPainter> {
    const words = await setWords(plan.words, plan.fontPx)
    return new SheetPainter(wish, plan, await paintGround(plan.size, words), panes)
  }

  /** Paints the sheet as it is at a second of its clock; `divider` is where a wipe is parted, 0–1, by default by the clock. */
  async paint(seconds: number, divider = wanderingDivider(seconds)): Promise<void> {
    // A large sheet spends its time waiting for pictures: all are asked for at once.
    await Promise.all(this.#panes.map((pane, at) => pane && this.#renew(pane, at, seconds)))
    if (this.#isWipe) this.#layWipe(divider)
  }

  async #renew(pane: Pane, at: number, seconds: number): Promise<void> {
    const box = this.plan.panes[at]
    if (!box) return
    const moved = await pane.goTo(seconds)
    if (!moved && this.#pixels[at]) return
    this.#pixels[at] = await pane.pixels(box)
    if (!this.#isWipe) this.#lay(at, box, 0, box.width)
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

/** RGBA of the ground with words on it. */
export async function paintGround(size: Size, words: OverlayOptions[]): Promise<Uint8Array> {
  const ground = sharp({ create: { ...size, channels: 4, background: GROUND } })
  return new Uint8Array(await ground.composite(words).raw().toBuffer())
}

function wanderingDivider(seconds: number): number {
  const swing = 0.5 - 0.5 * Math.cos((seconds / WIPE_SECONDS) * 2 * Math.PI)
  return WIPE_MARGIN + (1 - 2 * WIPE_MARGIN) * swing
}
