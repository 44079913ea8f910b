/** Owns `gallop animate`: pictures in, saved clips out, in one command. */

import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { type Engine, makeFolder } from '#electron/engine/engine.ts'
import { openStudio } from '#electron/hosting/studio.ts'
import { AppError, reasonOf } from '#shared/app-error.ts'
import {
  modelFacts,
  RESOLUTIONS,
  type Resolution,
  STILL_MODELS,
  type StillModelId,
} from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import type { RecipeDefaults } from '#shared/settings.ts'
import type { Shot, ShotPatch } from '#shared/shot.ts'
import { agree, tellCut, tellRefused } from './before-queueing.ts'
import { existingPaths, jobsOf, projectAt, sortShots, takeIn, tellFindings } from './board.ts'
import { UsageError, watchInterrupt } from './exit.ts'
import {
  readAmount,
  readDuration,
  readFolder,
  readPrompt,
  readSeed,
  readSeeds,
  type StudioFlags,
  withStudioFlags,
} from './flags.ts'
import { followJobs } from './follow.ts'
import type { Output } from './output.ts'
import { openProgress } from './progress.ts'
import { tellRecovery } from './recovery-lines.ts'
import { chooseTarget, refuseUnready, resumeLine, type Target } from './target.ts'
import { jobTeller, sumUp, tellDone, tellOthers, tellStopped, tellWaiting } from './telling.ts'

export type AnimateFlags = StudioFlags & {
  prompt: string
  out: string
  model?: StillModelId
  resolution?: Resolution
  duration?: number
  seed?: number
  seeds?: number[]
  /** Undefined: as the settings say. */
  watermark?: boolean
  recursive?: boolean
  yes?: boolean
  /** In micros. */
  cap?: number
}

/** Adds the command; `run` gets its flags and ends with an exit status. */
export function animateCommand(command: Command): Command {
  return withStudioFlags(command)
    .description('turn pictures into saved clips')
    .argument('<paths...>', 'pictures and folders of pictures')
    .requiredOption('--prompt <text>', 'what moves, and how the camera moves', readPrompt)
    .option('--out <folder>', 'where clips are saved', readFolder, './gallop-clips')
    .addOption(new Option('--model <id>', 'which model').choices(STILL_MODELS))
    .addOption(new Option('--resolution <tier>', 'size of the clips').choices(RESOLUTIONS))
    .option('--duration <seconds>', 'length of each clip, 3 to 15', readDuration)
    .option('--seed <number>', 'seed of every clip, so that it can be tried again', readSeed)
    .addOption(
      new Option('--seeds <numbers>', 'a take for each seed: 1,2,3').argParser(readSeeds).conflicts('seed'),
    )
    .option('--watermark', 'with the “Happy Horse” mark (default: as in the settings)')
    .option('--no-watermark', 'without it')
    .option('--recursive', 'folders inside folders as well')
    .option('--cap <amount>', 'spend at most so much on this run; the rest waits', readAmount)
    .option('--yes', 'agree to the price beforehand')
}

/** Runs it; resolves with the exit status. */
export async function animate(paths: string[], flags: AnimateFlags, output: Output): Promise<number> {
  const files = existingPaths(paths)
  const target = await chooseTarget(flags, { keyMeansRegion: true })
  const folder = outFolder(flags.out)
  const interrupt = watchInterrupt()
  try {
    // What earlier runs queued was neither priced nor capped by this one: it is not sent here.
    const studio = await openStudio({ ...target.options, ownBatchesOnly: true })
    try {
      return await animateOn(
        studio.engine,
        { target, files, folder, flags, signal: interrupt.signal },
        output,
      )
    } finally {
      await studio.close()
    }
  } finally {
    interrupt.end()
  }
}

type Errand = {
  target: Target
  files: string[]
  folder: string
  flags: AnimateFlags
  signal: AbortSignal
}

