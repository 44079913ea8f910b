/** Owns how light and mist change over a take: sweeps, low sun, cloud shadows, flicker, and veils between near and far. */

import { clamp, mix, onset, smoothstep, travelled, wander } from './curves.ts'
import { eachNode, type Field, type Grid } from './grid.ts'
import type { Clouds } from './noise.ts'
import type { StillMap } from './still-map.ts'
import type { Take } from './take.ts'

/** One frame's moment. */
export type Moment = { seconds: number; length: number }

export function addLight(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  clouds: Clouds,
  moment: Moment,
): void {
  const { kind } = take.light
  if (kind === 'sweep') sweepLight(field, grid, map, take, moment)
  if (kind === 'low-sun') shiftSun(field, grid, map, take, moment)
  if (kind === 'cloud-shadows') castCloudShadows(field, grid, map, take, clouds, moment)
  if (kind === 'flicker' || kind === 'glow') pulseLamps(field, grid, map, take, moment)
  if (take.mist.density > 0) addMist(field, grid, map, take, clouds, moment)
}

function warm(field: Field, node: number, amount: number): void {
  field.tintBlue[node] = (field.tintBlue[node] ?? 0) - amount
  field.tintRed[node] = (field.tintRed[node] ?? 0) + 0.75 * amount
}

/** A soft band of light crosses the frame once. */
function sweepLight(field: Field, grid: Grid, map: StillMap, take: Take, { seconds, length }: Moment): void {
  const { strength, angle, warmth } = take.light
  const centre = mix(-1.9, 1.7, travelled(seconds, length))
  const presence = onset(seconds, 0.8) * strength
  const [across, along] = [Math.cos(angle), Math.sin(angle) * 0.8]
  eachNode(grid, (node, u, v) => {
    const distance = u * across + v * along - centre
    const room = (0.6 + 0.4 * (map.depth[node] ?? 0)) * (0.25 + 0.75 * (map.headroom[node] ?? 0))
    const band = presence * Math.exp(-distance * distance * 5) * room
    field.gain[node] = (field.gain[node] ?? 1) * (1 + 0.3 * band)
    field.lift[node] = (field.lift[node] ?? 0) + 7 * band
    warm(field, node, 5 * band * warmth)
  })
}

/** One side warms and brightens while the other falls into shade. */
function shiftSun(field: Field, grid: Grid, map: StillMap, take: Take, { seconds, length }: Moment): void {
  const { strength, angle, warmth } = take.light
  const way = travelled(seconds, length) * strength
  const [across, along] = [Math.cos(angle), Math.sin(angle) - 0.45]
  const shimmer = 1 + 0.05 * wander(seconds * 1.2, take.phase)
  eachNode(grid, (node, u, v) => {
    const sunny = smoothstep(-1.3, 1.3, u * across + v * along) - 0.42
    const lit = sunny > 0 ? sunny * (0.2 + 0.8 * (map.headroom[node] ?? 0)) : sunny
    const near = 0.7 + 0.3 * (map.depth[node] ?? 0)
    field.gain[node] = (field.gain[node] ?? 1) * (1 + 0.34 * way * lit * near * shimmer)
    warm(field, node, way * (2 + 9 * Math.max(0, lit)) * (0.35 + warmth))
  })
}

/** Shadows of clouds pass over the land; the sky keeps its light. */
function castCloudShadows(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  clouds: Clouds,
  { seconds }: Moment,
): void {
  const { strength, rate } = take.light
  const presence = onset(seconds, 1.4) * strength
  const travel = seconds * 0.045 * rate * take.living.heading
  const aspect = grid.height / grid.width
  eachNode(grid, (node, u, v) => {
    const cloud = clouds(u * 0.16 - travel, v * aspect * 0.2 + 0.31 + travel * 0.3)
    const shade = (smoothstep(0.3, 0.75, cloud) - 0.4) * presence * (1 - 0.8 * (map.sky[node] ?? 0))
    field.gain[node] = (field.gain[node] ?? 1) * (1 - 0.27 * shade)
    warm(field, node, -2.5 * shade)
  })
}

/** Bright parts pulse: quick and uneven for a flicker, slow for a glow, and light their surroundings. */
function pulseLamps(field: Field, grid: Grid, map: StillMap, take: Take, { seconds }: Moment): void {
  const { kind, strength, rate, warmth } = take.light
  const quick = kind === 'flicker'
  const beat = quick ? wander(seconds * 3.2 * rate, take.phase) : Math.sin(seconds * 1.5 * rate + take.phase)
  const base = quick ? 0.05 : 0.03
  const pulse = onset(seconds, 0.8) * strength * (beat - (quick ? 0.15 : 0))
  eachNode(grid, (node, u, v) => {
    const lamp = map.glow[node] ?? 0
    const own = quick ? wander(seconds * 2.3 * rate, take.phase + 4 * u + 3 * v) : beat
    field.gain[node] = (field.gain[node] ?? 1) * (1 + base * pulse + 0.2 * pulse * lamp)
    field.lift[node] = (field.lift[node] ?? 0) + 9 * lamp * onset(seconds) * strength * own
    warm(field, node, 3 * warmth * pulse * lamp)
  })
}

/** Two veils at different depths and speeds, thick far away and low down, thin over what is near. */
function addMist(
  field: Field,
  grid: Grid,
  map: StillMap,
  take: Take,
  clouds: Clouds,
  { seconds }: Moment,
): void {
  const { density, scale, drift, rise } = take.mist
  const presence = density * onset(seconds, 1.8)
  const veil = clamp(58 + 160 * map.light.high, 50, 196)
  const aspect = grid.height / grid.width
  eachNode(grid, (node, u, v) => {
    const x = u * scale * 0.32
    const y = v * aspect * scale * 0.62
    const far = clouds(x - seconds * drift * 0.7, y + seconds * rise)
    const close = clouds(x * 1.7 - seconds * drift * 1.6 + 0.37, y * 1.5 + seconds * rise * 1.6 + 0.61)
    const depth = map.depth[node] ?? 0
    const band = 0.45 + 0.55 * smoothstep(-0.75, 0.15, v) * smoothstep(1.25, 0.45, v)
    const thick =
      0.62 * smoothstep(0.38, 0.85, far) * (1 - 0.7 * depth) +
      0.34 * smoothstep(0.5, 0.95, close) * (0.5 + 0.5 * depth)
    const cover = clamp(presence * band * thick, 0, 0.75)
    field.gain[node] = (field.gain[node] ?? 1) * (1 - cover)
    field.lift[node] = (field.lift[node] ?? 0) * (1 - cover) + veil * cover
    field.chroma[node] = (field.chroma[node] ?? 1) * (1 - 0.85 * cover)
    field.tintBlue[node] = (field.tintBlue[node] ?? 0) + map.light.blue * cover
    field.tintRed[node] = (field.tintRed[node] ?? 0) + map.light.red * cover
  })
}
