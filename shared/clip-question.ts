/** Owns what can be asked of the saved clips: which ones, in what order, and how many there are of each kind. */

import { z } from 'zod'
import { JudgementSchema } from './clip.ts'
import { MoneySchema } from './job.ts'
import { SeedSchema } from './shot.ts'

function oneOf<Value extends z.ZodType>(value: Value) {
  return z.array(value).min(1).max(500).optional()
}

/** Kinds by which clips are sifted. Within a kind any value fits, between kinds all must. */
export const CLIP_FACETS = [
  'projects',
  'batches',
  'stills',
  'models',
  'seeds',
  'ratings',
  'verdicts',
  'circled',
  'costs',
  'days',
  'missing',
] as const
export type ClipFacet = (typeof CLIP_FACETS)[number]

/** Moments from `from` on and before `before`; null: without that end. */
export const SpanSchema = z.object({ from: z.int().nullable(), before: z.int().nullable() })
export type Span = z.infer<typeof SpanSchema>

/** Characters of {@link ClipFilter.text} that are looked for. */
export const SOUGHT_CHARACTERS = 400

export const ClipFilterSchema = z.object({
  /** Beginnings of words in the prompt, the still’s or the clip’s name, the seed, or a note on the clip. */
  text: z.string().max(SOUGHT_CHARACTERS).optional(),
  projects: oneOf(z.string()),
  batches: oneOf(z.string()),
  /** Ids of stills. */
  stills: oneOf(z.string()),
  models: oneOf(z.string()),
  seeds: oneOf(SeedSchema),
  ratings: oneOf(JudgementSchema.shape.rating),
  verdicts: oneOf(JudgementSchema.shape.verdict),
  circled: oneOf(z.boolean()),
  costs: oneOf(MoneySchema),
  /** When it was saved. */
  days: oneOf(SpanSchema),
  missing: oneOf(z.boolean()),
})
export type ClipFilter = z.infer<typeof ClipFilterSchema>

export const CLIP_SORTS = [
  'newest',
  'oldest',
  'best',
  'still',
  'name',
  'seed',
  'dearest',
  'cheapest',
  'unlike',
  'liveliest',
  'calmest',
  'flicker',
  'frozen',
  'cuts',
  'drift',
] as const
export type ClipSort = (typeof CLIP_SORTS)[number]

/** Most values told of one kind, the most frequent first. */
export const FACET_VALUES_MAX = 200

function counted<Value extends z.ZodRawShape>(value: Value) {
  return z.array(z.object({ ...value, count: z.int() }))
}

/**
 * How many clips there are of each kind under a filter. The filter's own choice within a kind does not narrow that
 * kind, so that another value can be added to it.
 */
export const ClipFacetsSchema = z.object({
  /** Clips under the whole filter. */
  total: z.int(),
  projects: counted({ value: z.string() }),
  batches: counted({ value: z.string(), createdAt: z.int() }),
  stills: counted({ value: z.string(), name: z.string() }),
  models: counted({ value: z.string() }),
  seeds: counted({ value: SeedSchema }),
  ratings: counted({ value: JudgementSchema.shape.rating }),
  verdicts: counted({ value: JudgementSchema.shape.verdict }),
  circled: counted({ value: z.boolean() }),
  costs: counted({ value: MoneySchema }),
  /** For the spans asked about, in their order. */
  days: counted({ value: SpanSchema }),
  missing: counted({ value: z.boolean() }),
})
export type ClipFacets = z.infer<typeof ClipFacetsSchema>
