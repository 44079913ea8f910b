/** Owns `gallop resume`: finishes what an earlier run began; what was paid for goes first. */

import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Engine } from '#electron/engine/engine.ts'
import type { KeyVault } from '#electron/engine/ports.ts'
import { openVault } from '#electron/hosting/key-vault.ts'
import { openStudio } from '#electron/hosting/studio.ts'
import { REGION_IDS } from '#shared/happyhorse.ts'
import type { Job } from '#shared/job.ts'
import { LIVE_STATES } from '#shared/job-machine.ts'
import type { ServiceId } from '#shared/settings.ts'
import { allShots, jobsOf, takeIn, tellFindings } from './board.ts'
import { Interrupted, watchInterrupt } from './exit.ts'
import { readAmount, type StudioFlags, withStudioFlags } from './flags.ts'
import { followJobs } from './follow.ts'
import type { Output } from './output.ts'
import { openProgress } from './progress.ts'
import { tellRecovery } from './recovery-lines.ts'
import { chooseTarget, resumeLine, type Target } from './target.ts'
import { jobTeller, sumUp, tellDone, tellStopped, tellWaiting } from './telling.ts'

export type ResumeFlags = StudioFlags & {
  /** In micros. */
  cap?: number
  sameAccount?: boolean
}

/** Adds the command. */
export function resumeCommand(command: Command): Command {
  return withStudioFlags(command)
    .description('finish what an earlier run began')
    .option('--cap <amount>', 'another cap for each batch that is not finished', readAmount)
    .option('--same-account', 'the key in use belongs to the account that made what waits for another key')
}

/** Runs it; resolves with the exit status. */
export async function resume(flags: ResumeFlags, output: Output): Promise<number> {
  const target = await chooseTarget(flags, { finishing: true })
  const interrupt = watchInterrupt()
  try {
    const studio = await openStudio({ ...target.options, vault: await vaultFor(target) })
    try {
      return await resumeOn(studio.engine, { target, flags, signal: interrupt.signal }, output)
    } finally {
      await studio.close()
    }
  } finally {
    interrupt.end()
  }
}

type Errand = { target: Target; flags: ResumeFlags; signal: AbortSignal }

async function resumeOn(engine: Engine, { target, flags, signal }: Errand, output: Output): Promise<number> {
  // Only for the address that was asked; jobs of the built-in rehearsal cost nothing anyhow, others do.
  const free = target.rehearsal && target.service === 'custom'
  const jobs = await finishAll(
    engine,
    { free, cap: flags.cap, sameAccount: flags.sameAccount === true },
    output,
    signal,
  )
  const sums = sumUp(jobs, 0, free)
  await lookAtUnseen(engine, output, signal)
  if (signal.aborted) return tellStopped(output, sums, resumeLine(flags))
  if (sums.waiting > 0) await tellWaiting(engine, output, jobs)
  return tellDone(output, sums)
}

/** Pictures that a run took in and was stopped before it had looked at them. */
async function lookAtUnseen(engine: Engine, output: Output, signal: AbortSignal): Promise<void> {
  const { projects } = await engine.commands.studio.snapshot()
  for (const { id } of signal.aborted ? [] : projects) {
    const unseen = (await allShots(engine, id)).filter(({ still }) => still.inspectedAt === null)
    const paths = unseen.map(({ still }) => still.path).filter((path) => existsSync(path))
    if (paths.length === 0) continue
    const seen = await takeIn(engine, id, { paths, recursive: false }, signal).catch((thrown: unknown) => {
      if (thrown instanceof Interrupted) return []
      throw thrown
    })
    for (const { still } of seen) tellFindings(output, still)
  }
}

async function finishAll(
  engine: Engine,
  { free, cap, sameAccount }: { free: boolean; cap: number | undefined; sameAccount: boolean },
  output: Output,
  signal: AbortSignal,
): Promise<Job[]> {
  const { projects } = await engine.commands.studio.snapshot()
  const live: Job[] = []
  for (const { id } of projects)
    live.push(...(await jobsOf(engine, { projectId: id, states: [...LIVE_STATES] })))
  if (live.length === 0) {
    await tellRecovery(engine, output, { once: true })
    return []
  }
  const paths = await stillPaths(
    engine,
    projects.map(({ id }) => id),
  )
  const progress = openProgress(output, live.length)
  const following = followJobs(
    engine,
    jobTeller(output, progress, { free, stillPath: (job) => paths.get(job.stillId) ?? job.stillName }),
  )
  following.add(live)
  if (cap !== undefined) await capBatches(engine, live, cap)
  if (sameAccount) await engine.commands.settings.confirmAccount()
  await engine.commands.studio.resume()
  engine.start()
  await tellRecovery(engine, output, { once: true })
  try {
    return await following.done(signal)
  } finally {
    progress.end()
  }
}

async function capBatches(engine: Engine, jobs: readonly Job[], capMicros: number): Promise<void> {
  const ids = [...new Map(jobs.map((job) => [job.batchId, job.id])).values()]
  await engine.commands.jobs.capBatches({ ids, capMicros })
}

async function stillPaths(engine: Engine, projectIds: readonly string[]): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  for (const projectId of projectIds) {
    for (const { still } of await allShots(engine, projectId)) paths.set(still.id, still.path)
  }
  return paths
}

/** Jobs of any region may be left over; the environment's key serves each of them that has no key of its own. */
async function vaultFor({ options }: Target): Promise<KeyVault> {
  const vault = await openVault(options.dataFolder, options)
  const isRegion = (service: ServiceId) => REGION_IDS.some((region) => region === service)
  return { ...vault, get: (service) => vault.get(service) ?? (isRegion(service) ? options.key : undefined) }
}
