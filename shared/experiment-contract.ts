/** Owns the commands on experiments. */

import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { CapSchema } from './budget.ts'
import { command, Id, Nothing, TicketSchema } from './command.ts'
import { ExportEventSchema, FlashingChoiceSchema } from './comparison-contract.ts'
import { AXIS_MAX, AxisSchema, CellRecipeSchema, ExperimentSchema } from './experiment.ts'
import { ExperimentChangeSchema, ExperimentNameSchema } from './experiment-change.ts'
import { FitSchema } from './fit.ts'
import { JobSchema, MoneySchema, PaidBeforeSchema } from './job.ts'
import { ShotSchema } from './shot.ts'

const One = z.object({ id: Id })
const Place = z.object({ row: z.int().min(0), column: z.int().min(0) })
/** Cells to run anew although they were run once; left out, the open ones. */
const Wanted = One.extend({
  cells: z
    .array(Place)
    .min(1)
    .max(AXIS_MAX * AXIS_MAX)
    .optional(),
})

/** Where in the longest of its clips a picture is taken. A take of a still begins as that still, so most is told later. */
export const MOMENTS = ['first', 'middle', 'last'] as const
export type Moment = (typeof MOMENTS)[number]

export const ExperimentSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.int(),
  rows: z.int(),
  columns: z.int(),
  /** Cells whose take is saved and can be looked at; of rows × columns in all. */
  filled: z.int(),
  /** Takes on their way, repeats among them. */
  live: z.int(),
})
export type ExperimentSummary = z.infer<typeof ExperimentSummarySchema>

/** An experiment with everything its table shows. */
export const ExperimentSheetSchema = z.object({
  experiment: ExperimentSchema,
  takes: z.array(z.object({ job: JobSchema, repeatOf: z.string().nullable() })),
  /** The shots of its stills, also those no longer on the board. */
  shots: z.array(ShotSchema),
})
export type ExperimentSheet = z.infer<typeof ExperimentSheetSchema>

export const ExperimentEstimateSchema = z.object({
  /** Of the recipe, rows and columns that were priced; any change of them makes another one. */
  revision: z.string(),
  /** Cells that would be run: empty ones and failed ones that can succeed, each recipe once. */
  clips: z.int(),
  seconds: z.int(),
  cost: MoneySchema,
  paidBefore: PaidBeforeSchema,
  /** Open cells that cannot be run and why. */
  blocked: z.array(z.object({ row: z.int(), column: z.int(), error: AppErrorSchema })),
  /** The cap that will stop these takes, and how many fit before; null when all of them do. */
  fits: FitSchema.nullable(),
})
export type ExperimentEstimate = z.infer<typeof ExperimentEstimateSchema>

const Queued = z.object({ batchId: z.string(), jobIds: z.array(z.string()) })

export const experimentCommands = {
  /** Newest first. */
  list: command.input(z.object({ projectId: Id })).output(z.array(ExperimentSummarySchema)),
  create: command
    .input(
      z.object({
        projectId: Id,
        name: ExperimentNameSchema,
        /** Without a seed one is drawn: one draw for the whole grid. */
        base: CellRecipeSchema.extend({ seed: CellRecipeSchema.shape.seed.optional() }),
        rows: AxisSchema,
        columns: AxisSchema,
      }),
    )
    .output(ExperimentSchema),
  get: command.input(One).output(ExperimentSheetSchema),
  /**
   * Makes changes one after the other, on the experiment as it is then: all of them or none. Takes stay; a cell shows the
   * take of exactly its recipe. Refused with `bad-request` when it makes no sense any more. Given again under its ticket,
   * because the answer was lost, they are made once.
   */
  update: command
    .input(
      One.extend({
        changes: z.array(ExperimentChangeSchema).min(1).max(1_000),
        ticket: TicketSchema.optional(),
      }),
    )
    .output(ExperimentSchema),
  /** Takes it off the list; its takes stay. */
  remove: command.input(One).output(Nothing),
  /** Undoes `remove`. */
  restore: command.input(One).output(Nothing),
  /** What running the open cells, or the named ones, costs at today's price. */
  estimate: command.input(Wanted).output(ExperimentEstimateSchema),
  /**
   * Queues them as one batch. `agreed` is the cost the user saw, `revision` that of the estimate it stood in: another cost
   * is refused with `estimate-changed`, another plan with `experiment-changed`.
   */
  run: command
    .input(
      Wanted.extend({
        agreed: MoneySchema,
        revision: z.string().max(200),
        capMicros: CapSchema.unwrap().optional(),
      }),
    )
    .output(Queued),
  repeatEstimate: command
    .input(One.extend({ jobId: Id }))
    .output(z.object({ cost: MoneySchema, fits: FitSchema.nullable() })),
  /**
   * Writes the saved cells with their headings into the `exports` folder of the project: one MP4 on one clock, or one PNG
   * of the moment asked for, the same one in all clips. Open cells stay empty. Ending the iteration gives it up. Costs nothing.
   */
  export: command
    .input(
      One.extend({
        form: z.enum(['video', 'frame']),
        moment: z.enum(MOMENTS).default('middle'),
        flashing: FlashingChoiceSchema,
        locale: z.enum(['en', 'zh-CN']),
      }),
    )
    .output(eventIterator(ExportEventSchema)),
  /** Runs the recipe of one saved take again, unchanged, to see how far equal seeds differ. */
  repeat: command
    .input(One.extend({ jobId: Id, agreed: MoneySchema, ticket: TicketSchema.optional() }))
    .output(Queued),
}
