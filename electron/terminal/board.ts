/** Owns getting pictures onto a project's board from the terminal, and reading back what preflight found. */

import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import type { Engine } from '#electron/engine/engine.ts'
import { AppError } from '#shared/app-error.ts'
import { passes, wordsForFinding } from '#shared/finding.ts'
import type { Job } from '#shared/job.ts'
import { PROJECT_NAME_MAX, type Project } from '#shared/project.ts'
import type { Shot, ShotPatch } from '#shared/shot.ts'
import type { Still } from '#shared/still.ts'
import { orInterrupted } from './exit.ts'
import type { Output } from './output.ts'

const PAGE = 500

/** Absolute paths of what was named. Throws AppError `not-found` for the first that is not there. */
export function existingPaths(paths: readonly string[]): string[] {
  return paths.map((given) => {
    const path = resolve(given)
    if (!existsSync(path)) throw new AppError('not-found', { noun: `file or folder “${path}”` })
    return path
  })
}

/** The project whose clips land in that folder; made when there is none. */
export async function projectAt(engine: Engine, folder: string): Promise<Project> {
  const path = resolve(folder)
  const { projects } = await engine.commands.studio.snapshot()
  const found = projects.find((project) => resolve(project.folder) === path)
  return found ?? engine.commands.projects.create({ name: nameOf(path), folder: path })
}

/** A folder's own name, as far as it can be a project's: not too long, no half of a character, not blank. */
function nameOf(path: string): string {
  const cut = basename(path).trim().slice(0, PROJECT_NAME_MAX)
  return cut.replace(/[\uD800-\uDBFF]$/, '').trim() || 'Gallop'
}

export type Intake = { paths: string[]; recursive: boolean; recipe?: ShotPatch }

/**
 * Adds pictures and waits until each is inspected. A picture that is on the board already is the same shot again.
 * @throws AppError `no-stills` when nothing named could be a picture, and Interrupted
 */
export async function takeIn(
  engine: Engine,
  projectId: string,
  intake: Intake,
  signal: AbortSignal,
): Promise<Shot[]> {
  await orInterrupted(engine.commands.shots.import({ projectId, ...intake }), signal)
  const shots = (await allShots(engine, projectId)).filter(({ still }) => isNamed(intake, still.path))
  if (shots.length === 0) throw new AppError('no-stills', { where: intake.paths.join('”, “') })
  return shots
}

/** True for a file that was named itself or lies in a folder that was, and is still there. */
function isNamed({ paths, recursive }: Intake, file: string): boolean {
  const within = (path: string) => {
    const between = relative(path, file)
    if (between === '') return true
    if (between.startsWith('..') || isAbsolute(between)) return false
    return recursive || dirname(between) === '.'
  }
  return paths.some(within) && existsSync(file)
}

/** Every shot on the board, page by page. */
export async function allShots(engine: Engine, projectId: string): Promise<Shot[]> {
  const shots: Shot[] = []
  for (;;) {
    const page = await engine.commands.shots.page({ projectId, offset: shots.length, limit: PAGE })
    shots.push(...page.rows)
    if (page.rows.length === 0 || shots.length >= page.total) return shots
  }
}

/** Every job of a project or batch, page by page. */
export async function jobsOf(
  engine: Engine,
  which: Omit<Parameters<Engine['commands']['jobs']['page']>[0], 'offset' | 'limit'>,
): Promise<Job[]> {
  const jobs: Job[] = []
  for (;;) {
    const page = await engine.commands.jobs.page({ ...which, offset: jobs.length, limit: PAGE })
    jobs.push(...page.rows)
    if (page.rows.length === 0 || jobs.length >= page.total) return jobs
  }
}

export type Sorted = { passed: Shot[]; blocked: Shot[] }

/** Parts what can be sent from what cannot. */
export function sortShots(shots: readonly Shot[]): Sorted {
  return {
    passed: shots.filter((shot) => passes(shot.still.findings)),
    blocked: shots.filter((shot) => !passes(shot.still.findings)),
  }
}

/** Says what was found about a picture, measured value and limit included. */
export function tellFindings(output: Output, still: Still): void {
  const blocked = !passes(still.findings)
  const findings = still.findings.map((one) => ({ ...one, ...wordsForFinding(one) }))
  output.emit({ event: blocked ? 'still.blocked' : 'still.passed', still: still.path, findings })
  if (blocked) output.complain(`✗ ${still.name}`)
  for (const { level, says, remedy } of findings) {
    if (level === 'block') output.complain(`    ${says}. ${remedy}`)
    else output.say(`  ${still.name}: ${says}. ${remedy}`)
  }
}
