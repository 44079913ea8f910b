/** Owns drawing a seed in the window. */

import { PARAMETER_LIMITS } from '#shared/happyhorse.ts'

const { min, max } = PARAMETER_LIMITS.seed

/** Any seed the service takes, each as likely as the others. */
export function drawSeed(): number {
  const [drawn = min] = crypto.getRandomValues(new Uint32Array(1))
  return min + (drawn % (max - min + 1))
}
