/** Owns `gallop serve`: the studio in a browser. */

import type { Command } from 'commander'
import open from 'open'
import { readEnvironment } from '#electron/environment.ts'
import { DEFAULT_PORT, startServe } from '#electron/serve.ts'
import { aborted, EXIT, watchInterrupt } from './exit.ts'
import { readPort, type StudioFlags, withStudioFlags } from './flags.ts'
import type { Output } from './output.ts'
import { tellRecovery } from './recovery-lines.ts'
import { chooseTarget } from './target.ts'

export type ServeFlags = StudioFlags & { port?: number; open: boolean }

/** Adds the command. */
export function serveCommand(command: Command): Command {
  return withStudioFlags(command)
    .description('open the studio in a browser on this machine')
    .option('--port <number>', `0: any free one (default: ${DEFAULT_PORT} or one of the next)`, readPort)
    .option('--no-open', 'only print the address')
}

/** Runs it until Ctrl-C. */
export async function serve(flags: ServeFlags, output: Output): Promise<number> {
  const environment = readEnvironment()
  const { options } = await chooseTarget(flags)
  const interrupt = watchInterrupt()
  try {
    const serving = await startServe({
      ...options,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(environment.pageFolder ? { pageFolder: environment.pageFolder } : {}),
      onNewAddress: (url) => {
        output.emit({ event: 'serve.address', url })
        output.say(`To let another browser in: ${url}`)
      },
    })
    await tellRecovery(serving.studio.engine, output)
    output.emit({ event: 'serve.listening', url: serving.url })
    output.say(`Gallop is at ${serving.url}\nCtrl-C ends it; what was begun goes on next time.`)
    if (flags.open && environment.hasDisplay) await openInBrowser(serving.url, output)
    await aborted(interrupt.signal)
    await serving.close()
    return EXIT.allSaved
  } finally {
    interrupt.end()
  }
}

async function openInBrowser(url: string, output: Output): Promise<void> {
  try {
    const opener = await open(url)
    opener.on('error', () => output.complain('No browser could be opened; open the address yourself.'))
  } catch {
    output.complain('No browser could be opened; open the address yourself.')
  }
}
