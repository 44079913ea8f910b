/** Owns, block by block, when brightness or redness turned: each turn large enough is one transition. */

import { FLASH } from '#shared/measures.ts'
import { LINEAR } from './colour.ts'
import type { Small } from './small-frames.ts'

/** Which blocks went up or down in a frame; bytes of 0 or 1. */
export type Turns = { up: Uint8Array; down: Uint8Array }

/** Side of the square of small pixels that is looked at as one: what is finer is texture, not a flash. */
const BLOCK = 4

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

export class TurningPoints {
  readonly width: number
  readonly height: number
  readonly #blocks: Blocks
  readonly #luminance: Turns
  readonly #redness: Turns
  /** Where luminance has got to since its last turn, and which way: 1 up, −1 down, 0 not known yet. */
  readonly #low: Float32Array
  readonly #high: Float32Array
  readonly #way: Int8Array
  /** State a red change is counted from, in CIE 1976 u′v′. */
  readonly #u: Float32Array
  readonly #v: Float32Array
  readonly #wasRed: Uint8Array
  #isFirst = true

  constructor(frame: Small) {
    this.#blocks = new Blocks(frame)
    this.width = this.#blocks.width
    this.height = this.#blocks.height
    const area = this.width * this.height
    this.#luminance = { up: new Uint8Array(area), down: new Uint8Array(area) }
    this.#redness = { up: new Uint8Array(area), down: new Uint8Array(area) }
    this.#low = new Float32Array(area)
    this.#high = new Float32Array(area)
    this.#way = new Int8Array(area)
    this.#u = new Float32Array(area)
    this.#v = new Float32Array(area)
    this.#wasRed = new Uint8Array(area)
  }

  /** Turns that this frame completes. The arrays are used again for the next frame. */
  read(frame: Small): { luminance: Turns; redness: Turns } {
    this.#blocks.read(frame)
    for (let pixel = 0; pixel < this.#way.length; pixel += 1) {
      const red = this.#blocks.red[pixel] as number
      const green = this.#blocks.green[pixel] as number
      const blue = this.#blocks.blue[pixel] as number
      this.#readLuminance(pixel, 0.2126 * red + 0.7152 * green + 0.0722 * blue)
      this.#readRedness(pixel, red, green, blue)
    }
    this.#isFirst = false
    return { luminance: this.#luminance, redness: this.#redness }
  }

  #readLuminance(pixel: number, value: number): void {
    const { up, down } = this.#luminance
    up[pixel] = 0
    down[pixel] = 0
    const low = this.#isFirst ? value : Math.min(this.#low[pixel] as number, value)
    const high = this.#isFirst ? value : Math.max(this.#high[pixel] as number, value)
    this.#low[pixel] = low
    this.#high[pixel] = high
    const way = this.#way[pixel] as number
    if (way <= 0 && value - low >= FLASH.luminanceStep) {
      if (low < FLASH.darkerBelow) up[pixel] = 1
      this.#way[pixel] = 1
      this.#high[pixel] = value
      this.#low[pixel] = value
    } else if (way >= 0 && high - value >= FLASH.luminanceStep) {
      if (value < FLASH.darkerBelow) down[pixel] = 1
      this.#way[pixel] = -1
      this.#low[pixel] = value
      this.#high[pixel] = value
    }
  }

  #readRedness(pixel: number, red: number, green: number, blue: number): void {
    const { up, down } = this.#redness
    up[pixel] = 0
    down[pixel] = 0
    const sum = red + green + blue
    const isRed = sum > 0.02 && red / sum >= FLASH.saturatedRed ? 1 : 0
    const [u, v] = chromaticity(red, green, blue)
    const wasRed = this.#wasRed[pixel] as number
    const away = Math.hypot(u - (this.#u[pixel] as number), v - (this.#v[pixel] as number))
    if (!this.#isFirst && away <= FLASH.redStep) return
    if (!this.#isFirst && isRed !== wasRed) (isRed ? up : down)[pixel] = 1
    this.#u[pixel] = u
    this.#v[pixel] = v
    this.#wasRed[pixel] = isRed
  }
}

/** CIE 1976 u′v′; black is taken for white, for it has no colour. */
function chromaticity(red: number, green: number, blue: number): [number, number] {
  const x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  const z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
  const sum = x + 15 * y + 3 * z
  return sum < 0.02 ? [0.1978, 0.4683] : [(4 * x) / sum, (9 * y) / sum]
}
