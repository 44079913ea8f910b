/** Owns what a job is: our row that carries one request through the pipeline. One job, one take. */

import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { RESOLUTIONS } from './happyhorse.ts'
import { JOB_EVENTS, JOB_STATES } from './job-machine.ts'
import { SERVICES } from './settings.ts'
import { SeedSchema } from './shot.ts'

export const CurrencySchema = z.enum(['CNY', 'USD'])
export const MoneySchema = z.object({ micros: z.int(), currency: CurrencySchema })

/**
 * Of the takes that are priced: those for which the service was paid before, or may have been, and which have no clip.
 * Queued, they may be paid for twice, and whoever agrees to the price is told.
 */
export const PaidBeforeSchema = z.int()

export const JobSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  batchId: z.string(),
  shotId: z.string(),
  stillId: z.string(),
  stillName: z.string(),
  /** SHA-256 of the user's file as it was, and of the first frame that was sent; empty when nobody knows any more. */
  stillSha256: z.string(),
  frameSha256: z.string(),
  /** Numbered attempt at the shot as the user sees it, from 1. */
  take: z.int(),
  state: z.enum(JOB_STATES),
  /** The job this one retries. */
  retakeOf: z.string().nullable(),
  service: z.enum(SERVICES),
  model: z.string(),
  prompt: z.string(),
  resolution: z.enum(RESOLUTIONS),
  durationSeconds: z.int(),
  watermark: z.boolean(),
  seed: SeedSchema,
  /** Place in the queue; smaller goes first. */
  orderKey: z.number(),
  taskId: z.string().nullable(),
  /** The service's id of the latest call that matters. */
  requestId: z.string().nullable(),
  /** The service's own word: PENDING, RUNNING …; null before it has said one. */
  taskStatus: z.string().nullable(),
  /** When the pipeline looks again; null when nothing is due. */
  dueAt: z.int().nullable(),
  /** Tries of the current step. */
  attempts: z.int(),
  submittedAt: z.int().nullable(),
  acceptedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  /** When the task id dies at the service; null before there is a task. */
  taskDiesAt: z.int().nullable(),
  /** When the clip's link dies; null before there is a link. */
  linkDiesAt: z.int().nullable(),
  estimate: MoneySchema,
  /** From the service's `usage`; null until the task has succeeded. */
  actual: MoneySchema.nullable(),
  billedSeconds: z.number().nullable(),
  /** Tasks of this job that were lost sight of and may have been billed, in the currency of the estimate. */
  doubtedMicros: z.int(),
  /** Why it failed, or what stands in its way now. */
  error: AppErrorSchema.nullable(),
  clipId: z.string().nullable(),
  /** Its clip's file was not where it belongs when somebody last looked. */
  clipMissing: z.boolean(),
  /** The user has thrown its clip away. */
  clipTrashed: z.boolean(),
  /** When the user took it off the list; it goes on all the same. Null: it is shown. */
  hiddenAt: z.int().nullable(),
  createdAt: z.int(),
  updatedAt: z.int(),
})
export type Job = z.infer<typeof JobSchema>

/** One line of a job's history. */
export const JobEventSchema = z.object({
  id: z.int(),
  jobId: z.string(),
  at: z.int(),
  /** Beside what moves a job: it came into being, and the user has seen on the bill what became of its cost. */
  event: z.enum([...JOB_EVENTS, 'created', 'billSeen']),
  from: z.enum(JOB_STATES).nullable(),
  to: z.enum(JOB_STATES),
  requestId: z.string().nullable(),
  error: AppErrorSchema.nullable(),
  /** Facts worth keeping: status, bytes, seconds, amounts. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type JobEvent = z.infer<typeof JobEventSchema>

export const JobCountsSchema = z.record(z.enum(JOB_STATES), z.int())
export type JobCounts = z.infer<typeof JobCountsSchema>

/** A task at the service that may be the one whose answer was lost. */
export const CandidateSchema = z.object({
  taskId: z.string(),
  createdAt: z.int(),
  status: z.string(),
  /** Known once the task has finished. */
  prompt: z.string().nullable(),
})
export type Candidate = z.infer<typeof CandidateSchema>
