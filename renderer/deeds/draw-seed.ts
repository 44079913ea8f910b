/** Owns drawing a seed in the window. */

import { drawSeed as drawFrom } from '#shared/draws.ts'

export function drawSeed(): number {
  return drawFrom(() => {
    const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
    return drawn / 2 ** 32
  })
}
