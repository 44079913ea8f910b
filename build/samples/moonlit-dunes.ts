/** Owns the still "moonlit dunes": a traveller among desert dunes at dusk beneath a large rising moon. */

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

export const DUNES = { width: 1240, height: 1240 }

const HORIZON = 0.5
const MOON = { x: 0.655, y: 0.275, radius: 0.125 }
const SKY = [
  [0, rgb('#0b1030')],
  [0.2, rgb('#241d52')],
  [0.36, rgb('#5d3266')],
  [0.44, rgb('#a94f62')],
  [0.51, rgb('#e58a5e')],
  [0.56, rgb('#f2ab6c')],
] as const
const LIT = rgb('#f79a5c')
const SHADE = rgb('#2c1c48')
const HAZE = rgb('#c2666c')
/** Where the last sunlight comes from: left, low, a little towards the viewer. */
const SUN: Colour = [-0.91, 0.33, -0.25]

export function paintDunes(): Canvas {
  return paint(DUNES.width, DUNES.height, (x, y) => march(x, y) ?? sky(x, y))
}

function sky(x: number, y: number): Colour {
  const open = ramp(SKY, y)
  const distance = Math.hypot(x - MOON.x, y - MOON.y)
  const streak = clouds(x * 1.8, y * 13, 7)
  const veil = smoothstep(0.52, 0.76, streak) * smoothstep(0.1, 0.4, y)
  const washed = blend(open, rgb('#f2a27c'), 0.42 * veil)
  const glow = 0.3 * Math.exp(-Math.max(0, distance - MOON.radius) * 7)
  const air = add(add(washed, stars(x, y), 1 - veil), [1, 0.8, 0.66], glow)
  return blend(
    air,
    moon(x, y),
    smoothstep(MOON.radius + 0.0012, MOON.radius - 0.0012, distance) * (1 - 0.5 * veil),
  )
}

function stars(x: number, y: number): Colour {
  const cell = 0.017
  const [column, row] = [Math.floor(x / cell), Math.floor(y / cell)]
  const draw = hash(column, row, 3)
  if (draw < 0.72) return [0, 0, 0]
  const awayX = x / cell - column - 0.2 - 0.6 * hash(column, row, 4)
  const awayY = y / cell - row - 0.2 - 0.6 * hash(column, row, 5)
  const size = 0.035 + 0.06 * hash(column, row, 6) ** 4
  const bright = smoothstep(size, 0, Math.hypot(awayX, awayY)) * (0.3 + 1.1 * hash(column, row, 8) ** 2)
  return scale([0.9, 0.93, 1], bright * smoothstep(0.42, 0.12, y))
}

function moon(x: number, y: number): Colour {
  const [u, v] = [(x - MOON.x) / MOON.radius, (y - MOON.y) / MOON.radius]
  const seas = smoothstep(0.44, 0.56, clouds(u * 1.5 + 9, v * 1.5 + 4, 15, 5))
  const craters = clouds(u * 7, v * 7, 19, 4) - 0.5
  const limb = Math.sqrt(Math.max(0, 1 - u * u - v * v))
  const face = blend(rgb('#f8dcc8'), rgb('#bd8a7a'), 0.72 * seas)
  return scale(add(face, [1, 1, 1], 0.2 * craters), 0.72 + 0.22 * limb - 0.08 * u)
}

/** Height of the sand at a place on the ground: long crests with a steep lee, and hollows between. */
function sand(x: number, z: number): number {
  const bend = 1.1 * noise(x * 0.22, z * 0.2, 31) + 0.4 * noise(x * 0.6, z * 0.5, 33)
  const wave = z * 0.42 + x * 0.16 + bend * 1.5
  const turn = wave - Math.floor(wave)
  const profile = turn < 0.72 ? smoothstep(0, 1, turn / 0.72) : smoothstep(0, 1, (1 - turn) / 0.28)
  const size = 0.35 + 0.8 * noise(x * 0.13 + 4, Math.floor(wave) * 3.7, 37)
  const swell = 1.5 * noise(x * 0.07 + 2, z * 0.07, 41)
  const great =
    3.1 *
    smoothstep(9, 17, z) *
    Math.max(0, 1 - Math.abs(3 * noise(x * 0.085 + z * 0.03 + 7, z * 0.055, 43) - 1.5)) ** 1.3
  return 0.68 * size * profile + swell * 0.6 + great
}

const EYE = { x: 0, height: 1.95, z: 0 }

