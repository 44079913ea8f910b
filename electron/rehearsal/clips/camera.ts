/** Owns the camera: zooms, slides, orbits and hand tremor, each stronger on what is near than on what is far. */

import { mix, onset, travelled, wander } from './curves.ts'
import { eachNode, type Field, type Grid } from './grid.ts'
import type { StillMap } from './still-map.ts'
import type { Take } from './take.ts'

/** Depth that stays put when the camera moves sideways. */
const PIVOT_DEPTH = 0.4

/** Adds the camera's shift at `seconds` of `length` to a reset field. */
export function moveCamera(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  seconds: number,
  length: number,
): void {
  const { camera, phase } = take
  const way = travelled(seconds, length)
  const presence = onset(seconds, 1.2)
  const zoom = 1 + (camera.zoom - 1) * way
  const widen = camera.widen * way
  const shakeU = camera.shake * presence * wander(seconds * 1.1, phase)
  const shakeV = camera.shake * presence * wander(seconds * 1.3, phase + 2)
  const parallaxU = camera.orbit * way + 2 * camera.slideU * way + 1.5 * shakeU
  const parallaxV = 2 * camera.slideV * way + camera.orbit * 0.25 * Math.sin(Math.PI * way) + 1.5 * shakeV
  const aspect = grid.width / grid.height
  eachNode(grid, (node, u, v) => {
    const depth = map.depth[node] ?? 0
    const layered = 1 + (zoom - 1) * mix(0.72, 1.3, depth)
    const spread = widen * mix(0.75, 1.2, depth)
    const inward = 1 / layered - 1
    const nearer = depth - PIVOT_DEPTH
    const keepU = 1 - u ** 6
    const keepV = 1 - v ** 6
    const moveU =
      (u - camera.anchorU) * inward + u * spread * (1 - u * u) + keepU * (shakeU - parallaxU * nearer)
    const moveV =
      (v - camera.anchorV) * inward +
      v * spread * (1 - v * v) +
      keepV * (shakeV - parallaxV * nearer) * aspect
    field.shiftX[node] = (field.shiftX[node] ?? 0) + (moveU * grid.width) / 2
    field.shiftY[node] = (field.shiftY[node] ?? 0) + (moveV * grid.height) / 2
  })
}
