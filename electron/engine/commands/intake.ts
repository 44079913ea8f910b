/** Owns how files become shots: rows at once, then a look at each picture, two at a time. */

import { basename, join, resolve } from 'node:path'
import pMap from 'p-map'
import { AppError, reasonOf } from '#shared/app-error.ts'
import { passes } from '#shared/finding.ts'
import type { ShotPatch } from '#shared/shot.ts'
import type { StillFacts } from '../preflight/facts.ts'
import { unreadable } from '../preflight/inspect.ts'
import { judge } from '../preflight/judge.ts'
import { inspectWithThumbnail } from '../preflight/thumbnail.ts'
import { walk } from '../preflight/walk.ts'
import { promptBeside } from './prompt-file.ts'
import { foundOr, type Studio } from './studio-context.ts'

/** Two keep both the disk and the decoder busy without filling the memory. */
export const INSPECTIONS_AT_ONCE = 2

export type Intake = {
  projectId: string
  paths: readonly string[]
  recursive: boolean
  recipe?: ShotPatch | undefined
}
export type IntakeResult = { added: number; skipped: number; blocked: number; shotIds: string[] }

/** Thumbnails are shared by content. */
export function thumbnailPath(dataFolder: string, sha256: string): string {
  return join(dataFolder, 'thumbnails', `${sha256}.webp`)
}

/** Adds files and folders to a project's board. @throws AppError `not-found`, `no-stills` */
export async function takeIn(studio: Studio, intake: Intake): Promise<IntakeResult> {
  const { tables } = studio
  foundOr('project', tables.projects.byId(intake.projectId))
  const paths = intake.paths.map((path) => resolve(path))
  const { files, missing } = await walk(paths, { recursive: intake.recursive })
  // A file that was named but is not there gets a card that says so.
  const wanted = [...new Set([...files, ...missing])]
  if (wanted.length === 0) throw new AppError('no-stills', { where: paths.join(', ') })
  const fresh = wanted.filter((path) => !tables.stills.isOnBoard(intake.projectId, path))
  const rows = addRows(studio, intake, await withPrompts(fresh, intake.recipe))
  const blocked = await inspectAll(studio, rows)
  const shotIds = rows.map((row) => row.shotId)
  return { added: rows.length, skipped: wanted.length - fresh.length, blocked, shotIds }
}

type Row = { shotId: string; stillId: string; path: string }
type Found = { path: string; prompt: string }

/** A prompt that was given goes to every still; otherwise each has the one that lies beside it. */
async function withPrompts(paths: readonly string[], recipe: ShotPatch = {}): Promise<Found[]> {
  const { prompt } = recipe
  if (prompt !== undefined) return paths.map((path) => ({ path, prompt }))
  return pMap(paths, async (path) => ({ path, prompt: await promptBeside(path) }), { concurrency: 8 })
}

function addRows(studio: Studio, { projectId, recipe }: Intake, found: readonly Found[]): Row[] {
  const { tables, ports } = studio
  const createdAt = ports.clock.now()
  const defaults = tables.settings.settings().defaults
  const whole = { ...defaults, seed: null, seedLocked: false, ...definedOf(recipe ?? {}) }
  const rows = found.map((one) => ({ ...one, shotId: ports.newId(), stillId: ports.newId() }))
  tables.atomically(() => {
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
  })
  return rows
}

function definedOf(patch: ShotPatch): Partial<{ [F in keyof ShotPatch]-?: NonNullable<ShotPatch[F]> }> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined)
  // Entries of the patch itself, less those that are undefined.
  return Object.fromEntries(entries) as ReturnType<typeof definedOf>
}

/** Number of stills that cannot be sent. */
async function inspectAll(studio: Studio, rows: readonly Row[]): Promise<number> {
  const facts = await pMap(rows, ({ stillId, path }) => inspectStill(studio, stillId, path), {
    concurrency: INSPECTIONS_AT_ONCE,
  })
  return facts.filter((one) => !passes(judge(one))).length
}

/** Looks at a still and keeps what was found. */
export async function inspectStill(studio: Studio, stillId: string, path: string): Promise<StillFacts> {
  const { tables, ports, dataFolder } = studio
  const facts = await inspectWithThumbnail(path, (sha256) => thumbnailPath(dataFolder, sha256))
  tables.stills.inspected(stillId, facts, judge(facts), ports.clock.now())
  return facts
}

/** Looks at the stills that an earlier run took in and had no time for; ends early when told to. */
export async function inspectLeftOver(studio: Studio, leaving: AbortSignal): Promise<void> {
  const { tables, ports } = studio
  for (const { id, path } of tables.stills.unseen()) {
    if (leaving.aborted) return
    try {
      await inspectStill(studio, id, path)
    } catch (thrown) {
      ports.log.warn('intake.failed', { still: id, detail: reasonOf(thrown) })
      // A full disk or too many open files say nothing about the picture: the next start looks at it again.
      if (thrown instanceof AppError || /^E[MN]FILE$/.test((thrown as NodeJS.ErrnoException).code ?? ''))
        continue
      const facts = unreadable(path, reasonOf(thrown))
      tables.stills.inspected(id, facts, judge(facts), ports.clock.now())
    }
  }
}
