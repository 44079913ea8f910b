/** Owns the sidecar: the JSON beside a clip with its full recipe and what the service told about it. */

import { z } from 'zod'
import { ClipFactsSchema } from '#shared/clip.ts'
import { RESOLUTIONS } from '#shared/happyhorse.ts'
import { MoneySchema } from '#shared/job.ts'
import { SERVICES } from '#shared/settings.ts'
import { SeedSchema } from '#shared/shot.ts'

const Moment = z.int().nullable()

export const SidecarSchema = z.object({
  schema: z.literal(1),
  /** Version of the Gallop that wrote it. */
  gallop: z.string(),
  jobId: z.string(),
  take: z.int(),
  savedAt: z.int(),
  recipe: z.object({
    prompt: z.string(),
    model: z.string(),
    resolution: z.enum(RESOLUTIONS),
    durationSeconds: z.int(),
    watermark: z.boolean(),
    seed: SeedSchema,
  }),
  still: z.object({ name: z.string(), sha256: z.string().nullable() }),
  /** The image actually sent. */
  firstFrame: z.object({ sha256: z.string().nullable() }),
  task: z.object({
    service: z.enum(SERVICES),
    taskId: z.string(),
    requestId: z.string().nullable(),
    submittedAt: Moment,
    acceptedAt: Moment,
    /** By the service's clock. */
    scheduledAt: Moment,
    endedAt: Moment,
    usage: z.object({ billedSeconds: z.number(), resolution: z.enum(RESOLUTIONS).nullable() }).nullable(),
  }),
  cost: z.object({ estimate: MoneySchema, actual: MoneySchema.nullable() }),
  clip: ClipFactsSchema.extend({ name: z.string() }),
})
export type Sidecar = z.infer<typeof SidecarSchema>

/** Writes `<clip>.json` beside a clip, whole or not at all. */
export function writeSidecar(_clipPath: string, _sidecar: Sidecar): Promise<string> {
  throw new Error('not there yet')
}

/** Sidecar from untrusted text; undefined when it is none. */
export function parseSidecar(_text: string): Sidecar | undefined {
  throw new Error('not there yet')
}
