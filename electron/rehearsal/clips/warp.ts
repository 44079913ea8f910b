/** Owns the inner loops: a plane of the still, read through the field's shifts, flows and light, into a frame. */

import type { Field, Grid, NodeMap } from './grid.ts'
import type { Plane } from './still-planes.ts'

/** Seconds after which flowing parts have been renewed from the still. */
const FLOW_PERIOD = 2.4

/** Where a plane lies in the bytes of a frame. */
export type Target = { offset: number; width: number; height: number }

/** What samples become: × `gain`, then + `lift`, around `pivot` (16 for luma, 128 for colour). */
export type Tone = { gain: NodeMap; lift: NodeMap; pivot: number }

/** Source positions of the two flow phases, gain and lift. */
type Quantity = 'x' | 'y' | 'x2' | 'y2' | 'gain' | 'lift'
const QUANTITIES = ['x', 'y', 'x2', 'y2', 'gain', 'lift'] as const
type Row = Record<Quantity, Int32Array>

/** Every sample with its right, lower and lower right neighbour in one number: one read instead of four. */
type PackedPlane = { quads: Int32Array; width: number; height: number }

/**
 * Paints one plane at `seconds` into its clip. Positions, gain and lift are worked out at the grid's nodes,
 * carried to each row and walked along it in fixed point: 16 bits of fraction for positions, 18 for gain, 14
 * for lift.
 */
export class PlaneWarp {
  readonly #grid: Grid
  readonly #source: PackedPlane
  readonly #target: Target
  readonly #nodes: Record<Quantity, Float64Array>
  readonly #row: Row

  constructor(grid: Grid, source: Plane, target: Target) {
    this.#grid = grid
    this.#source = pack(source)
    this.#target = target
    const nodes = () => new Float64Array(grid.nodes)
    const row = () => new Int32Array(grid.columns)
    this.#nodes = { x: nodes(), y: nodes(), x2: nodes(), y2: nodes(), gain: nodes(), lift: nodes() }
    this.#row = { x: row(), y: row(), x2: row(), y2: row(), gain: row(), lift: row() }
  }

  paint(bytes: Uint8Array, field: Field, tone: Tone, seconds: number): void {
    const first = flowPhase(seconds, 0)
    const second = flowPhase(seconds, 0.5)
    this.#placeNodes(field, first.seconds, second.seconds)
    this.#toneNodes(tone)
    const { width, height, offset } = this.#target
    const cell = (this.#grid.cell * width) / this.#grid.width
    const out = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset + offset, width * height)
    const share = Math.round(second.weight * 256)
    for (let y = 0; y < height; y++) {
      this.#interpolateRow(Math.floor(y / cell), (y % cell) / cell)
      this.#paintRow(out, y * width, cell, share)
    }
  }

  #placeNodes(field: Field, first: number, second: number): void {
    const { cell, columns, nodes } = this.#grid
    const { x, y, x2, y2 } = this.#nodes
    const toPlane = this.#target.width / this.#grid.width
    const scale = this.#source.width / this.#target.width
    const limitX = (this.#source.width - 1.01) * 65536
    const limitY = (this.#source.height - 1.01) * 65536
    for (let node = 0; node < nodes; node++) {
      const left = ((node % columns) * cell + (field.shiftX[node] as number)) * toPlane + 0.5
      const top = (Math.floor(node / columns) * cell + (field.shiftY[node] as number)) * toPlane + 0.5
      const flowX = (field.flowX[node] as number) * toPlane
      const flowY = (field.flowY[node] as number) * toPlane
      x[node] = place(left - flowX * first, scale, limitX)
      y[node] = place(top - flowY * first, scale, limitY)
      x2[node] = place(left - flowX * second, scale, limitX)
      y2[node] = place(top - flowY * second, scale, limitY)
    }
  }

  #toneNodes(tone: Tone): void {
    const { gain, lift } = this.#nodes
    for (let node = 0; node < this.#grid.nodes; node++) {
      const strength = tone.gain[node] as number
      gain[node] = strength * 2 ** 18
      lift[node] = ((tone.lift[node] as number) + tone.pivot * (1 - strength) + 0.5) * 2 ** 14
    }
  }

  #interpolateRow(cellRow: number, share: number): void {
    const { columns, rows } = this.#grid
    const upper = cellRow * columns
    const lower = Math.min(rows - 1, cellRow + 1) * columns
    for (const quantity of QUANTITIES) {
      const from = this.#nodes[quantity]
      const to = this.#row[quantity]
      for (let column = 0; column < columns; column++) {
        const top = from[upper + column] as number
        to[column] = top + ((from[lower + column] as number) - top) * share
      }
    }
  }

  #paintRow(out: Uint8ClampedArray, rowStart: number, cell: number, share: number): void {
    const { x, y, x2, y2 } = this.#row
    const { quads, width } = this.#source
    const columns = this.#grid.columns - 1
    for (let column = 0; column < columns; column++) {
      const from = rowStart + column * cell
      const rests =
        x[column] === x2[column] &&
        y[column] === y2[column] &&
        x[column + 1] === x2[column + 1] &&
        y[column + 1] === y2[column + 1]
      if (share === 0 || rests) paintSpan(out, quads, width, this.#row, column, from, cell)
      else paintFlow(out, quads, width, this.#row, column, from, cell, share)
    }
  }
}

