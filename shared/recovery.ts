/** Owns the report after an unclean stop: what was under way, what was done with it, and what a lost job table came back from. */

import { z } from 'zod'
import { MoneySchema } from './job.ts'
import { JOB_STATES } from './job-machine.ts'

/** What was done with a job that was under way when Gallop stopped. */
export const RECOVERY_DEEDS = ['searched', 'asked', 'watched', 'fetched'] as const
export type RecoveryDeed = (typeof RECOVERY_DEEDS)[number]

export const RecoveredJobSchema = z.object({
  jobId: z.string(),
  stillName: z.string(),
  take: z.int(),
  /** State it was found in. */
  from: z.enum(JOB_STATES),
  did: z.enum(RECOVERY_DEEDS),
})

/** A job the service was asked for and for which the tables have no place any more. */
export const LostTaskSchema = z.object({
  stillName: z.string(),
  take: z.int(),
  /** Null when the answer had not been heard. */
  taskId: z.string().nullable(),
  /** At most. */
  cost: MoneySchema,
})

/** How a damaged or missing job table was replaced. */
export const RestoreReportSchema = z.object({
  /** What was wrong with it; empty when the file was gone. */
  damage: z.string(),
  /** Where the damaged file is kept; null when there was none. */
  setAside: z.string().nullable(),
  /** When the copy that took its place was made; null: there was no sound copy. */
  backupAt: z.int().nullable(),
  /** Clips brought back from the files beside them, and how many of them are out of sight. */
  clips: z.int(),
  clipsMissing: z.int(),
  /** Clips whose neighbouring file contradicts the table and was left alone. */
  contradictions: z.int(),
  /** Jobs that waited in the copy and were taken off the queue, because they may have been submitted since. */
  offQueue: z.int(),
  /** Jobs the service was asked for, brought back from the journal; null: there was no journal to tell of them. */
  tasks: z.int().nullable().default(null),
  /** Those that could not be brought back. */
  lost: z.array(LostTaskSchema).default([]),
})
export type RestoreReport = z.infer<typeof RestoreReportSchema>

export const RecoverySchema = z.object({
  at: z.int(),
  /** Jobs that were under way, most urgent first; at most {@link RECOVERED_MAX}. */
  jobs: z.array(RecoveredJobSchema),
  /** How many there were in all. */
  total: z.int(),
  /** Jobs that waited and wait still. */
  queued: z.int(),
  restored: RestoreReportSchema.nullable(),
})
export type Recovery = z.infer<typeof RecoverySchema>

/** Longest list kept. */
export const RECOVERED_MAX = 200

/** The report with the state each of its jobs is in by now. */
export const RecoveryNowSchema = RecoverySchema.extend({
  jobs: z.array(RecoveredJobSchema.extend({ now: z.enum(JOB_STATES) })),
})
export type RecoveryNow = z.infer<typeof RecoveryNowSchema>
