/** Owns the still "misty lake": pines and ridges at dawn, mirrored in still water, with a rowing boat. */

import {
  add,
  blend,
  type Canvas,
  type Colour,
  clouds,
  hash,
  noise,
  paint,
  ramp,
  rgb,
  scale,
  smoothstep,
} from './canvas.ts'

export const LAKE = { width: 1600, height: 1000 }
const ASPECT = LAKE.width / LAKE.height

const SHORE = 0.6
const SUN = { x: 1.02, y: 0.36 }
const SKY = [
  [0, rgb('#29405e')],
  [0.17, rgb('#6d7f9b')],
  [0.3, rgb('#c39a9c')],
  [0.42, rgb('#f2b184')],
  [0.55, rgb('#ffd9a0')],
] as const
const HAZE = rgb('#f3cda9')
const NEAR = rgb('#0c1e27')
const DISTANT = rgb('#9b8fa8')
const MIDDLE = rgb('#47606f')
const SUNLIGHT: Colour = [1, 0.76, 0.46]

/** Ridges from far to near: foot, height, width of their waves, how much of the haze they keep. */
const RIDGES = [
  { foot: 0.56, rise: 0.32, wave: 1.5, haze: 0.86, pines: 0 },
  { foot: 0.57, rise: 0.24, wave: 2.1, haze: 0.7, pines: 0 },
  { foot: 0.585, rise: 0.165, wave: 2.9, haze: 0.5, pines: 0.012 },
  { foot: 0.595, rise: 0.1, wave: 3.6, haze: 0.28, pines: 0.024 },
  { foot: SHORE + 0.002, rise: 0.05, wave: 4.4, haze: 0.08, pines: 0.048 },
] as const

export function paintLake(): Canvas {
  return paint(LAKE.width, LAKE.height, (x, y) => (y < SHORE ? land(x, y) : water(x, y)))
}

function sky(x: number, y: number): Colour {
  const distance = Math.hypot(x - SUN.x, (y - SUN.y) * 1.15)
  const streak = clouds(x * 1.6 + 3, y * 8, 11)
  const puff = clouds(x * 3.1, y * 5.5 + streak, 23)
  const cover = smoothstep(0.5, 0.74, 0.6 * streak + 0.4 * puff) * smoothstep(0.58, 0.3, y)
  const lit = blend(rgb('#8d8fa6'), rgb('#ffd2a6'), Math.exp(-distance * 1.9))
  const open = blend(ramp(SKY, y), lit, cover * 0.72)
  const glow = 0.42 * Math.exp(-distance * 3.4) + 0.5 * Math.exp(-distance * 12) + (distance < 0.03 ? 1.2 : 0)
  return add(open, SUNLIGHT, glow)
}

function land(x: number, y: number): Colour {
  let colour = sky(x, y)
  for (const [index, ridge] of RIDGES.entries()) {
    const crest = crestOf(x, index)
    const inside =
      ridge.pines > 0 ? pineCover(x, y, crest, ridge.pines, index) : smoothstep(-0.0008, 0.0008, y - crest)
    if (inside <= 0) continue
    colour = blend(colour, slope(x, y, crest, index), inside)
  }
  const drift = smoothstep(0.3, 0.7, clouds(x * 2.2 + 5, y * 14, 61))
  const bank = smoothstep(0.5, SHORE, y) * drift + 0.85 * smoothstep(0.575, SHORE, y) * (0.4 + 0.6 * drift)
  return blend(
    colour,
    add(HAZE, SUNLIGHT, 0.16 * Math.exp(-Math.abs(x - SUN.x) * 2.5)),
    Math.min(0.9, 0.62 * bank),
  )
}

/** Height of a ridge's line at `x`: steep peaks on broad shoulders. */
function crestOf(x: number, index: number): number {
  const ridge = RIDGES[index] as (typeof RIDGES)[number]
  const along = x * ridge.wave + index * 7.3
  const broad = clouds(along * 0.6, index * 3.1, 31 + index, 2)
  const peaks = 1 - Math.abs(3.2 * (clouds(along, index * 1.7, 41 + index, 6) - 0.5))
  const saddle = index < 2 ? 1 - 0.55 * Math.exp(-(((x - SUN.x) / 0.2) ** 2)) : 1
  return ridge.foot - ridge.rise * saddle * (0.12 + 1.25 * broad * Math.max(0, peaks))
}

function slope(x: number, y: number, crest: number, index: number): Colour {
  const ridge = RIDGES[index] as (typeof RIDGES)[number]
  const rough = clouds(x * 14, y * 22, 51 + index, 4)
  const tilt = clouds(x * 14 + 0.08, y * 22 - 0.05, 51 + index, 4) - rough
  const sunward = smoothstep(-0.07, 0.07, tilt * Math.tanh((SUN.x - x) * 4))
  const body = ramp(
    [
      [0, NEAR],
      [0.45, MIDDLE],
      [0.95, DISTANT],
    ],
    ridge.haze,
  )
  const lit = add(
    scale(body, 0.84 + 0.32 * rough),
    SUNLIGHT,
    0.2 * sunward * Math.exp(-Math.abs(x - SUN.x) * 1.3) * (1 - ridge.haze * 0.5),
  )
  const drop = (y - crest) / (ridge.rise + 0.02)
  const veil = smoothstep(0.1, 1.1, drop + 0.55 * (clouds(x * 3.4 + index, y * 12, 57) - 0.45))
  return blend(
    lit,
    add(HAZE, SUNLIGHT, 0.12 * Math.exp(-Math.abs(x - SUN.x) * 2)),
    veil * (0.3 + 0.42 * ridge.haze),
  )
}