/** Follows the line of sight until it meets the sand; undefined where it meets the sky. */
function march(x: number, y: number): Colour | undefined {
  const slope = (HORIZON - y) / 0.92
  if (slope > 0.12) return undefined
  const across = (x - 0.5) / 0.92
  let before = 0.6
  for (let z = 0.6; z < 60; z += 0.012 + z * 0.009) {
    if (EYE.height + slope * z < sand(EYE.x + across * z, z)) {
      return shade(across, slope, refine(across, slope, before, z))
    }
    before = z
  }
  return undefined
}

function refine(across: number, slope: number, above: number, below: number): number {
  let [near, far] = [above, below]
  for (let step = 0; step < 7; step++) {
    const middle = (near + far) / 2
    if (EYE.height + slope * middle < sand(across * middle, middle)) far = middle
    else near = middle
  }
  return far
}

function shade(across: number, slope: number, z: number): Colour {
  const x = across * z
  const reach = 0.004 * (1 + z)
  const ground = sand(x, z)
  const tiltX = (sand(x + reach, z) - ground) / reach
  const tiltZ = (sand(x, z + reach) - ground) / reach
  const ripple = ripples(x, z) / (1 + z * 0.35)
  const [nx, ny, nz] = [-(tiltX + ripple), 1, -(tiltZ + 0.5 * ripple)]
  const length = Math.hypot(nx, ny, nz)
  const sunny = Math.max(0, (nx * SUN[0] + ny * SUN[1] + nz * SUN[2]) / length)
  const open = lightAt(x, ground, z)
  const grain = 0.94 + 0.12 * hash(Math.floor(x * 700), Math.floor(z * 300), 51)
  const ambient = blend(SHADE, rgb('#6d4470'), 0.5 + (0.5 * ny) / length - 0.4)
  const body = add(scale(ambient, 0.82), LIT, 0.98 * open * sunny ** 1.15)
  const moonlight = add(
    scale(body, grain),
    [0.5, 0.36, 0.5],
    0.12 * Math.max(0, -slope * 0.4 + ny / length - 0.75),
  )
  const distance = 1 - Math.exp(-Math.max(0, z - 3) * 0.045)
  return blend(moonlight, add(HAZE, LIT, 0.2 * Math.exp(-Math.abs(across) * 2)), distance * 0.9)
}

/** Wind ripples: fine parallel crests that wander. */
function ripples(x: number, z: number): number {
  const wander = 2.2 * noise(x * 1.3, z * 1.1, 61) + 0.7 * noise(x * 4, z * 3, 63)
  return 0.2 * Math.sin(z * 21 + x * 9 + wander * 5) * (0.4 + 0.9 * noise(x * 0.7, z * 0.6, 65))
}

/** 1 in the sun, less in the shadow of another dune. */
function lightAt(x: number, ground: number, z: number): number {
  let open = 1
  for (let step = 0.06; step < 3.2; step *= 1.32) {
    const clearance = ground + step * 0.3 - sand(x + SUN[0] * step, z + SUN[2] * step)
    open = Math.min(open, smoothstep(-0.02, 0.03 + 0.03 * step, clearance))
  }
  return open
}

/** A traveller leading a camel, small on a crest, with their long shadows. */
export function duneFigures(x: number, y: number, size: number): string {
  const camel = `<path d="M8 0L10 -17C9 -22 12 -26 17 -27C19 -33 24 -35 27 -28C30 -34 36 -35 39 -27C42 -26 43 -23 45 -22C49 -24 50 -30 52 -35C53 -38 57 -39 60 -37L62 -35L57 -33C55 -28 53 -20 46 -16L44 0H42L40 -15H18L14 0H12L13 -14L10.500 0Z"/>`
  const traveller = `<path d="M74 0L76 -13C75 -20 78 -24 81 -24C85 -24 87 -20 87 -14L89 0H83L82 -7L79 0Z"/><circle cx="81.500" cy="-28" r="3.700"/><path d="M86 -18L93 -12V0H92L91 -11L85 -15Z"/><path d="M60 -36Q70 -28 79 -19" fill="none" stroke="#1d1230" stroke-width=".8"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${DUNES.width}" height="${DUNES.height}">
    <g transform="translate(${x} ${y}) scale(${size})" fill="#1d1230"><g transform="matrix(1 0 1.9 -.34 0 0)" opacity=".42">${camel}${traveller}</g>${camel}${traveller}</g></svg>`
}
