/** Owns the still "rain street": a narrow street at night, its neon in the wet ground, someone walking under an umbrella. */

import {
  add,
  blend,
  type Canvas,
  type Colour,
  clouds,
  hash,
  noise,
  paint,
  rgb,
  scale,
  smoothstep,
} from './canvas.ts'

export const STREET = { width: 1040, height: 1560 }
const ASPECT = STREET.width / STREET.height

/** The vanishing point; the eye is 1 above the ground and the walls stand 1.15 to both sides. */
const EYE = { x: 0.5 * ASPECT, y: 0.56 }
const WALL = 1.15
const LENS = 0.62

const FOG = rgb('#5a3d78')
const FAR_GLOW = rgb('#ff9fb0')
const NEON = [
  rgb('#ff3d81'),
  rgb('#29e0ff'),
  rgb('#ffb13d'),
  rgb('#a45bff'),
  rgb('#ff5a45'),
  rgb('#3dffb4'),
] as const

/** A sign that hangs out over the street: `z` along it, from `inner` to the wall, between two heights. */
type Sign = {
  z: number
  side: -1 | 1
  inner: number
  outer: number
  bottom: number
  top: number
  colour: Colour
  seed: number
}

const SIGNS: Sign[] = Array.from({ length: 26 }, (_, index) => {
  const side = index % 2 === 0 ? -1 : 1
  const z = 1.55 + index * 0.34 + 0.2 * hash(index, 1, 3)
  const wide = 0.16 + 0.2 * hash(index, 2, 3)
  const bottom = 0.35 + 1.5 * hash(index, 3, 3)
  const outer = WALL - 0.03 - 0.12 * hash(index, 5, 3)
  return {
    z,
    side,
    inner: outer - wide,
    outer,
    bottom,
    top: bottom + 0.35 + 1.1 * hash(index, 4, 3),
    colour: NEON[Math.floor(hash(index, 6, 3) * NEON.length)] ?? NEON[0],
    seed: index,
  } as const
}).reverse()

export function paintStreet(): Canvas {
  return paint(STREET.width, STREET.height, (x, y) => {
    const [u, v] = [(x - EYE.x) / LENS, (EYE.y - y) / LENS]
    const onGround = v < 0 && Math.abs(u / v) < WALL
    return onGround ? ground(u, v) : above(u, v)
  })
}

function inFog(colour: Colour, z: number, u: number, v: number): Colour {
  const thick = 1 - Math.exp(-Math.max(0, z - 1.2) * 0.17)
  const air = add(FOG, FAR_GLOW, 0.55 * Math.exp(-Math.hypot(u, v - 0.06) * 5.5))
  return blend(colour, scale(air, 0.62), thick)
}

/** Everything that stands: walls, signs, cables and the strip of sky. */
function above(u: number, v: number): Colour {
  const z = Math.min(60, WALL / Math.max(0.004, Math.abs(u)))
  const height = 1 + v * z
  const roof = 4.3 + 2.2 * hash(Math.floor(z * 0.75), u > 0 ? 1 : 0, 21)
  let colour = height > roof || z > 26 ? night(u, v) : inFog(wall(z, height, u > 0 ? 1 : -1), z, u, v)
  for (const sign of SIGNS) {
    const at = (u * sign.z * sign.side - sign.inner) / (sign.outer - sign.inner)
    const up = (1 + v * sign.z - sign.bottom) / (sign.top - sign.bottom)
    colour = add(colour, sign.colour, spill(sign, u, v))
    if (at > 0 && at < 1 && up > 0 && up < 1) colour = inFog(face(sign, at, up), sign.z * 0.8, u, v)
  }
  return cables(colour, u, v)
}

function night(u: number, v: number): Colour {
  const cloud = clouds(u * 2.4 + 3, v * 2 + 1, 17)
  const low = add(scale(FOG, 0.5 + 0.5 * cloud), FAR_GLOW, 0.4 * Math.exp(-Math.hypot(u, v) * 2.6))
  return blend(low, rgb('#151232'), smoothstep(0.1, 0.9, v))
}

/** Dark walls with rows of windows, some lit, and shop fronts at street level. */
function wall(z: number, height: number, side: -1 | 1): Colour {
  const grime = clouds(z * 2 + side * 9, height * 1.4, 41, 4)
  const base = scale(blend(rgb('#161425'), rgb('#2c2440'), grime), 0.8)
  const [cellZ, cellY] = [z * 2.1, height * 1.75]
  const [column, row] = [Math.floor(cellZ), Math.floor(cellY)]
  const [inZ, inY] = [cellZ - column, cellY - row]
  if (height < 0.95) return shopFront(z, height, side, base)
  const pane =
    smoothstep(0.16, 0.2, inZ) *
    smoothstep(0.84, 0.8, inZ) *
    smoothstep(0.22, 0.26, inY) *
    smoothstep(0.8, 0.76, inY)
  const draw = hash(column, row, 50 + side)
  const lamp =
    draw > 0.6 ? blend(rgb('#ffc070'), rgb('#8fd8ff'), hash(column, row, 52) > 0.75 ? 1 : 0) : rgb('#1c2238')
  const curtain = 0.45 + 0.55 * noise(inZ * 5 + column * 9, inY * 3 + row * 7, 55)
  const bars = Math.abs(inZ - 0.5) < 0.025 || Math.abs(inY - 0.52) < 0.02 ? 0.35 : 1
  return blend(base, scale(lamp, (draw > 0.6 ? 0.85 : 0.6) * curtain * bars), pane)
}

