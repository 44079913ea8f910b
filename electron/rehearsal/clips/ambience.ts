/** Owns the sound of a clip: a quiet, synthesized ambience that fits the prompt. */

import { drawsFrom } from '#shared/draws.ts'
import { smoothstep } from './curves.ts'
import type { SceneCue } from './prompt-words.ts'
import { between, branchSeed, pick, type Random } from './random.ts'

export const SAMPLE_RATE = 44_100

/** Two channels, each −1…1 and of equal length. */
export type Ambience = { left: Float32Array; right: Float32Array }

/** Filtered noise: heard between `low` and `high` Hz, swelling `rate` times a second by `depth` (0–1). */
type Breath = { low: number; high: number; level: number; rate: number; depth: number }

const AIR: Breath = { low: 60, high: 420, level: 0.05, rate: 0.1, depth: 0.4 }

const BREATHS: Partial<Record<SceneCue, Breath>> = {
  wind: { low: 140, high: 900, level: 0.13, rate: 0.23, depth: 0.75 },
  snow: { low: 220, high: 1100, level: 0.08, rate: 0.17, depth: 0.7 },
  rain: { low: 900, high: 7500, level: 0.075, rate: 0.4, depth: 0.15 },
  water: { low: 180, high: 1500, level: 0.11, rate: 0.32, depth: 0.6 },
  leaves: { low: 900, high: 4200, level: 0.045, rate: 0.5, depth: 0.8 },
  speed: { low: 50, high: 300, level: 0.16, rate: 0.6, depth: 0.25 },
  embers: { low: 90, high: 600, level: 0.07, rate: 0.9, depth: 0.5 },
  steam: { low: 1500, high: 6000, level: 0.025, rate: 0.3, depth: 0.5 },
  mist: { low: 100, high: 500, level: 0.06, rate: 0.12, depth: 0.6 },
}

/** Roots of the chord that lies under every take, Hz. */
const ROOTS = [98, 110, 123.5, 130.8, 146.8] as const
const CHORDS = [
  [1, 1.5, 2, 3],
  [1, 1.5, 2.25, 3],
  [1, 4 / 3, 2, 8 / 3],
] as const

/** The sound of a take, `seconds` long, fading in from silence and out into it. */
export function composeAmbience(scene: ReadonlySet<SceneCue>, seed: number, seconds: number): Ambience {
  const random = drawsFrom(branchSeed(seed, 'sound'))
  const length = Math.round(seconds * SAMPLE_RATE)
  const sound = { left: new Float32Array(length), right: new Float32Array(length) }
  addChord(sound, random, scene.has('night') || scene.has('rain') ? 0.75 : 1)
  addBreath(sound, AIR, random)
  for (const [cue, breath] of Object.entries(BREATHS)) {
    if (scene.has(cue as SceneCue)) addBreath(sound, breath, random)
  }
  if (scene.has('rain')) addTicks(sound, random, 34, 0.05, 900)
  if (scene.has('embers') || scene.has('flicker')) addTicks(sound, random, 9, 0.09, 1600)
  fade(sound, seconds)
  return sound
}

/** Slow sines, slightly apart on the two sides. */
function addChord({ left, right }: Ambience, random: Random, pitch: number): void {
  const root = pick(random, ROOTS) * pitch
  const chord = pick(random, CHORDS)
  for (const [index, interval] of chord.entries()) {
    const step = (2 * Math.PI * root * interval) / SAMPLE_RATE
    const swell = (2 * Math.PI * between(random, 0.07, 0.2)) / SAMPLE_RATE
    const phase = between(random, 0, Math.PI * 2)
    const level = 0.022 / (1 + index * 0.8)
    for (let at = 0; at < left.length; at++) {
      const loud = level * (0.65 + 0.35 * Math.sin(swell * at + phase))
      left[at] = (left[at] as number) + loud * Math.sin(step * at)
      right[at] = (right[at] as number) + loud * Math.sin(step * 1.0015 * at + 0.4)
    }
  }
}

function addBreath({ left, right }: Ambience, breath: Breath, random: Random): void {
  const turn = (2 * Math.PI * breath.rate) / SAMPLE_RATE
  for (const side of [left, right]) {
    const phase = between(random, 0, Math.PI * 2)
    const closeLow = 1 - Math.exp((-2 * Math.PI * breath.low) / SAMPLE_RATE)
    const closeHigh = 1 - Math.exp((-2 * Math.PI * breath.high) / SAMPLE_RATE)
    // Narrow bands let less of the noise through, so they are raised to be heard alike.
    const level = breath.level * Math.sqrt(3000 / (breath.high - breath.low + 200))
    let low = 0
    let high = 0
    for (let at = 0; at < side.length; at++) {
      const noise = random() * 2 - 1
      high += closeHigh * (noise - high)
      low += closeLow * (high - low)
      const swell =
        1 - breath.depth * (0.5 + 0.5 * Math.sin(turn * at + phase) * Math.sin(turn * 0.37 * at + 1))
      side[at] = (side[at] as number) + level * swell * (high - low)
    }
  }
}

/** Short soft knocks: drops or crackle, `rate` a second. */
function addTicks(
  { left, right }: Ambience,
  random: Random,
  rate: number,
  level: number,
  pitch: number,
): void {
  const count = Math.round((left.length / SAMPLE_RATE) * rate)
  for (let tick = 0; tick < count; tick++) {
    const start = Math.floor(random() * left.length)
    const step = (2 * Math.PI * pitch * between(random, 0.6, 1.9)) / SAMPLE_RATE
    const balance = random()
    const loud = level * random() ** 2
    const end = Math.min(left.length, start + 900)
    for (let at = start; at < end; at++) {
      const age = at - start
      const knock = loud * Math.min(1, age / 40) * Math.exp(-age / 160) * Math.sin(step * age)
      left[at] = (left[at] as number) + knock * balance
      right[at] = (right[at] as number) + knock * (1 - balance)
    }
  }
}

function fade({ left, right }: Ambience, seconds: number): void {
  for (let at = 0; at < left.length; at++) {
    const time = at / SAMPLE_RATE
    const volume = smoothstep(0, 0.5, time) * smoothstep(0, 0.7, seconds - time)
    left[at] = Math.tanh((left[at] as number) * volume)
    right[at] = Math.tanh((right[at] as number) * volume)
  }
}
