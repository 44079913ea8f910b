/** Owns how files become shots: rows at once, then a look at each picture that is new, unseen or another one since. */

import { basename, resolve } from 'node:path'
import pMap from 'p-map'
import { AppError } from '#shared/app-error.ts'
import { passes } from '#shared/finding.ts'
import type { ShotPatch } from '#shared/shot.ts'
import { judge } from '../preflight/judge.ts'
import { walk } from '../preflight/walk.ts'
import { promptBeside } from './prompt-file.ts'
import { foundOr, type Studio } from './studio-context.ts'

export type Intake = {
  projectId: string
  paths: readonly string[]
  recursive: boolean
  recipe?: ShotPatch | undefined
}
export type IntakeResult = {
  added: number
  skipped: number
  renewed: number
  blocked: number
  shotIds: string[]
}

/**
 * Adds files and folders to a project's board. What is there already stays the shot it is; its picture is looked at again
 * when nobody has, or when the file is another one since. @throws AppError `not-found`, `no-stills`, `given-up`
 */
export async function takeIn(studio: Studio, intake: Intake): Promise<IntakeResult> {
  const { tables, inspections } = studio
  foundOr('project', tables.projects.byId(intake.projectId))
  const paths = intake.paths.map((path) => resolve(path))
  const { files, missing } = await walk(paths, { recursive: intake.recursive })
  // A file that was named but is not there gets a card that says so.
  const wanted = [...new Set([...files, ...missing])]
  if (wanted.length === 0) throw new AppError('no-stills', { where: paths.join(', ') })
  const onBoard = wanted.map((path) => tables.stills.onBoard(intake.projectId, path))
  const fresh = wanted.filter((_, index) => onBoard[index]?.length === 0)
  const again = await inspections.stale(onBoard.flat())
  const rows = addRows(studio, intake, await withPrompts(fresh, intake.recipe))
  const facts = await inspections.lookAtAll([
    ...again,
    ...rows.map(({ stillId: id, path }) => ({ id, path })),
  ])
  return {
    added: rows.length,
    skipped: wanted.length - rows.length,
    renewed: again.filter(({ inspectedAt }) => inspectedAt !== null).length,
    blocked: facts.filter((one) => !passes(judge(one))).length,
    shotIds: rows.map((row) => row.shotId),
  }
}

type Row = { shotId: string; stillId: string; path: string }
type Found = { path: string; prompt: string }

/** A prompt that was given goes to every still; otherwise each has the one that lies beside it. */
async function withPrompts(paths: readonly string[], recipe: ShotPatch = {}): Promise<Found[]> {
  const { prompt } = recipe
  if (prompt !== undefined) return paths.map((path) => ({ path, prompt }))
  return pMap(paths, async (path) => ({ path, prompt: await promptBeside(path) }), { concurrency: 8 })
}

/** Rows for what is not on the board yet: a double click, or another window, may have been quicker since it was looked up. */
function addRows(studio: Studio, { projectId, recipe }: Intake, found: readonly Found[]): Row[] {
  const { tables, ports } = studio
  const createdAt = ports.clock.now()
  const defaults = tables.settings.settings().defaults
  const whole = { ...defaults, seed: null, seedLocked: false, ...definedOf(recipe ?? {}) }
  return tables.atomically(() => {
    const rows = found
      .filter(({ path }) => tables.stills.onBoard(projectId, path).length === 0)
      .map((one) => ({ ...one, shotId: ports.newId(), stillId: ports.newId() }))
    for (const { stillId, path } of rows) {
      tables.stills.insert({ id: stillId, projectId, path, name: basename(path), addedAt: createdAt })
    }
    tables.shots.append(
      rows.map(({ shotId, stillId, prompt }) => ({
        ...whole,
        prompt,
        id: shotId,
        projectId,
        stillId,
        createdAt,
      })),
    )
    return rows
  })
}

function definedOf(patch: ShotPatch): Partial<{ [F in keyof ShotPatch]-?: NonNullable<ShotPatch[F]> }> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined)
  // Entries of the patch itself, less those that are undefined.
  return Object.fromEntries(entries) as ReturnType<typeof definedOf>
}