function shopFront(z: number, height: number, side: -1 | 1, base: Colour): Colour {
  const shop = Math.floor(z * 0.9)
  const colour = NEON[Math.floor(hash(shop, side, 61) * NEON.length)] ?? NEON[0]
  const lit = hash(shop, side, 62) > 0.3
  const inside = z * 0.9 - shop
  const opening =
    smoothstep(0.08, 0.12, inside) *
    smoothstep(0.94, 0.9, inside) *
    smoothstep(0.02, 0.05, height) *
    smoothstep(0.78, 0.74, height)
  const panes = Math.abs(((inside * 3) % 1) - 0.5) > 0.47 ? 0.35 : 1
  const crowd =
    smoothstep(0.42, 0.62, clouds(z * 6 + side * 5, height * 3.2, 63, 4)) * smoothstep(0.62, 0.2, height)
  const goods = panes * (0.5 + 0.75 * smoothstep(0, 0.75, height)) * (1 - 0.6 * crowd)
  const glow = lit ? blend(rgb('#ffd9a0'), colour, 0.35) : rgb('#201a33')
  const awning = height > 0.78 && height < 0.9 ? (Math.floor(z * 9) % 2 === 0 ? 0.5 : 0.22) : 0
  return add(blend(base, scale(glow, (lit ? 1 : 0.5) * goods), opening), colour, awning * (lit ? 0.8 : 0.3))
}

/** Light that a sign throws into the wet air around it. */
function spill(sign: Sign, u: number, v: number): number {
  const middle = ((sign.inner + sign.outer) / 2 / sign.z) * sign.side
  const away = Math.hypot(u - middle, (v - ((sign.bottom + sign.top) / 2 - 1) / sign.z) * 0.6)
  return (0.22 / (1 + sign.z * 0.35)) * Math.exp(-away * sign.z * 2.4)
}

/** A lit board: a bright frame and a column of invented characters, no real script. */
function face({ colour, seed, inner, outer, bottom, top }: Sign, at: number, up: number): Colour {
  const tall = (top - bottom) / (outer - inner)
  const edge = Math.min(at, 1 - at, up * tall, (1 - up) * tall)
  const tube = Math.exp(-(((edge - 0.08) / 0.03) ** 2))
  const cells = Math.max(1, Math.round(tall))
  const cellY = up * cells - Math.floor(up * cells)
  const glyph = strokes(at, cellY, seed * 31 + Math.floor(up * cells))
  const filled = hash(seed, 9, 3) > 0.62
  const board = scale(colour, filled ? 0.85 : 0.16)
  const ink: Colour = filled ? [0.07, 0.03, 0.1] : add(scale(colour, 1.15), [1, 1, 1], 0.5)
  return add(blend(board, ink, glyph), add(colour, [1, 1, 1], 0.45), 0.95 * tube)
}

function strokes(x: number, y: number, seed: number): number {
  let cover = 0
  for (let stroke = 0; stroke < 5; stroke++) {
    const place = 0.24 + 0.52 * hash(stroke, seed, 91)
    const from = 0.2 + 0.22 * hash(stroke, seed, 92)
    const to = 0.58 + 0.22 * hash(stroke, seed, 93)
    const [along, across] = stroke % 2 === 0 ? [x, y] : [y, x]
    const slant = 0.16 * (hash(stroke, seed, 94) - 0.5) * (along - 0.5)
    const thick = smoothstep(0.055, 0.03, Math.abs(across - place - slant))
    cover = Math.max(cover, thick * smoothstep(from - 0.02, from, along) * smoothstep(to + 0.02, to, along))
  }
  return cover
}

function cables(colour: Colour, u: number, v: number): Colour {
  let dark = 0
  for (let cable = 0; cable < 7; cable++) {
    const z = 1.5 + cable * 0.75
    const sag =
      (2.5 + 1.6 * hash(cable, 1, 71) - 1) / z + (hash(cable, 2, 71) - 0.5) * u * 0.5 + 0.16 * u * u * z
    dark = Math.max(
      dark,
      smoothstep(0.0032 / Math.sqrt(z), 0.0012 / Math.sqrt(z), Math.abs(v - sag)) * (1 - z / 9),
    )
  }
  return blend(colour, rgb('#0a0814'), 0.85 * dark)
}

