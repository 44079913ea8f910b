/** Owns the arithmetic on node maps: blurs, levels, percentiles. */

import type { NodeMap } from './grid.ts'

/** Mean over a square of (2·radius + 1)², edges repeated. */
export function blur(map: NodeMap, columns: number, rows: number, radius: number): NodeMap {
  const across = blurLines(map, rows, columns, columns, 1, radius)
  return blurLines(across, columns, rows, 1, columns, radius)
}

function blurLines(
  map: NodeMap,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): NodeMap {
  const result = new Float32Array(map.length)
  const last = length - 1
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    let sum = 0
    for (let offset = -radius; offset <= radius; offset++) {
      sum += map[start + Math.min(last, Math.max(0, offset)) * step] ?? 0
    }
    for (let position = 0; position < length; position++) {
      result[start + position * step] = sum / (2 * radius + 1)
      sum += map[start + Math.min(last, position + radius + 1) * step] ?? 0
      sum -= map[start + Math.max(0, position - radius) * step] ?? 0
    }
  }
  return result
}

/** A blur that keeps the edges of `guide` (guided filter; He, Sun and Tang, 2010). */
export function guidedBlur(
  map: NodeMap,
  guide: NodeMap,
  columns: number,
  rows: number,
  radius: number,
): NodeMap {
  const mean = (values: NodeMap) => blur(values, columns, rows, radius)
  const meanGuide = mean(guide)
  const meanMap = mean(map)
  const meanProduct = mean(map.map((value, node) => value * (guide[node] ?? 0)))
  const meanSquare = mean(guide.map((value) => value * value))
  const slope = meanProduct.map((product, node) => {
    const guideHere = meanGuide[node] ?? 0
    const covariance = product - guideHere * (meanMap[node] ?? 0)
    return covariance / ((meanSquare[node] ?? 0) - guideHere * guideHere + 0.01)
  })
  const base = meanMap.map((value, node) => value - (slope[node] ?? 0) * (meanGuide[node] ?? 0))
  const smoothSlope = mean(slope)
  const smoothBase = mean(base)
  return guide.map((value, node) => (smoothSlope[node] ?? 0) * value + (smoothBase[node] ?? 0))
}

/** The value below which `share` (0–1) of the map lies. */
export function percentile(map: NodeMap, share: number): number {
  const sorted = map.slice().sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** Spreads the map over 0–1; `share` is the percentile that becomes 1. */
export function stretch(map: NodeMap, share: number): NodeMap {
  const low = percentile(map, 1 - share)
  const high = percentile(map, share)
  const span = Math.max(1e-6, high - low)
  return map.map((value) => Math.min(1, Math.max(0, (value - low) / span)))
}
