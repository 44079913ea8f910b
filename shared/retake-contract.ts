/** Owns the commands on single takes: again, with one change, or as the final of a draft. */

import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { command, Id, Nothing, TicketSchema } from './command.ts'
import { FitSchema } from './fit.ts'
import { JobSchema, MoneySchema } from './job.ts'
import { ShotRecipeSchema } from './shot.ts'

const Wish = z.object({
  /** The take whose recipe is wanted again. */
  jobId: Id,
  takes: z.int().min(1).max(100).default(1),
  /** The take is a draft, and this is to be its final: of a higher resolution, or longer, and not there yet. */
  promotes: z.boolean().default(false),
  resolution: ShotRecipeSchema.shape.resolution.optional(),
  durationSeconds: ShotRecipeSchema.shape.durationSeconds.optional(),
})

/** Commands on any take, whatever became of it. */
export const retakeCommands = {
  estimate: command.input(Wish).output(
    z.object({
      clips: z.int(),
      cost: MoneySchema,
      fits: FitSchema.nullable(),
      /** Why it cannot be queued; null when it can. */
      blocked: AppErrorSchema.nullable(),
    }),
  ),
  /** Queues takes of an old recipe. `agreed` is the cost the user saw; another one is refused with `estimate-changed`. */
  queue: command
    .input(
      Wish.extend({
        /** `new`: each take draws its own. */
        seed: z.enum(['same', 'new']),
        agreed: MoneySchema,
        ticket: TicketSchema.optional(),
      }),
    )
    .output(z.object({ batchId: z.string(), jobIds: z.array(z.string()) })),
  /** Puts a new shot next to that of a take, with the take's recipe and its seed locked, so that one thing can be changed. */
  branch: command.input(z.object({ jobId: Id })).output(z.object({ shotId: z.string() })),
}

/** One draft and its final. */
export const PromotionSchema = z.object({
  jobId: z.string(),
  draftJobId: z.string(),
  clipId: z.string().nullable(),
  draftClipId: z.string().nullable(),
  resolution: JobSchema.shape.resolution,
  durationSeconds: z.int(),
  take: z.int(),
  draftTake: z.int(),
  state: JobSchema.shape.state,
  /** What the user said: the final is like its draft, or it is not; null: nothing yet. */
  isAlike: z.boolean().nullable(),
})
export type Promotion = z.infer<typeof PromotionSchema>

/** How well drafts foretold finals, for one kind of change. */
export const DraftScoreSchema = z.object({
  from: JobSchema.shape.resolution,
  to: JobSchema.shape.resolution,
  duration: z.enum(['same', 'longer', 'shorter']),
  /** Finals the user has judged, and how many were like their drafts. */
  judged: z.int(),
  alike: z.int(),
})
export type DraftScore = z.infer<typeof DraftScoreSchema>

export const draftCommands = {
  /** Promotions in which a take is the final or the draft. */
  of: command.input(z.object({ jobId: Id })).output(z.array(PromotionSchema)),
  /** What the user says of a final; null takes it back. */
  judge: command.input(z.object({ jobId: Id, isAlike: z.boolean().nullable() })).output(Nothing),
  /** Most judged kind first. Counted over all projects: the models are the same in each. */
  scores: command.output(z.array(DraftScoreSchema)),
}