function place(at: number, scale: number, limit: number): number {
  const position = (at * scale - 0.5) * 65536
  return position < 0 ? 0 : Math.min(position, limit)
}

function pack({ width, height, samples }: Plane): PackedPlane {
  const quads = new Int32Array(width * height)
  for (let at = 0; at < quads.length; at++) {
    const right = at + 1 < quads.length ? at + 1 : at
    const below = at + width < quads.length ? at + width : at
    const across = right + width < quads.length ? right + width : right
    quads[at] =
      (samples[at] as number) |
      ((samples[right] as number) << 8) |
      ((samples[below] as number) << 16) |
      ((samples[across] as number) << 24)
  }
  return { quads, width, height }
}

/**
 * Flowing parts are seen twice, half a period apart; each is invisible at the moment it starts afresh, and at
 * 0 s the first shows alone and unmoved.
 */
function flowPhase(seconds: number, shift: number): { seconds: number; weight: number } {
  const turn = (((seconds / FLOW_PERIOD + shift + 0.5) % 1) + 1) % 1
  return { seconds: (turn - 0.5) * FLOW_PERIOD, weight: 1 - Math.abs(turn * 2 - 1) }
}

// The two loops below see every pixel of every frame. They take the row's arrays instead of numbers, because
// fractions passed as arguments are boxed, and work on two rows of the still at once in the halves of one number.

function paintSpan(
  out: Uint8ClampedArray,
  quads: Int32Array,
  stride: number,
  row: Row,
  column: number,
  from: number,
  cell: number,
): void {
  let x = row.x[column] as number
  let y = row.y[column] as number
  let gain = row.gain[column] as number
  let lift = row.lift[column] as number
  const stepX = (((row.x[column + 1] as number) - x) / cell) | 0
  const stepY = (((row.y[column + 1] as number) - y) / cell) | 0
  const stepGain = (((row.gain[column + 1] as number) - gain) / cell) | 0
  const stepLift = (((row.lift[column + 1] as number) - lift) / cell) | 0
  const to = from + cell
  for (let index = from; index < to; index++) {
    const quad = quads[Math.imul(y >> 16, stride) + (x >> 16)] as number
    const shareX = (x >> 8) & 255
    const both = (Math.imul(quad & 0xff00ff, 256 - shareX) + Math.imul((quad >>> 8) & 0xff00ff, shareX)) | 0
    const upper = both & 0xffff
    const value = upper + (Math.imul(((both >> 16) & 0xffff) - upper, (y >> 8) & 255) >> 8)
    out[index] = ((Math.imul(value, gain >> 6) >> 12) + (lift >> 6)) >> 8
    x = (x + stepX) | 0
    y = (y + stepY) | 0
    gain = (gain + stepGain) | 0
    lift = (lift + stepLift) | 0
  }
}

/** The same with two samples, the second at `share` of 256. */
function paintFlow(
  out: Uint8ClampedArray,
  quads: Int32Array,
  stride: number,
  row: Row,
  column: number,
  from: number,
  cell: number,
  share: number,
): void {
  let x = row.x[column] as number
  let y = row.y[column] as number
  let x2 = row.x2[column] as number
  let y2 = row.y2[column] as number
  let gain = row.gain[column] as number
  let lift = row.lift[column] as number
  const stepX = (((row.x[column + 1] as number) - x) / cell) | 0
  const stepY = (((row.y[column + 1] as number) - y) / cell) | 0
  const stepX2 = (((row.x2[column + 1] as number) - x2) / cell) | 0
  const stepY2 = (((row.y2[column + 1] as number) - y2) / cell) | 0
  const stepGain = (((row.gain[column + 1] as number) - gain) / cell) | 0
  const stepLift = (((row.lift[column + 1] as number) - lift) / cell) | 0
  const to = from + cell
  for (let index = from; index < to; index++) {
    const first = sample(quads, stride, x, y)
    const value = first + (Math.imul(sample(quads, stride, x2, y2) - first, share) >> 8)
    out[index] = ((Math.imul(value, gain >> 6) >> 12) + (lift >> 6)) >> 8
    x = (x + stepX) | 0
    y = (y + stepY) | 0
    x2 = (x2 + stepX2) | 0
    y2 = (y2 + stepY2) | 0
    gain = (gain + stepGain) | 0
    lift = (lift + stepLift) | 0
  }
}

/** Bilinear sample at a 16.16 position, in 8.8. */
function sample(quads: Int32Array, stride: number, x: number, y: number): number {
  const quad = quads[Math.imul(y >> 16, stride) + (x >> 16)] as number
  const shareX = (x >> 8) & 255
  const both = (Math.imul(quad & 0xff00ff, 256 - shareX) + Math.imul((quad >>> 8) & 0xff00ff, shareX)) | 0
  const upper = both & 0xffff
  return upper + (Math.imul(((both >> 16) & 0xffff) - upper, (y >> 8) & 255) >> 8)
}
