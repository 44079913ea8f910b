/** Owns the commands of judging, and those on notes. */

import { z } from 'zod'
import { command, Id, Nothing } from './command.ts'
import {
  ClipNoteSchema,
  JUDGED_TAKES,
  JUDGING_MODES,
  JudgingResultsSchema,
  JudgingSchema,
  NOTE_MAX,
  PairSchema,
  VOTE_OUTCOMES,
} from './judging.ts'

const Session = z.object({ id: Id })

export const judgingContract = {
  /** Begins a session over saved clips; how many votes it takes follows from them. In champion mode the first clip starts as the best. */
  start: command
    .input(
      z.object({
        clipIds: z.array(Id).min(JUDGED_TAKES.min).max(JUDGED_TAKES.max),
        mode: z.enum(JUDGING_MODES),
      }),
    )
    .output(JudgingSchema),
  get: command.input(Session).output(JudgingSchema),
  /** Newest first. */
  list: command
    .input(z.object({ limit: z.int().min(1).max(100).default(20) }))
    .output(z.array(JudgingSchema)),
  /** One vote on the pair of that place. A vote on another pair than the present one changes nothing. */
  vote: command.input(PairSchema.extend({ id: Id, outcome: z.enum(VOTE_OUTCOMES) })).output(JudgingSchema),
  /** Takes the last vote back; its pair comes again. */
  undo: command.input(Session).output(JudgingSchema),
  /** Plans so many more votes; no more than there are unseen pairs. */
  extend: command.input(Session.extend({ votes: z.int().min(1).max(500) })).output(JudgingSchema),
  /** Ends voting with the votes there are. */
  finish: command.input(Session).output(JudgingSchema),
  results: command.input(Session).output(JudgingResultsSchema),
}

export const noteCommands = {
  /** Notes on a clip, along its time. */
  notes: command.input(z.object({ id: Id })).output(z.array(ClipNoteSchema)),
  addNote: command
    .input(
      z.object({
        clipId: Id,
        atMs: z.int().min(0).max(600_000),
        text: z.string().trim().min(1).max(NOTE_MAX),
      }),
    )
    .output(ClipNoteSchema),
  removeNote: command.input(z.object({ id: Id })).output(Nothing),
}
