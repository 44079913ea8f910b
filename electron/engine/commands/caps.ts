/** Owns what follows when caps or what counts against them were changed by the user. */

import { type BatchBudget, countedMicros } from '#shared/budget.ts'
import type { Studio } from './studio-context.ts'

/** Ends a pause that a cap had caused: the guard looks anew at the next take, and pauses again if it must. */
export function goOnUnderCaps({ tables, scheduler }: Pick<Studio, 'tables' | 'scheduler'>): void {
  if (tables.settings.pause()?.error?.code === 'cap-reached') tables.settings.savePause(null)
  scheduler.nudge()
}

/** What one batch has spent, may spend, and would come to. */
export function batchBudget({ tables }: Pick<Studio, 'tables'>, batchId: string): BatchBudget {
  const own = tables.batches.capMicros(batchId)
  const spending = tables.spending.ofBatch(batchId)
  return {
    ...spending,
    capMicros: own ?? tables.settings.settings().caps.batchMicros,
    isOwn: own !== null,
    wholeMicros: countedMicros(spending) + tables.spending.queuedMicrosOf(batchId),
    queued: tables.dueJobs.queuedIn(batchId),
  }
}
