/** Owns what a clip is: the MP4 a take left on disk. */

import { z } from 'zod'
import { JobSchema, MoneySchema } from './job.ts'

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
  id: z.string(),
  jobId: z.string(),
  projectId: z.string(),
  shotId: z.string(),
  stillId: z.string(),
  /** Absolute path of the MP4. */
  path: z.string(),
  name: z.string(),
  take: z.int(),
  seed: z.int(),
  prompt: z.string(),
  model: z.string(),
  resolution: JobSchema.shape.resolution,
  cost: MoneySchema,
  savedAt: z.int(),
  /** When its file was first not where it belongs; null while it is there. */
  missingAt: z.int().nullable(),
})
export type Clip = z.infer<typeof ClipSchema>
