/** Owns colours as people see them: linear light, mean Lab colours, and how far a clip's end has drifted from its start. */

import { meanOf } from './luma.ts'
import type { Small } from './small-frames.ts'

/** At either end so many seconds stand for the clip's start and end. */
const END_SECONDS = 0.25

/** sRGB byte → linear light, 0–1 (IEC 61966-2-1). */
export const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255
  return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

export type Lab = { lightness: number; a: number; b: number }

/** Mean CIE L*a*b* (D65) over every second pixel of every second row. */
export function meanLab({ width, height, rgba }: Small): Lab {
  const sum = { lightness: 0, a: 0, b: 0 }
  let count = 0
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const at = (y * width + x) * 4
      const red = LINEAR[rgba[at] as number] as number
      const green = LINEAR[rgba[at + 1] as number] as number
      const blue = LINEAR[rgba[at + 2] as number] as number
      const fx = bent((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.950_47)
      const fy = bent(0.2126 * red + 0.7152 * green + 0.0722 * blue)
      const fz = bent((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.088_83)
      sum.lightness += 116 * fy - 16
      sum.a += 500 * (fx - fy)
      sum.b += 200 * (fy - fz)
      count += 1
    }
  }
  return { lightness: sum.lightness / count, a: sum.a / count, b: sum.b / count }
}

function bent(value: number): number {
  return value > 216 / 24_389 ? Math.cbrt(value) : (24_389 / 27 / 116) * value + 16 / 116
}

export class Drift {
  readonly #colours: { at: number; lab: Lab }[] = []

  add(frame: Small, at: number): void {
    this.#colours.push({ at, lab: meanLab(frame) })
  }

  /** Where the end's mean colour lies from the start's. */
  read(): Lab {
    const end = this.#colours.at(-1)?.at ?? 0
    const first = this.#mean((at) => at < END_SECONDS)
    const last = this.#mean((at) => at > end - END_SECONDS)
    return { lightness: last.lightness - first.lightness, a: last.a - first.a, b: last.b - first.b }
  }

  #mean(belongs: (at: number) => boolean): Lab {
    const labs = this.#colours.filter(({ at }) => belongs(at)).map(({ lab }) => lab)
    return {
      lightness: meanOf(labs.map((lab) => lab.lightness)),
      a: meanOf(labs.map((lab) => lab.a)),
      b: meanOf(labs.map((lab) => lab.b)),
    }
  }
}
