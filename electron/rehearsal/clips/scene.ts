/** Owns the picture behind text-to-video: a landscape drawn from the prompt's words and the seed. */

import sharp from 'sharp'
import { drawsFrom } from '#shared/draws.ts'
import type { Size } from './clip-size.ts'
import type { PromptCues } from './prompt-words.ts'
import { between, branchSeed, pick, type Random } from './random.ts'

/** Colours from the zenith to the horizon, of the light, and of the farthest and nearest hill. */
type Palette = { sky: [string, string, string]; light: string; far: string; near: string }

const PALETTES = {
  dawn: { sky: ['#31456b', '#c98f8f', '#f8d3a2'], light: '#fff0d0', far: '#b58d92', near: '#1d2230' },
  day: { sky: ['#2f6fae', '#7fb4da', '#e2eef2'], light: '#ffffff', far: '#9db9c6', near: '#1e3a34' },
  dusk: { sky: ['#1f1b3f', '#8d3f63', '#f39a5b'], light: '#ffd39a', far: '#9a5670', near: '#150f22' },
  night: { sky: ['#05070f', '#101d38', '#2c4668'], light: '#e8f0ff', far: '#24395a', near: '#04060c' },
  pale: { sky: ['#8ea2b2', '#c3cfd6', '#eef1f2'], light: '#ffffff', far: '#b9c5cd', near: '#36444e' },
} satisfies Record<string, Palette>

