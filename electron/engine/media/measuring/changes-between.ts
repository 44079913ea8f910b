/** Owns what changes from one frame to the next: how much moves, whether anything does, whether it is another picture. */

import type { Span } from '#shared/measures.ts'
import { type Luma, meanOf, medianOf, tileMeans } from './luma.ts'

/** Tiles in which a change is looked for: what moves may be small. */
const GRID = { columns: 16, rows: 9 } as const
/** Tiles that stand for what a frame shows. */
const PICTURE = { columns: 32, rows: 18 } as const
/** Two frames are the same picture up to so many levels of 255: the encoder's own noise. */
const STILL = { mean: 0.25, tile: 0.7 } as const
/** Over a run of them the encoder refines what stands still: it may wander a little, not move. */
const HELD = { mean: 0.5, tile: 1.5 } as const
/** Shorter runs are how clips begin and people pause. */
const FROZEN_MIN_SECONDS = 0.3
/** Below this spread of its tiles, in levels, a frame shows nothing: white, black, fog. */
const FLAT_SPREAD = 4
/** Another picture: its tiles do not follow those before … */
const CUT_CORRELATION = 0.8
/** … and differ by so many levels, and so many times more than in the frames around. */
const CUT_STEP = { levels: 5, timesUsual: 3.5 } as const
const AROUND_FRAMES = 5
/** Within this time a flash has gone back to the picture before. */
const FLASH_SECONDS = 0.6
const USUAL_FRAME_SECONDS = 1 / 24

type Change = {
  /** Seconds of the later frame. */
  at: number
  motion: number
  isStill: boolean
}

/** How far two frames are apart, in levels of 255: all over, and in the tile where it is most. */
type Gap = { mean: number; tile: number }

export class ChangesBetween {
  readonly #tiles: Float32Array[] = []
  readonly #times: number[] = []
  readonly #changes: Change[] = []
  #before: Luma | undefined
  #difference: Luma | undefined
  /** The frame that a run of still ones is held against. */
  #held: Luma | undefined

  add(luma: Luma, at: number): void {
    const tiles = tileMeans(luma, PICTURE.columns, PICTURE.rows)
    const before = this.#before
    if (before) {
      this.#difference ??= { ...luma, values: new Float32Array(luma.values.length) }
      const seconds = at - (this.#times.at(-1) as number)
      const { motion, gap } = changeOf(before, luma, this.#difference, seconds)
      const isLikeBefore = isWithin(gap, STILL)
      if (!isLikeBefore) this.#held = luma
      this.#changes.push({ at, motion, isStill: isLikeBefore && this.#holds(luma) })
    }
    this.#tiles.push(tiles)
    this.#times.push(at)
    this.#before = luma
  }

  /** Slow motion is small from frame to frame but adds up; what stands still is like the frame it stood still at. */
  #holds(luma: Luma): boolean {
    this.#held ??= this.#before ?? luma
    const difference = { ...luma, values: new Float32Array(luma.values.length) }
    const holds = isWithin(changeOf(this.#held, luma, difference, 1).gap, HELD)
    if (!holds) this.#held = luma
    return holds
  }

  /** By frame, the first one with 0: % of full range for 1/24 s. */
  motion(): number[] {
    return [0, ...this.#changes.map(({ motion }) => motion)]
  }

  /** Runs of frames that all show the same, up to `end` in seconds when the clip ends in one. */
  frozen(end: number): Span[] {
    const spans: Span[] = []
    let from: number | undefined
    const close = (to: number) => {
      if (from !== undefined && to - from >= FROZEN_MIN_SECONDS) spans.push(spanOf(from, to))
      from = undefined
    }
    this.#changes.forEach(({ at, isStill }, index) => {
      if (isStill) from ??= this.#times[index]
      else close(at)
    })
    close(end)
    return spans
  }

  /** Seconds of the first frame of each new picture. */
  cuts(): number[] {
    const steps = this.#tiles.map((tiles, frame) =>
      frame === 0 ? 0 : distance(this.#tiles[frame - 1] as Float32Array, tiles),
    )
    return this.#times.filter((_, frame) => frame > 0 && this.#isCut(steps, frame))
  }

  #isCut(steps: readonly number[], frame: number): boolean {
    const step = steps[frame] as number
    const around = [
      ...steps.slice(Math.max(1, frame - AROUND_FRAMES), frame),
      ...steps.slice(frame + 1, frame + 1 + AROUND_FRAMES),
    ]
    if (step < CUT_STEP.levels || step < medianOf(around) * CUT_STEP.timesUsual) return false
    const [before, now] = [this.#tiles[frame - 1] as Float32Array, this.#tiles[frame] as Float32Array]
    if (correlation(before, now) > CUT_CORRELATION) return false
    const isFlat = spread(before) < FLAT_SPREAD || spread(now) < FLAT_SPREAD
    return !isFlat || !this.#isWithinFlashes(frame)
  }

  /** What was there shortly before the change is there again shortly after it. */
  #isWithinFlashes(frame: number): boolean {
    const at = this.#times[frame] as number
    const near = (other: number) => Math.abs((this.#times[other] as number) - at) <= FLASH_SECONDS
    const frames = this.#times.map((_, other) => other).filter(near)
    const shown = (other: number) => spread(this.#tiles[other] as Float32Array) >= FLAT_SPREAD
    const earlier = frames.filter((other) => other < frame && shown(other))
    const later = frames.filter((other) => other >= frame && shown(other))
    return earlier.some((one) =>
      later.some(
        (other) =>
          correlation(this.#tiles[one] as Float32Array, this.#tiles[other] as Float32Array) > CUT_CORRELATION,
      ),
    )
  }
}

function isWithin(gap: Gap, most: Gap): boolean {
  return gap.mean < most.mean && gap.tile < most.tile
}

/** `difference` is room for the pixels' own changes, `seconds` lie between the frames. */
function changeOf(before: Luma, now: Luma, difference: Luma, seconds: number): { motion: number; gap: Gap } {
  const pixels = now.values.length
  let pumping = 0
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const change = (now.values[pixel] as number) - (before.values[pixel] as number)
    difference.values[pixel] = change
    pumping += change / pixels
  }
  let [moved, changed] = [0, 0]
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const change = difference.values[pixel] as number
    moved += Math.abs(change - pumping)
    changed += Math.abs(change)
    difference.values[pixel] = Math.abs(change)
  }
  const tile = Math.max(...tileMeans(difference, GRID.columns, GRID.rows))
  const perUsual = USUAL_FRAME_SECONDS / Math.max(1e-3, seconds)
  return {
    motion: Math.min(100, (moved / pixels / 255) * 100 * perUsual),
    gap: { mean: changed / pixels, tile },
  }
}

function distance(a: Float32Array, b: Float32Array): number {
  return meanOf(a.map((value, at) => Math.abs(value - (b[at] as number))))
}

function spread(tiles: Float32Array): number {
  const mean = meanOf(tiles)
  return Math.sqrt(meanOf(tiles.map((value) => (value - mean) ** 2)))
}

/** Pearson's; 0 when one of them is flat. */
function correlation(a: Float32Array, b: Float32Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)]
  const shared = meanOf(a.map((value, at) => (value - meanA) * ((b[at] as number) - meanB)))
  const spreads = spread(a) * spread(b)
  return spreads < 1e-6 ? 0 : shared / spreads
}

export function spanOf(from: number, to: number): Span {
  return { fromMs: Math.round(from * 1000), toMs: Math.round(to * 1000) }
}
