/** Owns what a clip is: the MP4 a take left on disk. */

import { z } from 'zod'
import { JobSchema, MoneySchema } from './job.ts'

/** What the user said of a clip: kept for comparing, or not. */
export const VERDICTS = ['pick', 'reject'] as const

/** What the user thinks of a clip. */
export const JudgementSchema = z.object({
  /** 1 to 5 stars; null: not rated. */
  rating: z.int().min(1).max(5).nullable(),
  verdict: z.enum(VERDICTS).nullable(),
  /** The chosen take. */
  circled: z.boolean(),
})
export type Judgement = z.infer<typeof JudgementSchema>

export const NOT_JUDGED: Judgement = { rating: null, verdict: null, circled: false }

/** What the file itself says, read back after the download. */
export const ClipFactsSchema = z.object({
  bytes: z.int(),
  sha256: z.string(),
  width: z.int(),
  height: z.int(),
  durationMs: z.number(),
  frames: z.int(),
  /** Frames a second, averaged. */
  frameRate: z.number(),
  videoCodec: z.string(),
  audioCodec: z.string().nullable(),
})
export type ClipFacts = z.infer<typeof ClipFactsSchema>

export const ClipSchema = ClipFactsSchema.extend({
  ...JudgementSchema.shape,
  id: z.string(),
  jobId: z.string(),
  projectId: z.string(),
  shotId: z.string(),
  stillId: z.string(),
  /** File name of the still when the take was queued. */
  stillName: z.string(),
  batchId: z.string(),
  /** Absolute path of the MP4. */
  path: z.string(),
  name: z.string(),
  take: z.int(),
  seed: z.int(),
  prompt: z.string(),
  model: z.string(),
  resolution: JobSchema.shape.resolution,
  /** Seconds asked for; the file's own length is `durationMs`. */
  durationSeconds: z.int(),
  cost: MoneySchema,
  savedAt: z.int(),
  /** When its file was first not where it belongs; null while it is there. */
  missingAt: z.int().nullable(),
  /** When the user threw it away; null while it is kept. */
  trashedAt: z.int().nullable(),
})
export type Clip = z.infer<typeof ClipSchema>