/** How far a point lies inside a row of pines that stands on `crest`, 0–1. */
function pineCover(x: number, y: number, crest: number, tall: number, index: number): number {
  if (y > crest) return 1
  const spacing = tall * 0.22
  const cell = Math.floor(x / spacing)
  let cover = 0
  for (let tree = cell - 2; tree <= cell + 2; tree++) {
    const draw = hash(tree, index, 77)
    const trunk = (tree + 0.2 + 0.6 * hash(tree, index, 78)) * spacing
    const height = tall * (0.4 + 0.75 * draw * draw) * (0.55 + 0.9 * noise(trunk * 5, index, 79))
    const up = (crestOf(trunk, index) + 0.004 - y) / height
    if (up < 0 || up > 1) continue
    const branch = 0.5 + 0.5 * Math.abs(((up * 9 + draw * 3) % 1) * 2 - 1)
    const reach = height * 0.2 * (1 - up) * branch + height * 0.008
    cover = Math.max(cover, smoothstep(reach + 0.0009, reach - 0.0009, Math.abs(x - trunk)))
  }
  return cover
}

function water(x: number, y: number): Colour {
  const below = y - SHORE
  const far = 1 / (1 + below * 16)
  const ripple = clouds(x * 5 + 2, 26 * Math.log(1 + below * 14), 83, 4) - 0.5
  const fine = clouds(x * 22, 95 * Math.log(1 + below * 10), 89, 3) - 0.5
  const bend = (0.05 * ripple + 0.022 * fine) * (0.25 + below * 1.6)
  const mirrored = land(x + bend * 0.5, SHORE - Math.max(0.001, below * 0.98 + bend * 1.2))
  const depth = blend(rgb('#12303c'), rgb('#0a1a22'), smoothstep(0, 0.4, below))
  const surface = blend(depth, mirrored, 0.42 + 0.46 * far)
  const path = Math.exp(-(((x - SUN.x) / (0.035 + below * 0.16)) ** 2))
  const sparkle = smoothstep(0.1, 0.3, fine + 0.35 * ripple) * path
  const mist =
    0.8 * (0.45 + 0.55 * smoothstep(0.3, 0.7, clouds(x * 2.2 + 5, SHORE * 14, 61))) * Math.exp(-below * 30) +
    0.22 * smoothstep(0.5, 0.8, clouds(x * 1.7, y * 10, 97)) * Math.exp(-below * 6)
  return blend(
    add(surface, SUNLIGHT, 0.75 * sparkle),
    add(HAZE, SUNLIGHT, 0.1 * Math.exp(-Math.abs(x - SUN.x) * 2)),
    mist,
  )
}

/** The boat and its rower with their reflection, and a few birds. */
export function lakeFigures(): string {
  const boat = `<path d="M-62 -6C-40 2 40 2 64 -9C58 8 44 14 34 15L-36 15C-48 13 -58 4 -62 -6Z"/>
    <path d="M-4 1C-9 -18 -8 -30 2 -34C12 -31 15 -14 13 2Z"/><circle cx="3" cy="-41" r="7.6"/><path d="M-8 -43Q3 -54 14 -43Z"/>
    <path d="M8 -22L-30 12L-48 26" fill="none" stroke="#0b161c" stroke-width="2.6" stroke-linecap="round"/>`
  const bird = (x: number, y: number, size: number) =>
    `<path d="M${x - size} ${y - size * 0.35}Q${x - size * 0.4} ${y - size * 0.55} ${x} ${y}Q${x + size * 0.4} ${y - size * 0.55} ${x + size} ${y - size * 0.4}" fill="none" stroke="#2c3947" stroke-width="${size * 0.16}" stroke-linecap="round"/>`
  const place = `translate(${0.36 * ASPECT * LAKE.height} ${0.745 * LAKE.height})`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${LAKE.width}" height="${LAKE.height}">
    <defs><filter id="mirror" x="-30%" y="-30%" width="160%" height="160%"><feTurbulence type="fractalNoise" baseFrequency=".012 .11" numOctaves="2" seed="4"/><feDisplacementMap in="SourceGraphic" scale="9"/><feGaussianBlur stdDeviation="1.2 2.4"/></filter></defs>
    <g transform="${place}" fill="#0b161c"><g transform="translate(0 22) scale(1 -.8)" opacity=".7" filter="url(#mirror)">${boat}</g>${boat}
    <path d="M-150 17Q-60 13 0 17T160 15" fill="none" stroke="#f6d9bd" stroke-opacity=".22" stroke-width="1.4"/></g>
    ${bird(620, 205, 15)}${bird(668, 178, 11)}${bird(706, 214, 9)}${bird(570, 168, 8)}${bird(742, 186, 7)}</svg>`
}
