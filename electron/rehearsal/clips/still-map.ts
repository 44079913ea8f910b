/** Owns what can be guessed from a still at a glance: what is near, what is sky, what is busy, what glows. */

import { clamp, smoothstep } from './curves.ts'
import type { Grid, NodeMap } from './grid.ts'
import { blur, guidedBlur, percentile, stretch } from './map-filters.ts'
import { decodeStill } from './still-planes.ts'

/** Guesses about a still, each 0–1 per node of the grid. */
export type StillMap = {
  /** 1 is nearest. */
  depth: NodeMap
  /** Soft areas of the upper part, which may drift. */
  sky: NodeMap
  /** Fine texture such as leaves, hair or grass. */
  busy: NodeMap
  /** The brightest parts: lamps, windows, glints. */
  glow: NodeMap
  /** How much brighter a part may become before it burns out. */
  headroom: NodeMap
  /** What the eye goes to. */
  subject: NodeMap
  /** Centre of the subject, each −1…1. */
  focus: { u: number; v: number }
  /** Mean luminance, that of the brightest tenth (0–1), and the colour of light: offsets of the two colour planes. */
  light: { mean: number; high: number; blue: number; red: number }
}

export async function readStill(image: Buffer, grid: Grid): Promise<StillMap> {
  const { columns, rows } = grid
  const rgb = await decodeStill(image, { width: columns, height: rows })
  const fine = await decodeStill(image, { width: columns * 4, height: rows * 4 })
  const luma = new Float32Array(grid.nodes)
  for (let node = 0; node < grid.nodes; node++) luma[node] = luminance(rgb, node) / 255
  const busy = stretch(blur(detail(fine, columns, rows), columns, rows, 1), 0.97)
  const subject = findSubject(rgb, busy, columns, rows)
  const depth = guessDepth(luma, subject, columns, rows)
  const calm = blur(busy, columns, rows, 2)
  const sky = blur(
    luma.map((light, node) => {
      const v = Math.floor(node / columns) / (rows - 1)
      const soft = smoothstep(0.3, 0.08, calm[node] ?? 0) * smoothstep(0.72, 0.35, v)
      return soft * smoothstep(0.04, 0.16, light) * smoothstep(0.6, 0.35, subject[node] ?? 0)
    }),
    columns,
    rows,
    2,
  )
  const high = percentile(luma, 0.9)
  const glowing = Math.max(0.55, percentile(luma, 0.97))
  const glow = blur(
    luma.map((light) => smoothstep(glowing * 0.85, Math.min(1, glowing * 1.1), light)),
    columns,
    rows,
    1,
  )
  const headroom = blur(luma, columns, rows, 1).map((light) => smoothstep(0.98, 0.55, light))
  const mean = luma.reduce((sum, light) => sum + light, 0) / grid.nodes
  return {
    depth,
    sky,
    busy,
    glow,
    headroom,
    subject,
    focus: centre(subject, columns, rows),
    light: { mean, high, ...lightColour(rgb, luma, high) },
  }
}

/** Mean colour difference of the bright parts: what mist and haze in this picture are tinted with. */
function lightColour(rgb: Uint8Array, luma: NodeMap, high: number): { blue: number; red: number } {
  let [blue, red, count] = [0, 0, 1e-6]
  for (const [node, light] of luma.entries()) {
    if (light < high * 0.6) continue
    blue += 0.492 * ((rgb[node * 3 + 2] ?? 0) - 255 * light)
    red += 0.713 * ((rgb[node * 3] ?? 0) - 255 * light)
    count++
  }
  return { blue: clamp(blue / count, -26, 26), red: clamp(red / count, -26, 26) }
}

function luminance(rgb: Uint8Array, pixel: number): number {
  return 0.299 * (rgb[pixel * 3] ?? 0) + 0.587 * (rgb[pixel * 3 + 1] ?? 0) + 0.114 * (rgb[pixel * 3 + 2] ?? 0)
}

/** Mean step between neighbouring pixels within each node's 4×4 patch. */
function detail(fine: Uint8Array, columns: number, rows: number): NodeMap {
  const width = columns * 4
  const map = new Float32Array(columns * rows)
  for (let y = 0; y < rows * 4 - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const here = luminance(fine, y * width + x)
      const step =
        Math.abs(here - luminance(fine, y * width + x + 1)) +
        Math.abs(here - luminance(fine, (y + 1) * width + x))
      const node = (y >> 2) * columns + (x >> 2)
      map[node] = (map[node] ?? 0) + step
    }
  }
  return map
}

/** Stands out in colour from the border, has texture, sits near the middle. */
function findSubject(rgb: Uint8Array, busy: NodeMap, columns: number, rows: number): NodeMap {
  const border = borderColour(rgb, columns, rows)
  const subject = new Float32Array(columns * rows)
  for (let node = 0; node < subject.length; node++) {
    const u = ((node % columns) / (columns - 1)) * 2 - 1
    const v = (Math.floor(node / columns) / (rows - 1)) * 2 - 1
    const distance = Math.hypot(
      (rgb[node * 3] ?? 0) - border[0],
      (rgb[node * 3 + 1] ?? 0) - border[1],
      (rgb[node * 3 + 2] ?? 0) - border[2],
    )
    const central = Math.exp(-(u * u * 1.6 + (v - 0.1) * (v - 0.1) * 1.3))
    subject[node] = (distance / 200 + 0.5 * (busy[node] ?? 0)) * central
  }
  return stretch(blur(blur(subject, columns, rows, 2), columns, rows, 2), 0.97)
}

function borderColour(rgb: Uint8Array, columns: number, rows: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let node = 0; node < columns * rows; node++) {
    const column = node % columns
    if (column > 1 && column < columns - 2 && node >= columns * 2) continue
    for (const channel of [0, 1, 2] as const) sum[channel] += rgb[node * 3 + channel] ?? 0
    count++
  }
  return [sum[0] / count, sum[1] / count, sum[2] / count]
}

/** Low in the picture is near, the subject is nearer; edges of the guess follow edges of the picture. */
function guessDepth(luma: NodeMap, subject: NodeMap, columns: number, rows: number): NodeMap {
  const guess = subject.map((weight, node) => {
    const v = Math.floor(node / columns) / (rows - 1)
    return 0.55 * v ** 1.3 + 0.45 * weight
  })
  const snapped = guidedBlur(guess, luma, columns, rows, Math.max(3, Math.round(columns / 14)))
  return stretch(blur(snapped, columns, rows, 2), 0.99).map((depth) => clamp(depth, 0, 1))
}

function centre(subject: NodeMap, columns: number, rows: number): { u: number; v: number } {
  let sum = 1e-6
  let sumX = 0
  let sumY = 0
  subject.forEach((weight, node) => {
    const heavy = weight ** 3
    sum += heavy
    sumX += heavy * (node % columns)
    sumY += heavy * Math.floor(node / columns)
  })
  const u = (sumX / sum / (columns - 1)) * 2 - 1
  const v = (sumY / sum / (rows - 1)) * 2 - 1
  return { u: clamp(u, -0.7, 0.7), v: clamp(v, -0.7, 0.7) }
}
