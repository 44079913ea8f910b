/** Owns which takes would be paid for a second time: their clips were lost with the money, or may have been. */

import type { TakePlan } from './enqueue.ts'
import { priceTake } from './pricing.ts'
import type { Studio } from './studio-context.ts'

/**
 * How many of these takes cost something, and were paid for before or may have been without a clip to show for it: the task
 * was lost sight of, or its link died. Those the user has seen not to be on the bill are not counted.
 */
export function paidBefore(studio: Studio, takes: readonly TakePlan[]): number {
  return takes.filter(({ shot, seed, retakeOf }) => {
    if (retakeOf === null || priceTake(studio, shot).micros === 0) return false
    return studio.tables.jobLists.wasPaidFor(retakeOf, { ...shot, shotId: shot.id, seed })
  }).length
}
