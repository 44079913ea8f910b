/** Owns what happens to a job table when its last owner stopped in the middle: one event per state. */

import type { JobRecord } from '../database/job-record.ts'
import type { Tables } from '../database/tables.ts'
import { apply } from './apply.ts'
import type { PipelineContext } from './context.ts'
import { unanswered } from './submit.ts'

type Recovering = Pick<PipelineContext, 'clock' | 'log' | 'settings'> & { tables: Tables }

/** Gives every claimed job whose answer nobody heard to the search; every other live job is due by itself. */
export function recover(context: Recovering): JobRecord[] {
  const now = context.clock.now()
  const recovered: JobRecord[] = []
  for (const job of context.tables.dueJobs.inState('submitting')) {
    // When the last run ended is not known, nor how long the machine slept before: it may have been sent until now.
    const step = unanswered(now, 0, 'Gallop stopped before the answer came.')
    const moved = apply(context, job, step)
    if (moved) recovered.push(moved)
  }
  return recovered
}
