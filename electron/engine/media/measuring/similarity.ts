/** Owns how alike two pictures are: structural similarity, and its best value when one may be shifted a little. */

import { halved, type Luma } from './luma.ts'

/** Side of the square windows in px, and from one to the next. Source: Wang et al. 2004, windows of 8 px. */
const WINDOW = 8
const STEP = 4
const C1 = (0.01 * 255) ** 2
const C2 = (0.03 * 255) ** 2

export type Shift = { x: number; y: number }

/**
 * Mean structural similarity of two planes of equal size, 1 at most; `b` is looked at `shift` px to the right and
 * down, and only where both have pixels.
 */
export function similarity(a: Luma, b: Luma, shift: Shift = { x: 0, y: 0 }): number {
  const fromX = Math.max(0, -shift.x)
  const fromY = Math.max(0, -shift.y)
  const toX = a.width - WINDOW - Math.max(0, shift.x)
  const toY = a.height - WINDOW - Math.max(0, shift.y)
  let sum = 0
  let count = 0
  for (let y = fromY; y <= toY; y += STEP) {
    for (let x = fromX; x <= toX; x += STEP) {
      sum += windowSimilarity(a, b, y * a.width + x, (y + shift.y) * b.width + x + shift.x)
      count += 1
    }
  }
  return count === 0 ? 0 : sum / count
}

function windowSimilarity(a: Luma, b: Luma, startA: number, startB: number): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0]
  for (let y = 0; y < WINDOW; y += 1) {
    for (let x = 0; x < WINDOW; x += 1) {
      const one = a.values[startA + y * a.width + x] as number
      const other = b.values[startB + y * b.width + x] as number
      sumA += one
      sumB += other
      squareA += one * one
      squareB += other * other
      product += one * other
    }
  }
  const area = WINDOW * WINDOW
  const [meanA, meanB] = [sumA / area, sumB / area]
  const varianceA = squareA / area - meanA * meanA
  const varianceB = squareB / area - meanB * meanB
  const shared = product / area - meanA * meanB
  const brightness = (2 * meanA * meanB + C1) / (meanA * meanA + meanB * meanB + C1)
  return (brightness * (2 * shared + C2)) / (varianceA + varianceB + C2)
}

/** The best similarity with a shift of at most `reach` px either way. Looked for at half size first. */
export function alignedSimilarity(a: Luma, b: Luma, reach: number): { value: number; shift: Shift } {
  const rough = best(halved(a), halved(b), around({ x: 0, y: 0 }, Math.ceil(reach / 2)))
  return best(a, b, around({ x: rough.shift.x * 2, y: rough.shift.y * 2 }, 1))
}

function around({ x, y }: Shift, reach: number): Shift[] {
  const steps = Array.from({ length: reach * 2 + 1 }, (_, at) => at - reach)
  return steps.flatMap((down) => steps.map((right) => ({ x: x + right, y: y + down })))
}

function best(a: Luma, b: Luma, shifts: readonly Shift[]): { value: number; shift: Shift } {
  const tried = shifts.map((shift) => ({ shift, value: similarity(a, b, shift) }))
  return tried.reduce((one, other) => (other.value > one.value ? other : one))
}
