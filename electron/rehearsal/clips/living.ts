/** Owns what moves inside the picture: leaves in the wind, a breathing subject, water, drifting skies, passing ground. */

import { onset, smoothstep, wander } from './curves.ts'
import { eachNode, type Field, type Grid } from './grid.ts'
import type { Clouds } from './noise.ts'
import type { StillMap } from './still-map.ts'
import type { Take } from './take.ts'

export function addLife(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  clouds: Clouds,
  seconds: number,
): void {
  swayInWind(field, grid, map, take, clouds, seconds)
  breathe(field, grid, map, take, seconds)
  if (take.living.water > 0) rippleWater(field, grid, map, take, seconds)
  driftSky(field, grid, map, take)
  if (take.living.ground > 0) passGround(field, grid, map, take)
}

/** Gusts run across the frame; fine texture follows them, the rest hardly moves. */
function swayInWind(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  clouds: Clouds,
  seconds: number,
): void {
  const { wind, heading, rate } = take.living
  const strength = wind * onset(seconds) * (grid.width / 2)
  const travel = heading * seconds * 0.09 * rate
  const aspect = grid.height / grid.width
  eachNode(grid, (node, u, v) => {
    const busy = map.busy[node] ?? 0
    const loose = (0.12 + 0.88 * busy) * (1 - u ** 6) * (1 - v ** 6)
    const gust = clouds(u * 0.3 - travel, v * aspect * 0.3) - 0.35
    const swing = Math.sin(seconds * 3.1 * rate + u * 5 + v * 3 + take.phase)
    field.shiftX[node] = (field.shiftX[node] ?? 0) - heading * strength * loose * gust * (1.5 + 0.9 * swing)
    field.shiftY[node] =
      (field.shiftY[node] ?? 0) +
      strength * 0.45 * loose * gust * Math.sin(seconds * 2.3 * rate + u * 7 + take.phase)
  })
}

/** The subject swells, nods and leans a little, with soft edges. */
function breathe(field: Field, grid: Grid, map: StillMap, take: Take, seconds: number): void {
  const presence = onset(seconds, 1.2) * take.living.breath
  const swell = presence * Math.sin(seconds * 1.9 * take.living.rate)
  const lean = presence * 1.6 * wander(seconds * 0.8, take.phase)
  const { u: focusU, v: focusV } = map.focus
  const aspect = grid.height / grid.width
  eachNode(grid, (node, u, v) => {
    const awayU = u - focusU
    const awayV = (v - focusV) * aspect
    const weight = Math.exp(-(awayU * awayU + awayV * awayV) * 4.5) * (0.35 + 0.65 * (map.subject[node] ?? 0))
    const moveX = weight * (-awayU * swell * 2.4 + lean * (0.35 - awayV))
    const moveY = weight * (-awayV * swell * 3 - swell * 0.5)
    field.shiftX[node] = (field.shiftX[node] ?? 0) + (moveX * (1 - u ** 6) * grid.width) / 2
    field.shiftY[node] = (field.shiftY[node] ?? 0) + (moveY * (1 - v ** 6) * grid.width) / 2
  })
}

/** Waves in the lower part, longer and stronger towards the viewer, with glints on their crests. */
function rippleWater(field: Field, grid: Grid, map: StillMap, take: Take, seconds: number): void {
  const presence = onset(seconds) * take.living.water
  const time = seconds * take.living.rate
  eachNode(grid, (node, u, v) => {
    const surface = smoothstep(0.05, 0.4, v) * (1 - 0.75 * (map.subject[node] ?? 0))
    if (surface === 0) return
    const distance = 9 / (0.25 + Math.max(0, v))
    const crest =
      Math.sin(distance * 1.9 + time * 2.2 + u * 2 + take.phase) +
      0.6 * Math.sin(distance * 3.1 - time * 3 + u * 5)
    const cross = Math.sin(u * 9 + distance + time * 1.4)
    const reach = presence * surface * (grid.height / 720) * (1 - u ** 6) * (1 - v ** 8)
    field.shiftX[node] = (field.shiftX[node] ?? 0) + reach * 2.6 * (crest + cross)
    field.shiftY[node] = (field.shiftY[node] ?? 0) + reach * 2.2 * crest
    field.gain[node] = (field.gain[node] ?? 1) * (1 + presence * surface * 0.045 * (crest + cross))
  })
}

/** Soft upper areas stream sideways; the painter cross-fades two phases, so that nothing ever jumps back. */
function driftSky(field: Field, grid: Grid, map: StillMap, take: Take): void {
  const pace = take.living.skyDrift * take.living.heading * (grid.width / 2)
  eachNode(grid, (node, u, v) => {
    const soft = (map.sky[node] ?? 0) * (1 - u ** 4)
    if (soft < 0.06) return
    field.flowX[node] = (field.flowX[node] ?? 0) + pace * (soft - 0.06) * (0.75 + 0.5 * (1 + v))
  })
}

/** The ground rushes towards the viewer from a vanishing point behind the subject. */
function passGround(field: Field, grid: Grid, map: StillMap, take: Take): void {
  const horizon = -0.05
  eachNode(grid, (node, u, v) => {
    const near = smoothstep(0.25, 0.9, v) * (1 - smoothstep(0.15, 0.55, map.subject[node] ?? 0))
    if (near < 0.02) return
    const pace = take.living.ground * near * (grid.height / 2) * 0.55 * (v - horizon)
    field.flowX[node] = (field.flowX[node] ?? 0) + pace * (u - map.focus.u) * (1 - u ** 4)
    field.flowY[node] = (field.flowY[node] ?? 0) + pace * (1 - v ** 4)
  })
}
