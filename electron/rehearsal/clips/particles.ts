/** Owns what falls and floats through a take: snow, rain, leaves, petals, embers, dust, fireflies. */

import { drawsFrom } from '#shared/draws.ts'
import type { Size } from './clip-size.ts'
import { clamp, mix, onset, smoothstep } from './curves.ts'
import { between, branchSeed, type Random } from './random.ts'
import type { ParticleKind, Take } from './take.ts'

/** How a kind looks and moves. Speeds in frame heights per second, colours as limited-range Y, U, V. */
type Manner = {
  fall: number
  drift: number
  sway: number
  spin: number
  /** Height of the ellipse as a share of its width. */
  slim: number
  opacity: number
  /** 1 has a soft edge all over, higher is crisper. */
  crisp: number
  colours: readonly [[number, number, number], ...[number, number, number][]]
  twinkle: number
}

const MANNERS: Record<ParticleKind, Manner> = {
  snow: {
    fall: 0.15,
    drift: 0.05,
    sway: 0.03,
    spin: 0,
    slim: 1,
    opacity: 0.85,
    crisp: 1.1,
    colours: [[232, 130, 127]],
    twinkle: 0,
  },
  rain: {
    fall: 1.5,
    drift: 0.16,
    sway: 0,
    spin: 0,
    slim: 0.022,
    opacity: 0.5,
    crisp: 1,
    colours: [[205, 132, 125]],
    twinkle: 0,
  },
  leaves: {
    fall: 0.17,
    drift: 0.12,
    sway: 0.07,
    spin: 2.2,
    slim: 0.5,
    opacity: 0.95,
    crisp: 7,
    colours: [
      [120, 82, 172],
      [98, 92, 178],
      [140, 70, 160],
      [86, 100, 165],
    ],
    twinkle: 0,
  },
  petals: {
    fall: 0.11,
    drift: 0.12,
    sway: 0.08,
    spin: 1.6,
    slim: 0.6,
    opacity: 0.9,
    crisp: 5,
    colours: [
      [196, 124, 148],
      [210, 126, 140],
      [184, 122, 152],
    ],
    twinkle: 0,
  },
  embers: {
    fall: -0.2,
    drift: 0.05,
    sway: 0.06,
    spin: 0,
    slim: 1,
    opacity: 0.9,
    crisp: 1.2,
    colours: [
      [170, 62, 178],
      [200, 80, 160],
      [150, 70, 190],
    ],
    twinkle: 0.5,
  },
  dust: {
    fall: -0.012,
    drift: 0.025,
    sway: 0.03,
    spin: 0,
    slim: 1,
    opacity: 0.34,
    crisp: 1,
    colours: [[222, 116, 138]],
    twinkle: 0.5,
  },
  fireflies: {
    fall: -0.015,
    drift: 0.02,
    sway: 0.09,
    spin: 0,
    slim: 1,
    opacity: 0.9,
    crisp: 0.7,
    colours: [
      [205, 60, 140],
      [215, 70, 132],
    ],
    twinkle: 0.9,
  },
}

type Particle = {
  manner: Manner
  x: number
  y: number
  /** 0 far to 1 near: near ones are larger, faster and fainter. */
  near: number
  radius: number
  wind: number
  phase: number
  colour: [number, number, number]
}

/** One take's particles, ready to be painted at any moment. */
export type Shower = { paint(frame: Uint8Array, seconds: number): void }

export function openShower(take: Take, size: Size): Shower {
  const particles = take.particles.flatMap(({ kind, count, size: share, wind }) => {
    const random = drawsFrom(branchSeed(take.patternSeed, kind))
    const radius = (share * Math.min(size.width, size.height)) / 2
    return Array.from({ length: count }, () => scatter(MANNERS[kind], radius, wind, random))
  })
  return {
    paint: (frame, seconds) => {
      const presence = onset(seconds, 0.9)
      if (presence === 0) return
      for (const particle of particles) paintParticle(frame, size, particle, seconds, presence)
    },
  }
}

function scatter(manner: Manner, radius: number, wind: number, random: Random): Particle {
  const near = random() ** 2.2
  const colour = manner.colours[Math.floor(random() * manner.colours.length)] ?? manner.colours[0]
  return {
    manner,
    x: random(),
    y: random(),
    near,
    radius: radius * mix(0.55, 2.1, near) * between(random, 0.85, 1.15),
    wind,
    phase: between(random, 0, Math.PI * 2),
    colour,
  }
}

function wrap(value: number): number {
  return ((((value + 0.1) % 1.2) + 1.2) % 1.2) - 0.1
}

function paintParticle(
  frame: Uint8Array,
  size: Size,
  particle: Particle,
  seconds: number,
  presence: number,
): void {
  const { manner, near, phase, wind } = particle
  const speed = mix(0.65, 1.5, near)
  const sway = manner.sway * Math.sin(seconds * 1.7 + phase)
  const x = wrap(particle.x + seconds * manner.drift * wind * speed + sway * 0.5) * size.width
  const y = wrap(particle.y + seconds * manner.fall * speed + 0.3 * sway) * size.height
  const lean = Math.atan2(manner.fall * size.height, manner.drift * wind * size.width)
  const turn = manner.spin === 0 ? lean : phase + seconds * manner.spin * (near - 0.3) * 2
  const tumble = manner.spin === 0 ? 1 : 0.35 + 0.65 * Math.abs(Math.cos(seconds * manner.spin + phase * 2))
  const twinkle = 1 - manner.twinkle * (0.5 + 0.5 * Math.sin(seconds * 2.6 + phase * 3))
  const opacity = presence * manner.opacity * twinkle * mix(1, 0.6, smoothstep(0.6, 1, near))
  const long = particle.radius
  const wide = Math.max(0.9, particle.radius * manner.slim * tumble)
  const area = size.width * size.height
  const [luma, blue, red] = particle.colour
  const shape = { x, y, long, wide, turn, crisp: manner.crisp }
  blend(frame, 0, size.width, size.height, shape, luma, opacity)
  const half = { ...shape, x: x / 2, y: y / 2, long: long / 2, wide: wide / 2 }
  blend(frame, area, size.width / 2, size.height / 2, half, blue, opacity)
  blend(frame, area * 1.25, size.width / 2, size.height / 2, half, red, opacity)
}

type Ellipse = { x: number; y: number; long: number; wide: number; turn: number; crisp: number }

/** Lays a turned ellipse of one value over a plane; `crisp` sets how steeply its edge falls. */
function blend(
  plane: Uint8Array,
  offset: number,
  width: number,
  height: number,
  shape: Ellipse,
  value: number,
  opacity: number,
): void {
  const cos = Math.cos(shape.turn)
  const sin = Math.sin(shape.turn)
  const reachX = Math.hypot(shape.long * cos, shape.wide * sin) + 1
  const reachY = Math.hypot(shape.long * sin, shape.wide * cos) + 1
  const left = clamp(Math.floor(shape.x - reachX), 0, width)
  const right = clamp(Math.ceil(shape.x + reachX), 0, width)
  const bottom = clamp(Math.ceil(shape.y + reachY), 0, height)
  for (let y = clamp(Math.floor(shape.y - reachY), 0, height); y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const awayX = x - shape.x
      const awayY = y - shape.y
      const along = (awayX * cos + awayY * sin) / shape.long
      const across = (awayY * cos - awayX * sin) / shape.wide
      const inside = 1 - along * along - across * across
      if (inside <= 0) continue
      const cover = opacity * Math.min(1, inside * shape.crisp)
      const at = offset + y * width + x
      const under = plane[at] as number
      plane[at] = under + (value - under) * cover
    }
  }
}
