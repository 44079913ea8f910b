/** Owns, block by block, when brightness or redness turned: each turn large and quick enough is one transition. */

import { FLASH } from '#shared/measures.ts'
import { LINEAR } from './colour.ts'
import type { Small } from './small-frames.ts'

/** Which blocks went up or down in a frame; bytes of 0 or 1. */
export type Turns = { up: Uint8Array; down: Uint8Array }

/** Side of the square of small pixels that is looked at as one: what is finer is texture, not a flash. */
const BLOCK = 4

/**
 * A change that takes longer is no part of a flash: of more than three flashes in a second, of two changes each, hardly
 * one can. What changes more slowly, a cloud or a pan, expires instead of adding up.
 */
const CHANGE_SECONDS = 0.5

/** Linear light, 0–1, of blocks of the picture. */
class Blocks {
  readonly width: number
  readonly height: number
  readonly red: Float32Array
  readonly green: Float32Array
  readonly blue: Float32Array

  constructor({ width, height }: Small) {
    this.width = Math.max(1, Math.floor(width / BLOCK))
    this.height = Math.max(1, Math.floor(height / BLOCK))
    this.red = new Float32Array(this.width * this.height)
    this.green = new Float32Array(this.width * this.height)
    this.blue = new Float32Array(this.width * this.height)
  }

  read({ width, rgba }: Small): void {
    for (let y = 0, to = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1, to += 1) {
        const at = (y * width + x) * BLOCK * 4
        this.red[to] = light(rgba, at, width)
        this.green[to] = light(rgba, at + 1, width)
        this.blue[to] = light(rgba, at + 2, width)
      }
    }
  }
}

function light(rgba: Uint8Array, start: number, width: number): number {
  let sum = 0
  for (let y = 0; y < BLOCK; y += 1) {
    for (let x = 0; x < BLOCK; x += 1) sum += LINEAR[rgba[start + (y * width + x) * 4] as number] as number
  }
  return sum / (BLOCK * BLOCK)
}

/** What blocks looked like in a frame. */
type Look = {
  at: number
  luminance: Float32Array
  /** CIE 1976 u′v′, and whether it is a saturated red. */
  u: Float32Array
  v: Float32Array
  isRed: Uint8Array
  hasRed: boolean
}

/** When blocks turned last, and which way: 1 up, −1 down, 0 not lately. */
class LastTurns {
  readonly at: Float64Array
  readonly way: Int8Array

  constructor(area: number) {
    this.at = new Float64Array(area).fill(Number.NEGATIVE_INFINITY)
    this.way = new Int8Array(area)
  }

  turn(block: number, way: 1 | -1, at: number): void {
    this.way[block] = way
    this.at[block] = at
  }

  /** Which way a block can turn next is open again when the last turn is long ago. */
  wayOf(block: number, now: number): number {
    return now - (this.at[block] as number) < 1 ? (this.way[block] as number) : 0
  }
}

export class TurningPoints {
  readonly width: number
  readonly height: number
  readonly #blocks: Blocks
  readonly #luminance: Turns
  readonly #redness: Turns
  readonly #turned: { luminance: LastTurns; redness: LastTurns }
  /** The last {@link CHANGE_SECONDS}, the frame at hand last. */
  #looks: Look[] = []

  constructor(frame: Small) {
    this.#blocks = new Blocks(frame)
    this.width = this.#blocks.width
    this.height = this.#blocks.height
    const area = this.width * this.height
    this.#luminance = { up: new Uint8Array(area), down: new Uint8Array(area) }
    this.#redness = { up: new Uint8Array(area), down: new Uint8Array(area) }
    this.#turned = { luminance: new LastTurns(area), redness: new LastTurns(area) }
  }

  /** Turns that this frame, at so many seconds, completes. The arrays are used again for the next frame. */
  read(frame: Small, at: number): { luminance: Turns; redness: Turns } {
    this.#blocks.read(frame)
    const look = lookOf(this.#blocks, at)
    this.#looks = [...this.#looks.filter((one) => at - one.at <= CHANGE_SECONDS), look]
    const hasRed = this.#looks.some((one) => one.hasRed)
    for (const turns of [this.#luminance, this.#redness]) {
      turns.up.fill(0)
      turns.down.fill(0)
    }
    for (let block = 0; block < look.luminance.length; block += 1) {
      this.#readLuminance(block, look)
      if (hasRed) this.#readRedness(block, look)
    }
    return { luminance: this.#luminance, redness: this.#redness }
  }

  /** How much it has changed since its last turn, but no longer ago than a change may take: what drifts expires. */
  #readLuminance(block: number, { at, luminance }: Look): void {
    const turned = this.#turned.luminance
    const since = turned.at[block] as number
    const way = turned.wayOf(block, at)
    const value = luminance[block] as number
    let low = value
    let high = value
    for (const look of this.#looks) {
      if (look.at < since) continue
      const before = look.luminance[block] as number
      if (before < low) low = before
      if (before > high) high = before
    }
    const { luminanceStep, darkerBelow } = FLASH
    if (way <= 0 && value - low >= luminanceStep && low < darkerBelow) {
      this.#luminance.up[block] = 1
      turned.turn(block, 1, at)
    } else if (way >= 0 && high - value >= luminanceStep && value < darkerBelow) {
      this.#luminance.down[block] = 1
      turned.turn(block, -1, at)
    }
  }

  /** Up is into a saturated red, down is out of one; the same time limits hold. */
  #readRedness(block: number, { at, u, v, isRed }: Look): void {
    const turned = this.#turned.redness
    const since = turned.at[block] as number
    const way = isRed[block] === 1 ? 1 : -1
    if (turned.wayOf(block, at) === way) return
    const isTurn = this.#looks.some((look) => {
      if (look.at < since || look.isRed[block] === isRed[block]) return false
      const across = (u[block] as number) - (look.u[block] as number)
      const along = (v[block] as number) - (look.v[block] as number)
      return Math.hypot(across, along) > FLASH.redStep
    })
    if (!isTurn) return
    const turns = way === 1 ? this.#redness.up : this.#redness.down
    turns[block] = 1
    turned.turn(block, way, at)
  }
}

function lookOf({ red, green, blue }: Blocks, at: number): Look {
  const area = red.length
  const planes = () => new Float32Array(area)
  const look = {
    at,
    luminance: planes(),
    u: planes(),
    v: planes(),
    isRed: new Uint8Array(area),
    hasRed: false,
  }
  for (let block = 0; block < area; block += 1) {
    const [r, g, b] = [red[block] as number, green[block] as number, blue[block] as number]
    look.luminance[block] = 0.2126 * r + 0.7152 * g + 0.0722 * b
    const [u, v] = chromaticity(r, g, b)
    look.u[block] = u
    look.v[block] = v
    if (r + g + b > 0.02 && r / (r + g + b) >= FLASH.saturatedRed) {
      look.isRed[block] = 1
      look.hasRed = true
    }
  }
  return look
}

/** CIE 1976 u′v′; black is taken for white, for it has no colour. */
function chromaticity(red: number, green: number, blue: number): [number, number] {
  const x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
  const sum = x + 15 * y + 3 * z
  return sum < 0.02 ? [0.1978, 0.4683] : [(4 * x) / sum, (9 * y) / sum]
}
