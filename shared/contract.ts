/** Owns every command and event between a window, a terminal and the engine: name, input, output, errors. */

import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { AppErrorSchema } from './app-error.ts'
import { BatchBudgetSchema, CapSchema } from './budget.ts'
import { ClipSchema, JudgementSchema } from './clip.ts'
import {
  CLIP_SORTS,
  ClipFacetsSchema,
  ClipFilterSchema,
  SOUGHT_CHARACTERS,
  SpanSchema,
} from './clip-question.ts'
import { command, FilePath, Id, Ids, Nothing, pageOf, TicketSchema, Window } from './command.ts'
import { comparisonCommands } from './comparison-contract.ts'
import { experimentCommands } from './experiment-contract.ts'
import { FitSchema } from './fit.ts'
import { CandidateSchema, JobEventSchema, JobSchema, MoneySchema, PaidBeforeSchema } from './job.ts'
import { JOB_STATES } from './job-machine.ts'
import { judgingContract, noteCommands } from './judging-contract.ts'
import { ClipMeasuresSchema } from './measures.ts'
import { ProjectNameSchema, ProjectSchema } from './project.ts'
import { RecoveryNowSchema } from './recovery.ts'
import { draftCommands, retakeCommands } from './retake-contract.ts'
import { SERVICES, SettingsPatchSchema, SettingsSchema } from './settings.ts'
import { SeedSchema, SHOT_FILTERS, ShotPatchSchema, ShotSchema } from './shot.ts'
import { StudioStatusSchema } from './status.ts'

/** What a renderer starts from; later events carry higher revisions. */
export const SnapshotSchema = z.object({
  revision: z.int(),
  status: StudioStatusSchema,
  settings: SettingsSchema,
  projects: z.array(ProjectSchema),
  facts: z.object({ dataFolder: z.string(), version: z.string() }),
})
export type Snapshot = z.infer<typeof SnapshotSchema>

/**
 * Rows that changed since the event before. A revision that is not the last one plus 1 means a gap: take a new
 * snapshot. A list whose members changed is named in `relist`.
 */
export const ChangeSchema = z.object({
  revision: z.int(),
  status: StudioStatusSchema.optional(),
  settings: SettingsSchema.optional(),
  /** All there are, once one of them has changed. */
  projects: z.array(ProjectSchema).optional(),
  shots: z.array(ShotSchema).optional(),
  /** Ids of shots that were taken off the board. */
  removedShots: z.array(z.string()).optional(),
  jobs: z.array(JobSchema).optional(),
  clips: z.array(ClipSchema).optional(),
  /** What was measured in clips, or is waiting to be. */
  measures: z.array(ClipMeasuresSchema).optional(),
  /** Ids of experiments whose headings or takes are others now. */
  experiments: z.array(z.string()).optional(),
  /** Ids of clips whose notes are others now. */
  notes: z.array(z.string()).optional(),
  relist: z.array(z.enum(['shots', 'jobs', 'clips', 'measures'])).optional(),
})
export type Change = z.infer<typeof ChangeSchema>

export const ImportResultSchema = z.object({
  added: z.int(),
  /** Already on the board. */
  skipped: z.int(),
  /** Of these, looked at again because the file is another one since. */
  renewed: z.int(),
  blocked: z.int(),
  shotIds: z.array(z.string()),
})

export const EstimateSchema = z.object({
  clips: z.int(),
  seconds: z.int(),
  cost: MoneySchema,
  /** Shots that cannot be queued and why. */
  blocked: z.array(z.object({ shotId: z.string(), error: AppErrorSchema })),
  /** The cap that will stop these takes, and how many fit before; null when all of them do. */
  fits: FitSchema.nullable(),
})
export type Estimate = z.infer<typeof EstimateSchema>

/** Takes wanted of each shot: a number of them, or one for each named seed. */
const TakesWanted = z.object({
  shotIds: Ids,
  takes: z.int().min(1).max(100).default(1),
  seeds: z
    .array(SeedSchema)
    .min(1)
    .max(100)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'Each seed is named once')
    .optional(),
  /** One draw for the whole batch: the first takes of all shots have one seed, the second ones another … */
  oneDraw: z.boolean().default(false),
  /** A cap of this batch alone, instead of the one in the settings. */
  capMicros: CapSchema.unwrap().optional(),
})

