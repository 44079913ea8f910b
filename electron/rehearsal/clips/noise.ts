/** Owns a soft cloud texture that tiles, from which mist, wind and cloud shadows are read. */

import { drawsFrom } from '#shared/draws.ts'
import { mix, smoothstep } from './curves.ts'

const SIZE = 256
const MASK = SIZE - 1
const OCTAVES = [4, 8, 16, 32] as const

/** Reads the texture at (x, y), one tile per unit; values 0–1. */
export type Clouds = (x: number, y: number) => number

/** A cloud texture drawn from a seed. Costs about 3 ms. */
export function drawClouds(seed: number): Clouds {
  const texture = new Float32Array(SIZE * SIZE)
  const random = drawsFrom(seed)
  let weight = 0.5
  for (const period of OCTAVES) {
    addOctave(texture, period, weight, random)
    weight *= 0.52
  }
  stretch(texture)
  return (x, y) => readTexture(texture, x * SIZE, y * SIZE)
}

function addOctave(texture: Float32Array, period: number, weight: number, random: () => number): void {
  const lattice = Float32Array.from({ length: period * period }, random)
  const step = SIZE / period
  for (let y = 0; y < SIZE; y++) {
    const row = Math.floor(y / step)
    const below = ((row + 1) % period) * period
    const shareY = smoothstep(0, 1, y / step - row)
    for (let x = 0; x < SIZE; x++) {
      const column = Math.floor(x / step)
      const right = (column + 1) % period
      const shareX = smoothstep(0, 1, x / step - column)
      const top = mix(lattice[row * period + column] ?? 0, lattice[row * period + right] ?? 0, shareX)
      const bottom = mix(lattice[below + column] ?? 0, lattice[below + right] ?? 0, shareX)
      texture[y * SIZE + x] = (texture[y * SIZE + x] ?? 0) + weight * mix(top, bottom, shareY)
    }
  }
}

function stretch(texture: Float32Array): void {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of texture) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (let index = 0; index < texture.length; index++) {
    texture[index] = ((texture[index] ?? 0) - low) / (high - low)
  }
}

function readTexture(texture: Float32Array, x: number, y: number): number {
  const left = Math.floor(x)
  const top = Math.floor(y)
  const shareX = x - left
  const shareY = y - top
  const row = (top & MASK) * SIZE
  const below = ((top + 1) & MASK) * SIZE
  const column = left & MASK
  const right = (left + 1) & MASK
  const upper = mix(texture[row + column] ?? 0, texture[row + right] ?? 0, shareX)
  const lower = mix(texture[below + column] ?? 0, texture[below + right] ?? 0, shareX)
  return mix(upper, lower, shareY)
}
