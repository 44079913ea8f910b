/** Owns the look at a still. */

import type { StillFacts } from './facts.ts'

export type { StillFacts } from './facts.ts'

/** Facts of a file; never throws for a bad one. */
export function inspect(_path: string): Promise<StillFacts> {
  throw new Error('not there yet')
}
