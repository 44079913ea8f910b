/** Owns what a take will do: the prompt's wishes first, the seed for everything they leave open. */

import { drawsFrom } from '#shared/draws.ts'
import { mix } from './curves.ts'
import type { CameraMove, PromptCues, SceneCue } from './prompt-words.ts'
import { between, branchSeed, pick, type Random, side } from './random.ts'
import type { StillMap } from './still-map.ts'

type LightKind = 'steady' | 'sweep' | 'cloud-shadows' | 'low-sun' | 'flicker' | 'glow'
export type ParticleKind = 'snow' | 'rain' | 'leaves' | 'petals' | 'embers' | 'dust' | 'fireflies'

/** Lengths are shares of half the frame, so that a take looks alike at every tier; angles in radians. */
export type Take = {
  /** `zoom` ≥ 1 at the end of a move inwards; `widen` is the same for one outwards. */
  camera: {
    zoom: number
    widen: number
    anchorU: number
    anchorV: number
    slideU: number
    slideV: number
    orbit: number
    shake: number
  }
  living: {
    wind: number
    breath: number
    water: number
    skyDrift: number
    ground: number
    heading: -1 | 1
    rate: number
  }
  light: { kind: LightKind; strength: number; angle: number; warmth: number; rate: number }
  mist: { density: number; scale: number; drift: number; rise: number }
  particles: { kind: ParticleKind; count: number; size: number; wind: number }[]
  /** Start of everything that swings or wanders. */
  phase: number
  /** Places of clouds and particles. */
  patternSeed: number
}

/**
 * The take of a seed. `nudge` is the one source that is not repeatable: it draws numbers in [0, 1) that shift
 * strengths and phases by a few per cent, because equal seeds give similar clips, not identical ones.
 */
export function planTake(cues: PromptCues, map: StillMap, seed: number, nudge: Random): Take {
  const random = drawsFrom(branchSeed(seed, 'take'))
  const loose = (value: number) => value * mix(0.97, 1.03, nudge())
  const heading = side(random)
  return {
    camera: planCamera(cues, map, random, loose),
    living: planLiving(cues, random, heading, loose),
    light: planLight(cues, map, random, loose),
    mist: planMist(cues, random, heading, loose),
    particles: planParticles(cues, random, heading, loose),
    phase: between(random, 0, Math.PI * 2) + mix(-0.12, 0.12, nudge()),
    patternSeed: branchSeed(seed, 'pattern'),
  }
}

const OPEN_MOVES = [
  'pushIn',
  'orbit',
  'panLeft',
  'panRight',
  'pullOut',
  'tiltUp',
  'tiltDown',
  'handheld',
] as const

function planCamera(
  cues: PromptCues,
  map: StillMap,
  random: Random,
  loose: (n: number) => number,
): Take['camera'] {
  const drawn = pick(random, OPEN_MOVES)
  const way = side(random)
  const force = between(random, 0.75, 1.25) * cues.pace
  const wish = cues.camera ?? drawn
  const move: CameraMove = wish === 'pan' ? (way < 0 ? 'panLeft' : 'panRight') : wish
  const camera = {
    zoom: 1 + loose(0.03 * force),
    widen: 0,
    anchorU: map.focus.u + between(random, -0.4, 0.4),
    anchorV: map.focus.v + between(random, -0.3, 0.3),
    slideU: between(random, 0.004, 0.014) * side(random),
    slideV: between(random, -0.006, 0.006),
    orbit: 0,
    shake: between(random, 0, 0.0015),
  }
  if (move === 'still') return { ...camera, zoom: 1, slideU: 0, slideV: 0, shake: 0 }
  if (move === 'pushIn') return { ...camera, zoom: 1 + loose(0.2 * force), slideU: camera.slideU * 2.2 }
  if (move === 'pullOut') return { ...camera, zoom: 1, widen: loose(0.15 * force) }
  if (move === 'orbit') return { ...camera, zoom: 1 + loose(0.06), orbit: way * loose(0.05 * force) }
  if (move === 'handheld') return { ...camera, zoom: 1 + loose(0.07), shake: loose(0.011 * force) }
  const across = move === 'panLeft' ? -1 : move === 'panRight' ? 1 : 0
  const along = move === 'tiltUp' ? -1 : move === 'tiltDown' ? 1 : 0
  const reach = loose(0.03 * force)
  return {
    ...camera,
    zoom: 1 + loose(0.14 * force),
    anchorU: across === 0 ? camera.anchorU : across * 1,
    anchorV: along === 0 ? camera.anchorV : along * 1,
    slideU: across * reach,
    slideV: along * reach,
  }
}

