/** Owns what an experiment is: rows × columns that each change one field of a recipe, and which take fills which cell. */

import { z } from 'zod'
import type { Job } from './job.ts'
import { LIVE_STATES } from './job-machine.ts'
import { SeedSchema, ShotRecipeSchema } from './shot.ts'

/** What one cell asks for; the shot brings the still. */
export const CellRecipeSchema = ShotRecipeSchema.omit({ seedLocked: true }).extend({
  shotId: z.string().min(1).max(64),
  /** Always a number: one draw for the whole grid, unless seeds are an axis. */
  seed: SeedSchema,
})
export type CellRecipe = z.infer<typeof CellRecipeSchema>

/** Fields a row or a column may change; `shotId` stands for the still. */
export const AXIS_FIELDS = [
  'prompt',
  'seed',
  'shotId',
  'model',
  'resolution',
  'durationSeconds',
] as const satisfies readonly (keyof CellRecipe)[]
export type AxisField = (typeof AXIS_FIELDS)[number]

/** Most rows, and most columns. */
export const AXIS_MAX = 24

/** A row or a column: exactly the one field of its axis. */
export const AxisValueSchema = CellRecipeSchema.pick({
  prompt: true,
  seed: true,
  shotId: true,
  model: true,
  resolution: true,
  durationSeconds: true,
}).partial()
export type AxisValue = z.infer<typeof AxisValueSchema>

const AxisValuesSchema = z.array(AxisValueSchema).min(1).max(AXIS_MAX)

export const AxisSchema = z
  .object({
    field: z.enum(AXIS_FIELDS),
    values: AxisValuesSchema,
    /** What the axis held while it changed other fields; there again when it goes back to one of them. */
    kept: z.partialRecord(z.enum(AXIS_FIELDS), AxisValuesSchema).optional(),
  })
  .refine(({ field, values }) => values.every((one) => isOnly(field, one)), {
    error: 'each value has exactly the field of its axis',
  })
export type Axis = z.infer<typeof AxisSchema>

function isOnly(field: AxisField, value: AxisValue): boolean {
  return Object.keys(value).length === 1 && value[field] !== undefined
}

export const ExperimentSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  /** What is to be found out, and what was found; empty while nothing was noted. */
  notes: z.string(),
  /** What rows and columns leave as it is. */
  base: CellRecipeSchema,
  rows: AxisSchema,
  columns: AxisSchema,
  createdAt: z.int(),
})
export type Experiment = z.infer<typeof ExperimentSchema>

export type Plan = Pick<Experiment, 'base' | 'rows' | 'columns'>

/** One job of an experiment. */
export type ExperimentTake<One = Job> = {
  job: One
  /** The job whose recipe was run again unchanged, to see how far equal seeds differ; null for the take of a cell. */
  repeatOf: string | null
}

/** What of a job decides whether it fills a cell. */
export type CellJob = Pick<
  Job,
  | 'id'
  | 'shotId'
  | 'prompt'
  | 'model'
  | 'resolution'
  | 'durationSeconds'
  | 'watermark'
  | 'seed'
  | 'stillSha256'
  | 'frameSha256'
  | 'state'
  | 'service'
  | 'clipMissing'
  | 'clipTrashed'
  | 'createdAt'
>

/**
 * Why there is nothing to look at. `open`: never run, failed or canceled, and run with the others. The rest was paid for
 * once and is run again only when it is asked for: the clip was thrown away, its file is missing, or it was made from
 * the still as it was before the file was edited.
 */
export type Gap = 'open' | 'trashed' | 'missing' | 'otherStill'

export type Cell<One extends CellJob = Job> = {
  row: number
  column: number
  recipe: CellRecipe
  /** The take that fills it: the best one of exactly this recipe. */
  job: One | null
  /** Null while a take is on its way, and once it is there. */
  gap: Gap | null
  /** The same recipe on the same first frame run again, oldest first. */
  repeats: One[]
}

/** Hash of the file behind a shot's still as preflight last saw it; null or undefined when nobody knows. */
export type StillNow = (shotId: string) => string | null | undefined

/** Recipe of one cell, rows before columns. */
export function recipeAt({ base, rows, columns }: Plan, row: number, column: number): CellRecipe {
  // Optional fields that are there are never undefined: the schema refuses them.
  return { ...base, ...rows.values[row], ...columns.values[column] } as CellRecipe
}

/** Equal texts mean that one clip answers for both, as long as the still is the same file. */
export function recipeKey(recipe: CellRecipe | CellJob): string {
  const { shotId, prompt, model, resolution, durationSeconds, watermark, seed } = recipe
  return JSON.stringify([shotId, prompt, model, resolution, durationSeconds, watermark, seed])
}

/**
 * Every cell, row by row, with the take that fills it. Cells of equal recipes share one take, so a heading typed twice
 * is not paid for twice, and a heading typed back finds its takes again. What was rehearsed fills cells only while
 * rehearsing.
 */
export function cellsOf<One extends CellJob>(
  plan: Plan,
  takes: readonly ExperimentTake<One>[],
  isRehearsal: boolean,
  stillNow: StillNow = () => null,
): Cell<One>[] {
  const counted = takes.filter(({ job }) => isRehearsal || job.service !== 'rehearsal')
  const byRecipe = Map.groupBy(counted, ({ job }) => recipeKey(job))
  return plan.rows.values.flatMap((_, row) =>
    plan.columns.values.map((__, column) => {
      const recipe = recipeAt(plan, row, column)
      const own = byRecipe.get(recipeKey(recipe)) ?? []
      const now = stillNow(recipe.shotId)
      const job = bestOf(
        own.filter((one) => one.repeatOf === null).map((one) => one.job),
        now,
      )
      const repeats = own.filter((one) => one.repeatOf !== null && isOfFrame(one.job, job))
      return { row, column, recipe, job, gap: gapOf(job, now), repeats: repeats.map((one) => one.job) }
    }),
  )
}

/** True when nothing fills the cell and nothing is on its way to. */
export function isOpen({ gap }: Pick<Cell<CellJob>, 'gap'>): boolean {
  return gap === 'open'
}

type Now = string | null | undefined

function gapOf(job: CellJob | null, now: Now): Gap | null {
  if (job === null || job.state === 'failed' || job.state === 'canceled') return 'open'
  if (!isOfStill(job, now)) return 'otherStill'
  if (job.state !== 'done') return null
  if (job.clipTrashed) return 'trashed'
  return job.clipMissing ? 'missing' : null
}

/** What is not known counts as equal: a job brought back from its clip tells no hashes. */
const isOfStill = (job: CellJob, now: Now) => !now || !job.stillSha256 || job.stillSha256 === now

const isOfFrame = (job: CellJob, other: CellJob | null) =>
  !job.frameSha256 || !other?.frameSha256 || job.frameSha256 === other.frameSha256

const isLive = (job: CellJob) => (LIVE_STATES as readonly string[]).includes(job.state)

/** Of the still as it is goes before of another; there before on its way; the rest is all the same. */
function rank(job: CellJob, now: Now): number {
  const isThere = job.state === 'done' && !job.clipTrashed && !job.clipMissing
  if (!isThere && !isLive(job)) return 0
  const own = isThere ? (job.service === 'rehearsal' ? 2 : 3) : 1
  return isOfStill(job, now) ? own + 3 : own
}

function bestOf<One extends CellJob>(jobs: readonly One[], now: Now): One | null {
  const [best] = [...jobs].sort((a, b) => rank(b, now) - rank(a, now) || b.createdAt - a.createdAt)
  return best ?? null
}
