/** Owns the report after an unclean stop: taken down before recovery moves anything, told with each job's present state. */

import type { JobState } from '#shared/job-machine.ts'
import {
  RECOVERED_MAX,
  type Recovery,
  type RecoveryDeed,
  type RecoveryNow,
  type RestoreReport,
} from '#shared/recovery.ts'
import type { JobRecord } from './database/job-record.ts'
import type { Tables } from './database/tables.ts'

/** States a stop can catch a job in, most urgent first. */
const CAUGHT = [
  'downloading',
  'rendering',
  'submitting',
  'unconfirmed',
] as const satisfies readonly JobState[]

/**
 * Writes the report down when the last owner of the tables did not stop in order, or when they had to be restored.
 * Call before recovery. An earlier report that nobody has seen gives way only to a newer one, which still tells what the
 * tables came back from.
 */
export function takeDown(tables: Tables, now: number, restored: RestoreReport | null): Recovery | null {
  const isUnclean = tables.settings.runningSince() !== null
  if (!isUnclean && !restored) return null
  const caught = CAUGHT.flatMap((state) => tables.dueJobs.inState(state))
  if (caught.length === 0 && !restored) return null
  const recovery: Recovery = {
    at: now,
    jobs: caught.slice(0, RECOVERED_MAX).map((job) => ({
      jobId: job.id,
      stillName: job.stillName,
      take: job.take,
      from: job.state,
      did: deedFor(job),
    })),
    total: caught.length,
    queued: tables.jobLists.counts().queued ?? 0,
    restored: restored ?? tables.settings.recovery()?.restored ?? null,
  }
  tables.settings.saveRecovery(recovery)
  return recovery
}

function deedFor({ state, dueAt }: JobRecord): RecoveryDeed {
  if (state === 'downloading') return 'fetched'
  if (state === 'rendering') return 'watched'
  return state === 'submitting' || dueAt !== null ? 'searched' : 'asked'
}

/** The report with what has become of its jobs since; null when there is none to tell. */
export function recoveryNow(tables: Pick<Tables, 'settings' | 'jobs'>): RecoveryNow | null {
  const recovery = tables.settings.recovery()
  if (!recovery) return null
  const jobs = recovery.jobs.map((one) => ({ ...one, now: tables.jobs.byId(one.jobId)?.state ?? one.from }))
  return { ...recovery, jobs }
}
