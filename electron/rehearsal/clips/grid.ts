/** Owns the coarse grid on which motion and light are decided; the painter fills in the pixels between. */

import type { Size } from './clip-size.ts'

/** Candidates for the pixels between two nodes, best first; all divide by 2, as colour planes are half as large. */
const CELLS = [16, 24, 8] as const

/** `cell` is the distance between two nodes in px; it divides both sides of the frame. */
export type Grid = {
  width: number
  height: number
  cell: number
  columns: number
  rows: number
  nodes: number
}

/** A number for every node, row by row. */
export type NodeMap = Float32Array

/** The grid of a frame whose sides are multiples of 8. */
export function gridFor(size: Size): Grid {
  const cell = CELLS.find((px) => size.width % px === 0 && size.height % px === 0) ?? 8
  const columns = size.width / cell + 1
  const rows = size.height / cell + 1
  return { width: size.width, height: size.height, cell, columns, rows, nodes: columns * rows }
}

/**
 * What one frame does to the still, node by node: where to read from (`shiftX`, `shiftY` in px), what flows on
 * top of that (`flowX`, `flowY` in px per second), and light: luma × `gain` + `lift`, colour × `chroma` with
 * `tintBlue` and `tintRed` added.
 */
export type Field = {
  shiftX: NodeMap
  shiftY: NodeMap
  flowX: NodeMap
  flowY: NodeMap
  gain: NodeMap
  lift: NodeMap
  chroma: NodeMap
  tintBlue: NodeMap
  tintRed: NodeMap
}

export function newField(grid: Grid): Field {
  const map = () => new Float32Array(grid.nodes)
  return {
    shiftX: map(),
    shiftY: map(),
    flowX: map(),
    flowY: map(),
    gain: map(),
    lift: map(),
    chroma: map(),
    tintBlue: map(),
    tintRed: map(),
  }
}

/** Back to the still untouched. */
export function resetField(field: Field): void {
  for (const map of Object.values(field)) map.fill(0)
  field.gain.fill(1)
  field.chroma.fill(1)
}

/** Calls `visit` for every node with its index and place: u and v run from −1 (left, top) to 1. */
export function eachNode(grid: Grid, visit: (node: number, u: number, v: number) => void): void {
  let node = 0
  for (let row = 0; row < grid.rows; row++) {
    const v = (row * 2) / (grid.rows - 1) - 1
    for (let column = 0; column < grid.columns; column++) {
      visit(node, (column * 2) / (grid.columns - 1) - 1, v)
      node++
    }
  }
}