export const contract = {
  studio: {
    snapshot: command.output(SnapshotSchema),
    watch: command.output(eventIterator(ChangeSchema)),
    /** Submits nothing new; paid work is still fetched. */
    pause: command.output(Nothing),
    resume: command.output(Nothing),
    /** The network is back: what is late or waited for it is asked about now, soonest to die first. */
    lookNow: command.output(Nothing),
    /** What was done after an unclean stop; null when there was none, or once it was dismissed. */
    recovery: command.output(RecoveryNowSchema.nullable()),
    dismissRecovery: command.output(Nothing),
  },
  projects: {
    /** `folder` is a whole path. */
    create: command
      .input(z.object({ name: ProjectNameSchema, folder: FilePath.optional() }))
      .output(ProjectSchema),
    rename: command.input(z.object({ id: Id, name: ProjectNameSchema })).output(ProjectSchema),
    /** Locks a seed for all takes of a project that bring none of their own; null: each draws a new one. */
    setSeed: command.input(z.object({ id: Id, seed: SeedSchema.nullable() })).output(ProjectSchema),
  },
  shots: {
    /** Adds files and folders; each picture becomes a still and a shot, inspected before it appears as ready. */
    import: command
      .input(
        z.object({
          projectId: Id,
          paths: z.array(FilePath).min(1).max(10_000),
          recursive: z.boolean().default(true),
          recipe: ShotPatchSchema.optional(),
        }),
      )
      .output(ImportResultSchema),
    importSamples: command.input(z.object({ projectId: Id })).output(ImportResultSchema),
    page: command
      .input(Window.extend({ projectId: Id, filter: z.enum(SHOT_FILTERS).default('all') }))
      .output(pageOf(ShotSchema)),
    /** Those of the board whose still has this in its name, capitals or not, from top to bottom; without words all. */
    find: command
      .input(Window.extend({ projectId: Id, text: z.string().max(SOUGHT_CHARACTERS).default('') }))
      .output(pageOf(ShotSchema)),
    /** In the order asked for, also shots that were taken off the board; ids nobody knows are left out. */
    byIds: command.input(z.object({ ids: Ids.max(500) })).output(z.array(ShotSchema)),
    update: command.input(z.object({ ids: Ids, patch: ShotPatchSchema })).output(Nothing),
    /** Takes shots off the board; their jobs and clips stay. */
    remove: command.input(z.object({ ids: Ids })).output(Nothing),
    /** Undoes `remove`. */
    restore: command.input(z.object({ ids: Ids })).output(Nothing),
    estimate: command.input(TakesWanted).output(EstimateSchema),
  },
  jobs: {
    /** Queues one batch. `agreed` is the cost the user saw; another one is refused with `estimate-changed`. */
    enqueue: command
      .input(TakesWanted.extend({ agreed: MoneySchema, ticket: TicketSchema.optional() }))
      .output(z.object({ batchId: z.string(), jobIds: z.array(z.string()) })),
    page: command
      .input(
        Window.extend({
          projectId: Id,
          states: z.array(z.enum(JOB_STATES)).min(1).optional(),
          shotId: Id.optional(),
          batchId: Id.optional(),
          /** True: only what the user has hidden; false: the rest; left out: all. */
          hidden: z.boolean().optional(),
        }),
      )
      .output(pageOf(JobSchema)),
    history: command
      .input(z.object({ id: Id }))
      .output(z.object({ job: JobSchema, events: z.array(JobEventSchema), batch: BatchBudgetSchema })),
    /** Cancels what can be: queued jobs at once, rendering ones only while the service has not begun. */
    cancel: command.input(z.object({ ids: Ids })).output(
      z.object({
        canceled: z.int(),
        refused: z.array(z.object({ id: z.string(), error: AppErrorSchema })),
      }),
    ),
    /** Takes jobs off the list or puts them back. They go on, are fetched and charged all the same. */
    hide: command.input(z.object({ ids: Ids, hidden: z.boolean() })).output(Nothing),
    /**
     * What new jobs with the recipes of finished ones cost at today's price. Those that cannot succeed, or were retried
     * already, are left out; with `all` also those whose clip the filter refused, which are retried on a new seed.
     */
    retryEstimate: command
      .input(z.object({ ids: Ids, all: z.boolean().optional() }))
      .output(
        z.object({ clips: z.int(), cost: MoneySchema, paidBefore: PaidBeforeSchema, leftOut: z.int() }),
      ),
    /** Queues them. `agreed` is the cost the user saw; another one is refused with `estimate-changed`. */
    retry: command
      .input(z.object({ ids: Ids, all: z.boolean().optional(), agreed: MoneySchema }))
      .output(z.object({ jobIds: z.array(z.string()), leftOut: z.int() })),
    /** Gives the batches of these jobs another cap, in micros; null: the one of the settings. */
    capBatches: command.input(z.object({ ids: Ids, capMicros: CapSchema })).output(Nothing),
    /** The user has seen the bill: tasks of these jobs that were lost sight of were not charged. */
    clearDoubt: command.input(z.object({ ids: Ids })).output(Nothing),
    /** Moves queued jobs so that they go just before another one; null: to the end. */
    move: command.input(z.object({ ids: Ids, before: Id.nullable() })).output(Nothing),
    /** Tasks that may belong to a job whose answer was lost. */
    candidates: command.input(z.object({ id: Id })).output(z.array(CandidateSchema)),
    /** The user's word on such a job. `resubmit` may make a second paid clip and says so before. */
    settle: command
      .input(
        z.discriminatedUnion('choice', [
          z.object({ id: Id, choice: z.literal('attach'), taskId: z.string().min(1) }),
          z.object({ id: Id, choice: z.literal('discard') }),
          z.object({ id: Id, choice: z.literal('resubmit') }),
        ]),
      )
      .output(JobSchema),
  },
  clips: {
    ...noteCommands,
    /** Saved clips of a project or a shot, newest first; what was thrown away is left out. */
    page: command.input(Window.extend({ projectId: Id, shotId: Id.optional() })).output(pageOf(ClipSchema)),
    /** A window over the clips under a filter, over all projects. */
    search: command
      .input(Window.extend({ filter: ClipFilterSchema, sort: z.enum(CLIP_SORTS).default('newest') }))
      .output(pageOf(ClipSchema)),
    /** Ids of the clips in a part of such a list, at most 10,000. */
    ids: command
      .input(
        z.object({
          filter: ClipFilterSchema,
          sort: z.enum(CLIP_SORTS).default('newest'),
          offset: z.int().min(0).default(0),
          limit: z.int().min(1).max(10_000).default(10_000),
        }),
      )
      .output(z.object({ ids: z.array(z.string()) })),
    facets: command
      .input(z.object({ filter: ClipFilterSchema, days: z.array(SpanSchema).max(24).default([]) }))
      .output(ClipFacetsSchema),
    /** In the order asked for, also clips that were thrown away; ids nobody knows are left out. */
    byIds: command.input(z.object({ ids: Ids.max(500) })).output(z.array(ClipSchema)),
    /** Writes down what the user thinks of clips; what is left out stays. Undone with the values of before. */
    judge: command.input(JudgementSchema.partial().extend({ ids: Ids })).output(Nothing),
    /**
     * Throws clips away, with their sidecars and saved frames: out of every list at once, in the system's trash a
     * while later. What was paid stays booked. `trashed` leaves out what was thrown away before.
     */
    trash: command.input(z.object({ ids: Ids })).output(z.object({ trashed: z.array(z.string()) })),
    /** Brings them back, as long as they are not in the system's trash. */
    untrash: command.input(z.object({ ids: Ids })).output(Nothing),
    /** Saves one frame as PNG beside the clip and tells where. `atMs`: the one that is shown then, from the clip's beginning. */
    frame: command
      .input(
        z.object({ id: Id, which: z.union([z.enum(['first', 'last']), z.object({ atMs: z.int().min(0) })]) }),
      )
      .output(z.object({ path: z.string() })),
    /**
     * Looks for the missing clips of a project by their content: in a file or folder, or in the project's own folder.
     * Tells how many were found and how many are missing still.
     */
    find: command
      .input(z.object({ projectId: Id, path: FilePath.optional() }))
      .output(z.object({ found: z.int(), missing: z.int() })),
    /** What is known of these clips, in this order; those not measured yet are, and a change tells when. */
    measures: command
      .input(z.object({ ids: z.array(Id).min(1).max(500) }))
      .output(z.array(ClipMeasuresSchema)),
    /**
     * How far takes are apart, pair by pair, 0 (the same pictures) to 1; null where one of them cannot be read.
     * Row and column n are the n-th id. Takes of different length are compared over the time they share.
     */
    distances: command
      .input(z.object({ ids: z.array(Id).min(2).max(64) }))
      .output(z.object({ distances: z.array(z.array(z.number().min(0).max(1).nullable())) })),
  },
  retakes: retakeCommands,
  drafts: draftCommands,
  experiments: experimentCommands,
  judging: judgingContract,
  comparisons: comparisonCommands,
  settings: {
    update: command.input(SettingsPatchSchema).output(SettingsSchema),
    setKey: command
      .input(z.object({ service: z.enum(SERVICES), key: z.string().trim().min(1).max(500) }))
      .output(z.object({ storedIn: z.enum(['system', 'file']) })),
    removeKey: command.input(z.object({ service: z.enum(SERVICES) })).output(Nothing),
    /** Which services have a key, and whether it rests in the system's key store or in a file. */
    keys: command.output(
      z.object({ storedIn: z.enum(['system', 'file']), services: z.array(z.enum(SERVICES)) }),
    ),
    /** The user's word that the keys in use belong to the accounts that made the tasks which wait for other keys. */
    confirmAccount: command.output(Nothing),
    /** Free call that tells whether key, region and model belong together. */
    checkKey: command
      .input(z.object({ service: z.enum(SERVICES), key: z.string().trim().min(1).max(500).optional() }))
      .output(z.object({ ok: z.boolean(), error: AppErrorSchema.optional() })),
  },
}

export type StudioContract = typeof contract
