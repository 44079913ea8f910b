/** Owns what a new experiment looks like: one thing differs along each side, and the seeds are locked. */

import { differencesAmong, type RecipeField } from '#shared/differences.ts'
import type { Axis, CellRecipe } from '#shared/experiment.ts'
import { NAME_MAX } from '#shared/experiment-change.ts'
import type { Shot } from '#shared/shot.ts'
import { drawSeed } from './draw-seed.ts'

/** `each`: every still has a table of its own, two prompts × seeds. `one`: one table, stills × seeds. */
export type Layout = 'each' | 'one'

/** Columns of a new experiment. */
const FIRST_SEEDS = 3

type NewPlan = { projectId: string; name: string; base: CellRecipe; rows: Axis; columns: Axis }

/**
 * Plans for experiments on these shots; tables made together share their seeds, and none has a name that is taken. Their
 * first seed is that of the first shot, else `ofProject`, else a new one: what a take from the Board would have.
 */
export function plansFor(
  shots: readonly Shot[],
  layout: Layout,
  taken: readonly string[],
  ofProject: number | null = null,
): NewPlan[] {
  const seeds = seedsFor(shots, ofProject)
  const names = [...taken]
  const tables = layout === 'one' ? [shots] : shots.map((one) => [one])
  return tables.flatMap((own) => {
    const [first] = own
    if (!first) return []
    const name = freeName(nameOf(first), names)
    names.push(name)
    return [planFor(own, first, name, seeds)]
  })
}

function seedsFor([first]: readonly Shot[], ofProject: number | null): number[] {
  const rest = Array.from({ length: FIRST_SEEDS - 1 }, drawSeed)
  return [first?.seed ?? ofProject ?? drawSeed(), ...rest]
}

function planFor(shots: readonly Shot[], first: Shot, name: string, seeds: readonly number[]): NewPlan {
  const { id: shotId, projectId, prompt, model, resolution, durationSeconds, watermark } = first
  const rows: Axis =
    shots.length > 1
      ? { field: 'shotId', values: shots.map(({ id }) => ({ shotId: id })) }
      : { field: 'prompt', values: [{ prompt }, { prompt }] }
  const columns: Axis = { field: 'seed', values: seeds.map((one) => ({ seed: one })) }
  const base = { shotId, prompt, model, resolution, durationSeconds, watermark, seed: seeds[0] ?? drawSeed() }
  return { projectId, name, base, rows, columns }
}

/** What the still is called, without its ending unless there is nothing else. */
function nameOf({ still: { name } }: Shot): string {
  return name.replace(/\.\w+$/, '').trim() || name
}

/** The name itself, or the first number behind it that makes it one of its own; of a long one, as much as a name may have. */
export function freeName(name: string, taken: readonly string[]): string {
  const ending = (number: number) => (number === 1 ? '' : ` ${number}`)
  const numbered = (number: number) => {
    const room = NAME_MAX - ending(number).length
    return `${name.slice(0, room).toWellFormed().trim()}${ending(number)}`
  }
  let number = 1
  while (taken.includes(numbered(number))) number += 1
  return numbered(number)
}

/** What one table of all these shots levels: it has the recipe of the first. Seeds are drawn for the table anyway. */
export function levelledIn(shots: readonly Shot[]): RecipeField[] {
  return differencesAmong(shots.map(({ still: _, seed: __, ...recipe }) => recipe))
}
