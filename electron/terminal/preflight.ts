/** Owns `gallop preflight`: what would be refused and why, without queueing or keeping anything. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { readEnvironment } from '#electron/environment.ts'
import { openStudio } from '#electron/hosting/studio.ts'
import { existingPaths, projectAt, sortShots, takeIn, tellFindings } from './board.ts'
import { EXIT, watchInterrupt } from './exit.ts'
import { type StudioFlags, withStudioFlags } from './flags.ts'
import type { Output } from './output.ts'

export type PreflightFlags = StudioFlags & { recursive?: boolean }

/** Adds the command. */
export function preflightCommand(command: Command): Command {
  return withStudioFlags(command)
    .description('check pictures without queueing anything')
    .argument('<paths...>', 'pictures and folders of pictures')
    .option('--recursive', 'folders inside folders as well')
}

/**
 * Runs it on a job table of its own that is thrown away afterwards, so that a studio may be open meanwhile.
 * Resolves with the exit status: 0 all can be sent, 2 some cannot.
 */
export async function preflight(paths: string[], flags: PreflightFlags, output: Output): Promise<number> {
  const files = existingPaths(paths)
  const interrupt = watchInterrupt()
  const folder = await mkdtemp(join(tmpdir(), 'gallop-preflight-'))
  try {
    const { proxy } = readEnvironment()
    const studio = await openStudio({
      dataFolder: join(folder, 'data'),
      proxy,
      keysInFile: true,
      runPipeline: false,
    })
    try {
      const project = await projectAt(studio.engine, join(folder, 'clips'))
      const intake = { paths: files, recursive: flags.recursive ?? false }
      const shots = await takeIn(studio.engine, project.id, intake, interrupt.signal)
      for (const { still } of shots) tellFindings(output, still)
      const { passed, blocked } = sortShots(shots)
      output.emit({ event: 'done', passed: passed.length, blocked: blocked.length })
      output.say(`${passed.length} can be sent, ${blocked.length} blocked`)
      return blocked.length > 0 ? EXIT.some : EXIT.allSaved
    } finally {
      await studio.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    interrupt.end()
  }
}
