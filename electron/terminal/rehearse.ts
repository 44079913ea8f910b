/** Owns `gallop rehearse`: the rehearsal service by itself. */

import { join } from 'node:path'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { REHEARSAL_FOLDER } from '#electron/hosting/embedded-rehearsal.ts'
import { SCENARIOS, type ScenarioName } from '#electron/rehearsal/scenarios.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { AppError } from '#shared/app-error.ts'
import { REGION_IDS, type RegionId } from '#shared/happyhorse.ts'
import { aborted, EXIT, watchInterrupt } from './exit.ts'
import { number, readFolder, readPort } from './flags.ts'
import type { Output } from './output.ts'

export type RehearseFlags = {
  port?: number
  speed?: number
  scenario?: ScenarioName
  state?: string
  data?: string
  region?: RegionId
  clips?: 'full' | 'tiny'
}

/** Adds the command. */
export function rehearseCommand(command: Command): Command {
  return command
    .description('run the local HappyHorse by itself; nothing is charged')
    .option('--port <number>', '0, the default: any free one', readPort)
    .option('--speed <factor>', 'divides every span of time', number(0.1, 10_000))
    .addOption(new Option('--scenario <name>', 'what goes wrong').choices(SCENARIOS))
    .addOption(new Option('--region <region>', 'region it plays (default: beijing)').choices(REGION_IDS))
    .option('--state <folder>', 'keep tasks and clips here over restarts', readFolder)
    .option(
      '--data <folder>',
      'the same, in the place where that data folder keeps its own rehearsal',
      readFolder,
    )
    .addOption(new Option('--clips <kind>', 'tiny: small ready-made clips').choices(['full', 'tiny']))
    .addOption(meaningless('--base-url <url>', 'This is a service by itself: --port says where it answers.'))
    .addOption(
      meaningless('--poll-seconds <seconds>', 'Nothing is polled here: give it to the command that asks.'),
    )
    .addOption(meaningless('--workspace <id>', 'One address serves every workspace here.'))
    .option('--json', 'one JSON object a line on stdout')
}

/** A flag of all other commands that can mean nothing here; whoever gives it is told why. */
function meaningless(flag: string, why: string): Option {
  const refuse = () => {
    throw new InvalidArgumentError(why)
  }
  return new Option(flag).argParser(refuse).hideHelp()
}

/** Runs it until Ctrl-C. */
export async function rehearse(flags: RehearseFlags, output: Output): Promise<number> {
  const interrupt = watchInterrupt()
  try {
    const { port, speed, scenario, data, region, clips } = flags
    const state = flags.state ?? (data === undefined ? undefined : join(data, REHEARSAL_FOLDER))
    const rehearsal = await startRehearsal({
      ...(port === undefined ? {} : { port }),
      ...(speed === undefined ? {} : { speed }),
      ...(scenario ? { scenario } : {}),
      ...(state ? { stateDir: state } : {}),
      ...(region ? { region } : {}),
      ...(clips ? { clips } : {}),
    }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EADDRINUSE' ? new AppError('port-in-use', { port: port ?? 0 }) : error
    })
    output.emit({ event: 'rehearsal.listening', url: rehearsal.url, apiBase: rehearsal.apiBase })
    output.say(`Rehearsal at ${rehearsal.apiBase}; nothing is charged. Ctrl-C ends it.`)
    await aborted(interrupt.signal)
    await rehearsal.close()
    return EXIT.allSaved
  } finally {
    interrupt.end()
  }
}
