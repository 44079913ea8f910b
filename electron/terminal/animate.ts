/** Owns `gallop animate`: pictures in, saved clips out, in one command. */

import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Engine } from '#electron/engine/engine.ts'
import { openStudio } from '#electron/hosting/studio.ts'
import { AppError, reasonOf } from '#shared/app-error.ts'
import type { Estimate } from '#shared/contract.ts'
import { formatMoney } from '#shared/cost.ts'
import type { Fit } from '#shared/fit.ts'
import { RESOLUTIONS, type Resolution, STILL_MODELS, type StillModelId } from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import type { RecipeDefaults } from '#shared/settings.ts'
import type { Shot, ShotPatch } from '#shared/shot.ts'
import { existingPaths, type Intake, jobsOf, projectAt, sortShots, takeIn, tellFindings } from './board.ts'
import { confirm } from './confirm.ts'
import { watchInterrupt } from './exit.ts'
import { readAmount, readDuration, readSeed, readSeeds, type StudioFlags, withStudioFlags } from './flags.ts'
import { followJobs } from './follow.ts'
import { errorLine, type Output } from './output.ts'
import { openProgress } from './progress.ts'
import { tellRecovery } from './recovery-lines.ts'
import { chooseTarget, resumeLine, type Target } from './target.ts'
import { jobTeller, sumUp, tellDone, tellStopped, tellWaiting } from './telling.ts'

export type AnimateFlags = StudioFlags & {
  prompt: string
  out: string
  model?: StillModelId
  resolution?: Resolution
  duration?: number
  seed?: number
  seeds?: number[]
  watermark: boolean
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
    .requiredOption('--prompt <text>', 'what moves, and how the camera moves')
    .option('--out <folder>', 'where clips are saved', './gallop-clips')
    .addOption(new Option('--model <id>', 'which model').choices(STILL_MODELS))
    .addOption(new Option('--resolution <tier>', 'size of the clips').choices(RESOLUTIONS))
    .option('--duration <seconds>', 'length of each clip, 3 to 15', readDuration)
    .option('--seed <number>', 'seed of every clip, so that it can be tried again', readSeed)
    .addOption(
      new Option('--seeds <numbers>', 'a take for each seed: 1,2,3').argParser(readSeeds).conflicts('seed'),
    )
    .option('--no-watermark', 'without the “Happy Horse” mark')
    .option('--recursive', 'folders inside folders as well')
    .option('--cap <amount>', 'spend at most so much on this run; the rest waits', readAmount)
    .option('--yes', 'agree to the price beforehand')
}

/** Runs it; resolves with the exit status. */
export async function animate(paths: string[], flags: AnimateFlags, output: Output): Promise<number> {
  const files = existingPaths(paths)
  const target = await chooseTarget(flags, { keyMeansRegion: true })
  const folder = outFolder(flags.out)
  const studio = await openStudio(target.options)
  const interrupt = watchInterrupt()
  try {
    const { settings } = await studio.engine.commands.studio.snapshot()
    const recipe = recipeOf(flags, settings.defaults)
    const intake = { paths: files, recursive: flags.recursive ?? false, recipe }
    // What a lost job table came back from is known by now; what a crash left, once the pipeline has begun.
    await tellRecovery(studio.engine, output, { once: true })
    return await animateOn(studio.engine, { target, folder, intake, flags, signal: interrupt.signal }, output)
  } finally {
    await studio.close()
    interrupt.end()
  }
}

type Errand = {
  target: Target
  folder: string
  intake: Intake & { recipe: ShotPatch }
  flags: AnimateFlags
  signal: AbortSignal
}

async function animateOn(engine: Engine, errand: Errand, output: Output): Promise<number> {
  const project = await projectAt(engine, errand.folder)
  const shots = await takeIn(engine, project.id, errand.intake)
  // Pictures that were on the board already bring the recipe of the last time.
  await engine.commands.shots.update({ ids: shots.map(({ id }) => id), patch: errand.intake.recipe })
  const { passed, blocked } = sortShots(shots)
  for (const { still } of shots) if (still.findings.length > 0) tellFindings(output, still)
  if (passed.length === 0) return tellDone(output, sumUp([], blocked.length, true))

  const wanted = wantedOf(passed, errand.flags)
  const estimate = await engine.commands.shots.estimate(wanted)
  for (const { shotId, error } of estimate.blocked) {
    const shot = passed.find(({ id }) => id === shotId)
    output.complain(`✗ ${shot?.still.name ?? shotId}: ${errorLine(error)}`)
  }
  if (!(await agreed(engine, estimate, errand, output))) {
    output.complain('Nothing was queued.')
    return 1
  }
  const jobs = await runBatch(
    engine,
    { ...wanted, agreed: estimate.cost, projectId: project.id },
    shots,
    errand,
    output,
  )
  const sums = sumUp(jobs, blocked.length + estimate.blocked.length, errand.target.rehearsal)
  if (errand.signal.aborted) return tellStopped(output, sums, resumeLine(errand.flags))
  if (sums.waiting > 0) await tellWaiting(engine, output, jobs)
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

/** The estimate, and the user's word when it is not free. */
async function agreed(engine: Engine, estimate: Estimate, errand: Errand, output: Output): Promise<boolean> {
  const size = `${count(estimate.clips, 'clip')}, ${estimate.seconds} s`
  if (estimate.fits) output.say(fitLine(estimate.fits, estimate.clips))
  if (errand.target.rehearsal) {
    output.say(`Rehearsal: ${size}; nothing is charged.`)
    return true
  }
  const { status } = await engine.commands.studio.snapshot()
  if (!status.keySet) throw new AppError('key-missing', { region: errand.target.service })
  const fact = `${size} will cost about ${formatMoney(estimate.cost)}.`
  if (errand.flags.yes) {
    output.say(fact)
    return true
  }
  return confirm(output, fact, errand.signal)
}

function fitLine({ window, cap, takes }: Fit, clips: number): string {
  return `The ${window} cap of ${formatMoney(cap)} lets ${takes} of ${count(clips, 'clip')} through; the rest waits.`
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
  engine.start()
  await tellRecovery(engine, output, { once: true })
  try {
    return await following.done(errand.signal)
  } finally {
    progress.end()
  }
}

function recipeOf(flags: AnimateFlags, defaults: RecipeDefaults): ShotPatch {
  return {
    prompt: flags.prompt,
    watermark: flags.watermark,
    model: flags.model ?? defaults.model,
    resolution: flags.resolution ?? defaults.resolution,
    durationSeconds: flags.duration ?? defaults.durationSeconds,
  }
}

function outFolder(out: string): string {
  const path = resolve(out)
  try {
    mkdirSync(path, { recursive: true })
  } catch (error) {
    throw new AppError('folder-unusable', { path, detail: reasonOf(error) }, { cause: error })
  }
  return path
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