async function animateOn(engine: Engine, errand: Errand, output: Output): Promise<number> {
  const { flags, signal } = errand
  const { settings, status } = await engine.commands.studio.snapshot()
  refuseUnready(status, errand.target)
  const recipe = recipeOf(flags, settings.defaults)
  // What a lost job table came back from is known by now; what a crash left, once the pipeline has begun.
  await tellRecovery(engine, output, { once: true })
  tellCut(output, flags.prompt)
  const project = await projectAt(engine, errand.folder)
  const intake = { paths: errand.files, recursive: flags.recursive ?? false, recipe }
  const shots = await takeIn(engine, project.id, intake, signal)
  // Pictures that were on the board already bring the recipe of the last time.
  await engine.commands.shots.update({ ids: shots.map(({ id }) => id), patch: recipe })
  const { passed, blocked } = sortShots(shots)
  for (const { still } of shots) if (still.findings.length > 0) tellFindings(output, still)
  const wanted = wantedOf(passed, flags)
  const estimate = passed.length > 0 ? await engine.commands.shots.estimate(wanted) : undefined
  tellRefused(output, passed, estimate?.blocked ?? [])
  let jobs: Job[] = []
  if (estimate && estimate.clips > 0 && !signal.aborted && (await agree(estimate, errand, output))) {
    const order = { ...wanted, agreed: estimate.cost, projectId: project.id }
    jobs = await runBatch(engine, order, shots, errand, output)
  }
  return tellEnd(engine, jobs, blocked.length + (estimate?.blocked.length ?? 0), errand, output)
}

async function tellEnd(
  engine: Engine,
  jobs: Job[],
  blocked: number,
  { target, flags, signal }: Errand,
  output: Output,
): Promise<number> {
  const sums = sumUp(jobs, blocked, target.rehearsal)
  const resume = resumeLine(flags)
  if (signal.aborted) return tellStopped(output, sums, resume)
  if (sums.waiting > 0) await tellWaiting(engine, output, jobs)
  await tellOthers(engine, output, sums, resume)
  return tellDone(output, sums)
}

function wantedOf(shots: readonly Shot[], { seed, seeds, cap }: AnimateFlags) {
  const given = seeds ?? (seed === undefined ? undefined : [seed])
  return {
    shotIds: shots.map(({ id }) => id),
    takes: 1,
    ...(given ? { seeds: given } : {}),
    ...(cap === undefined ? {} : { capMicros: cap }),
  }
}

type Order = Parameters<Engine['commands']['jobs']['enqueue']>[0] & { projectId: string }

async function runBatch(
  engine: Engine,
  { projectId, ...order }: Order,
  shots: readonly Shot[],
  errand: Errand,
  output: Output,
): Promise<Job[]> {
  const paths = new Map(shots.map(({ still }) => [still.id, still.path]))
  const progress = openProgress(output, order.shotIds.length * (order.seeds?.length ?? 1))
  const following = followJobs(
    engine,
    jobTeller(output, progress, {
      free: errand.target.rehearsal,
      stillPath: (job) => paths.get(job.stillId) ?? job.stillName,
    }),
  )
  const { status } = await engine.commands.studio.snapshot()
  // A pause the user asked for stays; one for a bad key or an empty account has been answered by asking again.
  if (status.pause && !status.pause.byUser) await engine.commands.studio.resume()
  const { batchId } = await engine.commands.jobs.enqueue(order)
  following.add(await jobsOf(engine, { projectId, batchId }))
  if (!errand.signal.aborted) {
    engine.start()
    await tellRecovery(engine, output, { once: true })
  }
  try {
    return await following.done(errand.signal)
  } finally {
    progress.end()
  }
}

/** @throws UsageError for a size the model does not offer */
function recipeOf(flags: AnimateFlags, defaults: RecipeDefaults): ShotPatch {
  const model = flags.model ?? defaults.model
  const resolution = flags.resolution ?? defaults.resolution
  const offered: readonly Resolution[] = modelFacts(model)?.resolutions ?? []
  if (!offered.includes(resolution))
    throw new UsageError(`${model} does not offer ${resolution}; it offers ${offered.join(' and ')}.`)
  return {
    prompt: flags.prompt,
    watermark: flags.watermark ?? defaults.watermark,
    model,
    resolution,
    durationSeconds: flags.duration ?? defaults.durationSeconds,
  }
}

function outFolder(out: string): string {
  const path = resolve(out)
  try {
    makeFolder(path)
  } catch (error) {
    throw new AppError('folder-unusable', { path, detail: reasonOf(error) }, { cause: error })
  }
  return path
}
