/** Owns whose frames a step counts, of takes that begin and end at moments of their own. */

import type { Reel } from './reel.ts'

export type Stepped = Pick<Reel, 'span' | 'due' | 'timeOf'>

/** Containers round times; half of a millisecond either way is the same moment. */
const SAME_MOMENT_SECONDS = 0.001

/**
 * The leading take, while it is on and has a further frame; else the one that reaches farthest of those that are, so
 * that no step leaps over what others show. Where none is on, the nearest one. Undefined when there are no takes.
 */
export function stepperOf<One extends Stepped>(
  leading: One | undefined,
  ready: readonly One[],
  seconds: number,
  direction: number,
): One | undefined {
  const hasMore = (one: One) =>
    one.timeOf(one.due(seconds) + Math.sign(direction)) !== one.timeOf(one.due(seconds))
  const reach = (one: One) => (direction > 0 ? (one.span()?.to ?? 0) : -(one.span()?.from ?? 0))
  const [nearest] = ready
    .filter(hasMore)
    .sort(
      (a, b) =>
        awayFrom(a, seconds) - awayFrom(b, seconds) ||
        Number(b === leading) - Number(a === leading) ||
        reach(b) - reach(a),
    )
  return nearest ?? ready[0]
}

/** How far a moment is from a take, s: 0 while it is on. */
function awayFrom(one: Stepped, seconds: number): number {
  const { from, to } = one.span() ?? { from: 0, to: 0 }
  if (seconds < from - SAME_MOMENT_SECONDS) return from - seconds
  return seconds < to - SAME_MOMENT_SECONDS ? 0 : seconds - to + SAME_MOMENT_SECONDS
}
