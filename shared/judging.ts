/** Owns what a judging session is: which takes are judged, how, the votes so far and what they say. */

import { z } from 'zod'
import { ClipSchema } from './clip.ts'
import { RECIPE_FIELDS } from './differences.ts'
import { RESOLUTIONS } from './happyhorse.ts'

/** Blind: names, prompts and order are hidden and every pair is shuffled. Champion: the best so far meets the next one. */
export const JUDGING_MODES = ['blind', 'champion'] as const
export type JudgingMode = (typeof JUDGING_MODES)[number]

export const VOTE_OUTCOMES = ['left', 'right', 'tie', 'both-bad'] as const
export type VoteOutcome = (typeof VOTE_OUTCOMES)[number]

/** Takes in one session. */
export const JUDGED_TAKES = { min: 2, max: 60 } as const

export const VoteSchema = z.object({
  /** From 0, in the order of voting. */
  place: z.int().min(0),
  leftId: z.string(),
  rightId: z.string(),
  outcome: z.enum(VOTE_OUTCOMES),
  /** The vote whose pair was shown again, sides changed; null for a new pair. */
  repeatOf: z.int().nullable(),
  votedAt: z.int(),
})
export type Vote = z.infer<typeof VoteSchema>

/** The two clips to vote on. It is not told whether they were shown before. */
export const PairSchema = z.object({ place: z.int(), leftId: z.string(), rightId: z.string() })
export type Pair = z.infer<typeof PairSchema>

/** A recipe without still and seed. */
export const PresetSchema = z.object({
  prompt: z.string(),
  model: z.string(),
  resolution: z.enum(RESOLUTIONS),
  durationSeconds: z.int(),
  watermark: z.boolean(),
})
export type Preset = z.infer<typeof PresetSchema>

export const JudgingSchema = z.object({
  id: z.string(),
  mode: z.enum(JUDGING_MODES),
  clipIds: z.array(z.string()),
  votes: z.int(),
  /** Votes planned in all. */
  planned: z.int(),
  /** Null once everything planned is voted on, or the user has ended it. */
  pair: PairSchema.nullable(),
  /** Votes that could still be added: pairs nobody has seen. */
  more: z.int(),
  startedAt: z.int(),
  votedAt: z.int().nullable(),
  /** What it is about: the projects its takes lie in, their stills, and what they were made by. */
  projectIds: z.array(z.string()),
  stillNames: z.array(z.string()),
  presets: z.array(PresetSchema),
})
export type Judging = z.infer<typeof JudgingSchema>

const StandingSchema = z.object({
  /** How often it is preferred to the others, ties aside, 0 to 1, with its 95 % interval. */
  chance: z.number(),
  low: z.number(),
  high: z.number(),
  wins: z.int(),
  losses: z.int(),
  ties: z.int(),
  bothBad: z.int(),
  /** Those with equal numbers were compared, directly or by way of others. */
  group: z.int(),
})
export type StandingRow = z.infer<typeof StandingSchema>

export const LeadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clear'), at: z.int() }),
  z.object({ kind: z.literal('open'), moreVotes: z.int().nullable() }),
  z.object({ kind: z.literal('apart') }),
  z.object({ kind: z.literal('none') }),
])

/** A preset and how it did. */
export const PresetStandingSchema = StandingSchema.extend({
  ...PresetSchema.shape,
  takes: z.int(),
  stills: z.int(),
})
export type PresetStanding = z.infer<typeof PresetStandingSchema>

export const TakeStandingSchema = StandingSchema.extend({
  clip: ClipSchema,
  /** Place of its preset in the list of presets. */
  preset: z.int(),
})
export type TakeStanding = z.infer<typeof TakeStandingSchema>

/** `rows` best first; `at` of the lead is a place among them. */
function rankingOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), lead: LeadSchema })
}

export const JudgingResultsSchema = z.object({
  judging: JudgingSchema,
  presets: rankingOf(PresetStandingSchema),
  takes: rankingOf(TakeStandingSchema),
  rater: z.object({
    /** Pairs that were shown a second time, and how many of them got the same answer. */
    repeats: z.int(),
    agreed: z.int(),
    /** Votes for one of the two sides, and how many of them went left. */
    sided: z.int(),
    left: z.int(),
  }),
  /** Votes on pairs in which more than one thing differed, and what that was, most often first. */
  confounds: z.object({
    votes: z.int(),
    confounded: z.int(),
    fields: z.array(z.enum(RECIPE_FIELDS)),
  }),
})
export type JudgingResults = z.infer<typeof JudgingResultsSchema>

/** A remark at a moment of a clip. */
export const ClipNoteSchema = z.object({
  id: z.string(),
  clipId: z.string(),
  /** Where in the clip. */
  atMs: z.int().min(0),
  text: z.string(),
  writtenAt: z.int(),
})
export type ClipNote = z.infer<typeof ClipNoteSchema>
export const NOTE_MAX = 2_000
