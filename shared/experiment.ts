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

export const AxisSchema = z
  .object({ field: z.enum(AXIS_FIELDS), values: z.array(AxisValueSchema).min(1).max(AXIS_MAX) })
  .refine(
    ({ field, values }) => values.every((one) => Object.keys(one).length === 1 && one[field] !== undefined),
    { error: 'each value has exactly the field of its axis' },
  )
export type Axis = z.infer<typeof AxisSchema>

export const ExperimentSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  /** What rows and columns leave as it is. */
  base: CellRecipeSchema,
  rows: AxisSchema,
  columns: AxisSchema,
  createdAt: z.int(),
})
export type Experiment = z.infer<typeof ExperimentSchema>

type Plan = Pick<Experiment, 'base' | 'rows' | 'columns'>

/** One job of an experiment. */
export type ExperimentTake<One extends CellJob = Job> = {
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
  | 'state'
  | 'service'
  | 'createdAt'
>

export type Cell<One extends CellJob = Job> = {
  row: number
  column: number
  recipe: CellRecipe
  /** The take that fills it: the best one of exactly this recipe. */
  job: One | null
  /** The same recipe run again, oldest first. */
  repeats: One[]
}

/** Recipe of one cell, rows before columns. */
export function recipeAt({ base, rows, columns }: Plan, row: number, column: number): CellRecipe {
  // Optional fields that are there are never undefined: the schema refuses them.
  return { ...base, ...rows.values[row], ...columns.values[column] } as CellRecipe
}

/** Equal texts mean that one clip answers for both. */
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
): Cell<One>[] {
  const counted = takes.filter(({ job }) => isRehearsal || job.service !== 'rehearsal')
  const byRecipe = Map.groupBy(counted, ({ job }) => recipeKey(job))
  return plan.rows.values.flatMap((_, row) =>
    plan.columns.values.map((__, column) => {
      const recipe = recipeAt(plan, row, column)
      const own = byRecipe.get(recipeKey(recipe)) ?? []
      const firsts = own.filter((one) => one.repeatOf === null).map(({ job }) => job)
      const repeats = own.filter((one) => one.repeatOf !== null).map(({ job }) => job)
      return { row, column, recipe, job: bestOf(firsts), repeats }
    }),
  )
}

/** True when nothing fills the cell and nothing is on its way to. */
export function isOpen({ job }: Pick<Cell<CellJob>, 'job'>): boolean {
  return job === null || job.state === 'failed' || job.state === 'canceled'
}

const isLive = (job: CellJob) => (LIVE_STATES as readonly string[]).includes(job.state)

function rank(job: CellJob): number {
  if (job.state === 'done') return job.service === 'rehearsal' ? 2 : 3
  return isLive(job) ? 1 : 0
}

function bestOf<One extends CellJob>(jobs: readonly One[]): One | null {
  const [best] = [...jobs].sort((a, b) => rank(b) - rank(a) || b.createdAt - a.createdAt)
  return best ?? null
}