/** An encoded image of `size`; the same words and seed give the same picture. */
export async function drawScene(cues: PromptCues, seed: number, size: Size): Promise<Buffer> {
  const random = drawsFrom(branchSeed(seed, 'scene'))
  const palette = choosePalette(cues, random)
  const { width, height } = size
  const horizon = height * between(random, 0.5, 0.62)
  const water = cues.scene.has('water') || random() < 0.35
  const lightX = between(random, 0.2, 0.8) * width
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    ${definitions(palette)}
    <rect width="100%" height="100%" fill="url(#sky)"/>
    ${cues.scene.has('night') || palette === PALETTES.night ? stars(size, horizon, random) : ''}
    ${lightDisc(size, horizon, lightX, random)}
    <g filter="url(#soft)">${cloudBanks(size, horizon, palette, random)}</g>
    ${hills(size, horizon, palette, water, random)}
    ${water ? lake(size, horizon, palette, lightX, random) : ''}
    </svg>`
  return sharp(Buffer.from(svg)).flatten({ background: palette.sky[1] }).jpeg({ quality: 93 }).toBuffer()
}

function choosePalette(cues: PromptCues, random: Random): Palette {
  const { scene } = cues
  if (scene.has('night') || scene.has('fireflies')) return PALETTES.night
  if (scene.has('snow') || scene.has('rain')) return PALETTES.pale
  if (scene.has('sun')) return pick(random, [PALETTES.dawn, PALETTES.dusk])
  return pick(random, [PALETTES.dawn, PALETTES.day, PALETTES.dusk, PALETTES.night])
}

function definitions({ sky, light }: Palette): string {
  return `<defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset=".36" stop-color="${sky[1]}"/><stop offset=".62" stop-color="${sky[2]}"/></linearGradient>
    <radialGradient id="halo"><stop offset="0" stop-color="${light}" stop-opacity=".85"/><stop offset=".18" stop-color="${light}" stop-opacity=".38"/><stop offset="1" stop-color="${light}" stop-opacity="0"/></radialGradient>
    <filter id="soft" x="-20%" y="-60%" width="140%" height="220%"><feGaussianBlur stdDeviation="9"/></filter>
    <filter id="mirror" x="0" y="-10%" width="100%" height="120%"><feGaussianBlur stdDeviation="1.5 5"/></filter>
  </defs>`
}

function stars({ width, height }: Size, horizon: number, random: Random): string {
  return Array.from({ length: 140 }, () => {
    const radius = between(random, 0.3, 1.1) * (height / 720)
    return `<circle cx="${random() * width}" cy="${random() ** 1.4 * horizon}" r="${radius}" fill="#fff" opacity="${between(random, 0.3, 0.95)}"/>`
  }).join('')
}

function lightDisc({ width, height }: Size, horizon: number, x: number, random: Random): string {
  const y = horizon - between(random, 0.08, 0.34) * height
  const radius = Math.min(width, height) * between(random, 0.026, 0.05)
  return `<circle cx="${x}" cy="${y}" r="${radius * 11}" fill="url(#halo)"/><circle cx="${x}" cy="${y}" r="${radius}" fill="#fffdf4"/>`
}

function cloudBanks({ width, height }: Size, horizon: number, palette: Palette, random: Random): string {
  return Array.from({ length: 9 }, () => {
    const reach = between(random, 0.12, 0.34) * width
    const y = between(random, 0.08, 0.9) * horizon
    return `<ellipse cx="${random() * width}" cy="${y}" rx="${reach}" ry="${between(random, 0.008, 0.026) * height}" fill="${palette.light}" opacity="${between(random, 0.1, 0.34)}"/>`
  }).join('')
}

/** Ridges behind each other, each fading into haze at its foot; over water they are mirrored. */
function hills(
  { width, height }: Size,
  horizon: number,
  palette: Palette,
  water: boolean,
  random: Random,
): string {
  const layers = 6
  const shore = horizon + height * 0.03
  const ridges = Array.from({ length: layers }, (_, layer) => {
    const near = layer / (layers - 1)
    const base = horizon + (water ? 0.024 * layer - 0.08 : 0.09 * layer - 0.06) * height
    const rise = height * (0.2 - 0.12 * near) * between(random, 0.7, 1.2)
    const ridge = drawRidge(width, base, rise, 3 + layer * 2, random)
    const colour = blendHex(palette.far, palette.near, near ** 0.85)
    const haze = blendHex(colour, palette.sky[2], 0.62 - 0.45 * near)
    const bottom = water ? shore : height
    return `<linearGradient id="hill${layer}" gradientUnits="userSpaceOnUse" x1="0" y1="${base - rise}" x2="0" y2="${water ? shore : base + height * 0.14}"><stop offset="0" stop-color="${colour}"/><stop offset="1" stop-color="${haze}"/></linearGradient>
      <path d="M0 ${bottom}${ridge}L${width} ${bottom}Z" fill="url(#hill${layer})"/>`
  }).join('')
  return `<g id="land">${ridges}</g>`
}

/** A ridge line of summed waves with ever finer steps. */
function drawRidge(width: number, base: number, rise: number, waves: number, random: Random): string {
  const parts = Array.from({ length: 6 }, (_, octave) => ({
    turns: waves * 1.9 ** octave * between(random, 0.8, 1.2),
    phase: random() * Math.PI * 2,
    share: 0.5 / 1.9 ** octave,
  }))
  let path = ''
  for (let step = 0; step <= 240; step++) {
    const share = step / 240
    const lift = parts.reduce(
      (sum, part) => sum + part.share * Math.sin(share * part.turns * 2 + part.phase),
      0,
    )
    path += `L${(share * width).toFixed(1)} ${(base - rise * (0.45 + 0.62 * lift)).toFixed(1)}`
  }
  return path
}

/** Water from the shore down: the mirrored land, darker towards the viewer, and broken light under the sun. */
function lake(
  { width, height }: Size,
  horizon: number,
  palette: Palette,
  lightX: number,
  random: Random,
): string {
  const top = horizon + height * 0.03
  const glints = Array.from({ length: 170 }, (_, index) => {
    const near = random()
    const y = top + near ** 1.5 * (height - top)
    const underLight = index < 100
    const spread = (0.02 + 0.09 * near) * (random() + random() - 1)
    const x = underLight ? lightX + spread * width : random() * width
    const reach = (0.006 + 0.03 * near) * width * (underLight ? 0.8 : 1.4) * random()
    return `<ellipse cx="${x}" cy="${y}" rx="${reach}" ry="${(0.5 + 1.5 * near) * (height / 720)}" fill="${palette.light}" opacity="${between(random, 0.06, underLight ? 0.5 : 0.14)}"/>`
  }).join('')
  const shade = blendHex(palette.sky[0], palette.near, 0.5)
  return `<linearGradient id="lake" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${palette.sky[2]}"/><stop offset=".3" stop-color="${palette.sky[1]}"/><stop offset="1" stop-color="${shade}"/></linearGradient>
    <linearGradient id="deep" x1="0" y1="0" x2="0" y2="1"><stop offset=".1" stop-color="${shade}" stop-opacity="0"/><stop offset="1" stop-color="${shade}" stop-opacity=".9"/></linearGradient>
    <clipPath id="shore"><rect y="${top}" width="${width}" height="${height - top}"/></clipPath>
    <rect y="${top}" width="${width}" height="${height - top}" fill="url(#lake)"/>
    <g clip-path="url(#shore)"><g filter="url(#mirror)" opacity=".72"><use href="#land" transform="translate(0 ${top * 2}) scale(1 -1)"/></g></g>
    <rect y="${top}" width="${width}" height="${height - top}" fill="url(#deep)"/>${glints}
    <rect y="${top - height * 0.012}" width="${width}" height="${height * 0.024}" fill="${palette.sky[2]}" opacity=".35" filter="url(#soft)"/>`
}

function blendHex(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  const mixed = [1, 3, 5].map((at) => Math.round(channel(from, at) * (1 - share) + channel(to, at) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
