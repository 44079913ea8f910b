/** Owns the rules: facts of a still in, findings out. */

import type { Finding } from '#shared/finding.ts'
import type { StillFacts } from './facts.ts'

export function judge(_facts: StillFacts): Finding[] {
  throw new Error('not there yet')
}