/** Wet asphalt: the street upside down, smeared by roughness, broken up by puddles and drops. */
function ground(u: number, v: number): Colour {
  const z = -1 / v
  const x = u * z
  const rough = clouds(x * 7, z * 7, 81, 4) - 0.5
  const puddle = smoothstep(0.44, 0.6, clouds(x * 1.1 + 4, z * 0.9, 83, 4))
  const smear = 0.3 - 0.2 * puddle
  let mirrored: Colour = [0, 0, 0]
  const samples = 6
  for (let sample = 0; sample < samples; sample++) {
    const jitter = (sample + hash(Math.floor(x * 900), Math.floor(z * 900) + sample, 85)) / samples - 0.5
    const wave = (0.05 + 0.05 * puddle) * (noise(x * 9, z * 26, 87) - 0.5)
    mirrored = add(
      mirrored,
      above(u + wave / z + rough * 0.03, -v * (1 + smear * jitter * 1.6) + rough * 0.05),
      1 / samples,
    )
  }
  const drops = dropRings(x, z) * puddle
  const asphalt = scale(blend(rgb('#0b0a14'), rgb('#1d1a2b'), 0.5 + rough), 0.9)
  const shine = 0.5 + 0.36 * puddle + 0.3 * Math.exp(-z * 0.1) * rough
  const wet = add(scale(asphalt, 0.7), mirrored, shine + 0.5 * drops)
  return blend(inFog(wet, z * 0.62, u, 0), night(u, 0.02), smoothstep(7, 22, z))
}

function dropRings(x: number, z: number): number {
  const [column, row] = [Math.floor(x * 5), Math.floor(z * 5)]
  if (hash(column, row, 95) < 0.6) return 0
  const away = Math.hypot(x * 5 - column - 0.5, z * 5 - row - 0.5)
  const radius = 0.1 + 0.3 * hash(column, row, 96)
  return Math.exp(-(((away - radius) / 0.035) ** 2)) * (1 - radius)
}

/** The walker, their reflection, and the rain. */
export function streetFigures(): string {
  const [x, y] = [0.53 * STREET.width, 0.765 * STREET.height]
  const body = `<path d="M-27 -4C-30 -70 -42 -112 -30 -150C-20 -164 18 -164 28 -150C42 -112 31 -66 29 -4Z"/><path d="M-19 -6L-17 58H-4L-2 -6ZM6 -6L8 60H21L21 -6Z"/><path d="M-18 54H-2V64H-20ZM7 56H23V66H6Z"/><circle cx="-1" cy="-176" r="17"/><path d="M24 -140C40 -128 36 -110 22 -108L16 -120Z"/>
    <path d="M20 -112V-252" stroke="#0a0813" stroke-width="4"/>`
  const dome = `<path d="M-104 -196C-92 -268 -30 -296 16 -298C72 -296 122 -262 134 -196Q112 -212 92 -198Q70 -214 44 -198Q18 -214 -10 -198Q-36 -214 -58 -198Q-82 -212 -104 -196Z" fill="url(#cloth)" stroke="#ff8fb3" stroke-opacity=".55" stroke-width="2"/>
    <path d="M16 -298C-8 -270 -12 -226 -10 -198M16 -298C36 -270 44 -230 44 -198M16 -298C-34 -274 -54 -232 -58 -198M16 -298C70 -274 90 -232 92 -198" fill="none" stroke="#ffd0dc" stroke-opacity=".16" stroke-width="1.6"/>`
  const walker = `<g fill="#0a0813">${body}</g><path d="M28 -150C42 -112 31 -66 29 -4" fill="none" stroke="#3fd8ff" stroke-opacity=".7" stroke-width="3"/><path d="M-30 -150C-42 -112 -30 -70 -27 -4" fill="none" stroke="#ff5c97" stroke-opacity=".7" stroke-width="3"/>${dome}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${STREET.width}" height="${STREET.height}">
    <defs><linearGradient id="cloth" x1="0" y1="0" x2="1" y2=".3"><stop offset="0" stop-color="#8f1d4f"/><stop offset=".5" stop-color="#3a1038"/><stop offset="1" stop-color="#123a55"/></linearGradient>
    <filter id="wet" x="-30%" y="-30%" width="160%" height="160%"><feTurbulence type="fractalNoise" baseFrequency=".015 .06" numOctaves="2" seed="8"/><feDisplacementMap in="SourceGraphic" scale="22"/><feGaussianBlur stdDeviation="2.5 6"/></filter></defs>
    <g transform="translate(${x} ${y}) scale(.86)"><g transform="translate(0 126) scale(1 -1)" opacity=".62" filter="url(#wet)">${walker}</g>${walker}</g>${rainLines()}</svg>`
}

function rainLines(): string {
  return Array.from({ length: 420 }, (_, line) => {
    const near = hash(line, 1, 201) ** 3
    const [x, y] = [hash(line, 2, 201) * STREET.width * 1.1, hash(line, 3, 201) * STREET.height]
    const long = 22 + 90 * near
    return `<path d="M${x.toFixed(0)} ${y.toFixed(0)}l${(-long * 0.12).toFixed(1)} ${long.toFixed(0)}" stroke="#e6dcff" stroke-opacity="${(0.07 + 0.16 * hash(line, 4, 201)).toFixed(2)}" stroke-width="${(0.8 + 1.6 * near).toFixed(1)}" stroke-linecap="round"/>`
  }).join('')
}
