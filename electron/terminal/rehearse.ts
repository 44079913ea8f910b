/** Owns `gallop rehearse`: the rehearsal service by itself. */

import { type Command, Option } from 'commander'
import { SCENARIOS, type ScenarioName } from '#electron/rehearsal/scenarios.ts'
import { startRehearsal } from '#electron/rehearsal/server.ts'
import { AppError } from '#shared/app-error.ts'
import { aborted, EXIT, watchInterrupt } from './exit.ts'
import { number, readPort } from './flags.ts'
import type { Output } from './output.ts'

export type RehearseFlags = {
  port?: number
  speed?: number
  scenario?: ScenarioName
  state?: string
  clips?: 'full' | 'tiny'
}

/** Adds the command. */
export function rehearseCommand(command: Command): Command {
  return command
    .description('run the local HappyHorse by itself; nothing is charged')
    .option('--port <number>', '0, the default: any free one', readPort)
    .option('--speed <factor>', 'divides every span of time', number(0.1, 10_000))
    .addOption(new Option('--scenario <name>', 'what goes wrong').choices(SCENARIOS))
    .option('--state <folder>', 'keep tasks and clips here over restarts')
    .addOption(new Option('--clips <kind>', 'tiny: small ready-made clips').choices(['full', 'tiny']))
    .option('--json', 'one JSON object a line on stdout')
}

/** Runs it until Ctrl-C. */
export async function rehearse(flags: RehearseFlags, output: Output): Promise<number> {
  const interrupt = watchInterrupt()
  try {
    const { port, speed, scenario, state, clips } = flags
    const rehearsal = await startRehearsal({
      ...(port === undefined ? {} : { port }),
      ...(speed === undefined ? {} : { speed }),
      ...(scenario ? { scenario } : {}),
      ...(state ? { stateDir: state } : {}),
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