function planLiving(
  cues: PromptCues,
  random: Random,
  heading: -1 | 1,
  loose: (n: number) => number,
): Take['living'] {
  const { scene } = cues
  const windy = scene.has('wind') || scene.has('leaves') || scene.has('petals')
  const stormy = scene.has('rain') || scene.has('snow')
  return {
    wind: loose(between(random, 0.7, 1.3) * (windy ? 0.011 : stormy ? 0.007 : 0.004)),
    breath: loose(between(random, 0.004, 0.011)),
    water: scene.has('water') ? loose(between(random, 0.8, 1.2)) : 0,
    skyDrift: loose(between(random, 0.7, 1.3) * (scene.has('clouds') || scene.has('mist') ? 0.055 : 0.032)),
    ground: scene.has('speed') ? loose(between(random, 0.7, 1.1)) : 0,
    heading,
    rate: between(random, 0.8, 1.25) * mix(1, cues.pace, 0.5),
  }
}

function planLight(
  cues: PromptCues,
  map: StillMap,
  random: Random,
  loose: (n: number) => number,
): Take['light'] {
  const { scene } = cues
  const dark = map.light.mean < 0.3
  const open: LightKind = dark
    ? pick(random, ['glow', 'sweep', 'flicker'])
    : pick(random, ['cloud-shadows', 'low-sun', 'sweep', 'glow'])
  const wished: [SceneCue, LightKind][] = [
    ['flicker', 'flicker'],
    ['sweep', 'sweep'],
    ['sun', 'low-sun'],
    ['clouds', 'cloud-shadows'],
  ]
  const kind = wished.find(([cue]) => scene.has(cue))?.[1] ?? open
  return {
    kind,
    strength: loose(between(random, 0.75, 1.2)),
    angle: between(random, -0.6, 0.6) + (random() < 0.5 ? 0 : Math.PI),
    warmth: scene.has('night') || scene.has('snow') ? between(random, -0.7, 0.1) : between(random, -0.2, 0.9),
    rate: between(random, 0.8, 1.3),
  }
}

function planMist(
  cues: PromptCues,
  random: Random,
  heading: -1 | 1,
  loose: (n: number) => number,
): Take['mist'] {
  const { scene } = cues
  const drawn = random()
  const asked = scene.has('mist')
    ? 1
    : scene.has('steam')
      ? 0.6
      : scene.has('rain') || scene.has('snow')
        ? 0.4
        : 0
  const density = asked > 0 ? asked * between(random, 0.85, 1.25) : drawn < 0.3 ? 0.3 : 0
  return {
    density: loose(density),
    scale: between(random, 0.5, 0.95),
    drift: loose(heading * between(random, 0.035, 0.075) * cues.pace),
    rise: scene.has('steam') ? loose(0.07) : between(random, -0.012, 0.016),
  }
}

/** How many fall or float in a frame, and their radius as a share of half the frame's shorter side. */
const PARTICLES: Record<ParticleKind, { count: number; size: number }> = {
  snow: { count: 380, size: 0.0105 },
  rain: { count: 340, size: 0.085 },
  leaves: { count: 26, size: 0.032 },
  petals: { count: 38, size: 0.022 },
  embers: { count: 130, size: 0.0095 },
  dust: { count: 70, size: 0.0075 },
  fireflies: { count: 40, size: 0.022 },
}

function planParticles(
  cues: PromptCues,
  random: Random,
  heading: -1 | 1,
  loose: (n: number) => number,
): Take['particles'] {
  const asked = (Object.keys(PARTICLES) as ParticleKind[]).filter((kind) => cues.scene.has(kind))
  const drawn = random()
  const kinds: ParticleKind[] = asked.length > 0 ? asked : drawn < 0.35 ? ['dust'] : []
  return kinds.map((kind) => ({
    kind,
    count: Math.round(PARTICLES[kind].count * between(random, 0.75, 1.25)),
    size: PARTICLES[kind].size * between(random, 0.85, 1.2),
    wind: loose(heading * between(random, 0.4, 1.3)),
  }))
}
