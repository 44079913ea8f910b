/** Owns brightness planes: as coded, made smaller, their means. */

import type { Small } from './small-frames.ts'

/** Brightness as coded (gamma), 0–255 a pixel, rows without gaps. */
export type Luma = { width: number; height: number; values: Float32Array }

/** Rec. 601 weights, as the clips and sharp's greys have them. */
export function lumaOf({ width, height, rgba }: Small): Luma {
  const values = new Float32Array(width * height)
  for (let pixel = 0, at = 0; pixel < values.length; pixel += 1, at += 4) {
    values[pixel] =
      0.299 * (rgba[at] as number) + 0.587 * (rgba[at + 1] as number) + 0.114 * (rgba[at + 2] as number)
  }
  return { width, height, values }
}

/** Half as wide and high; an odd last row or column is left out. */
export function halved({ width, height, values }: Luma): Luma {
  const half = { width: width >> 1, height: height >> 1 }
  const small = new Float32Array(half.width * half.height)
  for (let y = 0, to = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1, to += 1) {
      const at = y * 2 * width + x * 2
      const above = (values[at] as number) + (values[at + 1] as number)
      small[to] = (above + (values[at + width] as number) + (values[at + width + 1] as number)) / 4
    }
  }
  return { ...half, values: small }
}

/** Means of the tiles of a grid over the plane, row by row. */
export function tileMeans({ width, height, values }: Luma, columns: number, rows: number): Float32Array {
  const sums = new Float32Array(columns * rows)
  const counts = new Float32Array(columns * rows)
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * rows) / height) * columns
    for (let column = 0; column < columns; column += 1) {
      const [from, to] = [edge(column, columns, width), edge(column + 1, columns, width)]
      let sum = 0
      for (let at = y * width + from; at < y * width + to; at += 1) sum += values[at] as number
      sums[row + column] = (sums[row + column] as number) + sum
      counts[row + column] = (counts[row + column] as number) + to - from
    }
  }
  return sums.map((sum, tile) => sum / Math.max(1, counts[tile] as number))
}

/** First pixel of a part, of so many equal ones. */
function edge(part: number, parts: number, length: number): number {
  return Math.ceil((part * length) / parts)
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number
  return values.length === 0 ? 0 : sum / values.length
}

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}
