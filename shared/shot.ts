/** Owns what a shot is: a still, a prompt and settings the user wants moving; editable for ever. */

import { z } from 'zod'
import { PARAMETER_LIMITS } from './happyhorse.ts'
import { RecipeDefaultsSchema } from './settings.ts'
import { StillSchema } from './still.ts'

export const SeedSchema = z.int().min(PARAMETER_LIMITS.seed.min).max(PARAMETER_LIMITS.seed.max)

/** Longest prompt kept, in UTF-16 units; the service's own budget is far below it. */
export const PROMPT_KEPT_MAX = 20_000
/** Larger text files hold no prompt, in bytes; four a character at most. */
export const PROMPT_FILE_MAX_BYTES = PROMPT_KEPT_MAX * 4

export const ShotRecipeSchema = z.object({
  prompt: z.string().max(PROMPT_KEPT_MAX),
  model: RecipeDefaultsSchema.shape.model.unwrap(),
  resolution: RecipeDefaultsSchema.shape.resolution.unwrap(),
  durationSeconds: RecipeDefaultsSchema.shape.durationSeconds.unwrap(),
  watermark: z.boolean(),
  /** Null: a new one is drawn for each take. */
  seed: SeedSchema.nullable(),
  /** Keep the seed for the next takes. Equal seeds give similar, not identical clips. */
  seedLocked: z.boolean(),
})
export type ShotRecipe = z.infer<typeof ShotRecipeSchema>

/** A change of some fields of one or many shots. */
export const ShotPatchSchema = ShotRecipeSchema.partial()
export type ShotPatch = z.infer<typeof ShotPatchSchema>

export const ShotSchema = ShotRecipeSchema.extend({
  id: z.string(),
  projectId: z.string(),
  still: StillSchema,
  /** Takes queued so far, whatever became of them. */
  takes: z.int(),
  /** Takes on their way and takes saved. */
  live: z.int(),
  saved: z.int(),
  /** The circled clip, else the newest saved one, shown on hover; null when there is none. */
  clipId: z.string().nullable(),
  /** Saved takes whose file was not where it belongs when somebody last looked. */
  missing: z.int(),
  createdAt: z.int(),
})
export type Shot = z.infer<typeof ShotSchema>

/** What the board can be narrowed to. `ready`: checked and nothing blocks it; `taken`: takes were queued. */
export const SHOT_FILTERS = ['all', 'ready', 'blocked', 'taken'] as const
export type ShotFilter = (typeof SHOT_FILTERS)[number]
