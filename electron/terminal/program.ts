/** Owns the command line as a whole: its commands, and how each ending becomes an exit status. */

import { ORPCError } from '@orpc/client'
import { Command, CommanderError } from 'commander'
import { VERSION } from '#electron/hosting/project-root.ts'
import { AppError, AppErrorSchema, toAppError } from '#shared/app-error.ts'
import { type AnimateFlags, animate, animateCommand } from './animate.ts'
import { EXIT, Interrupted, UsageError } from './exit.ts'
import type { StudioFlags } from './flags.ts'
import { errorLines, type Output, openOutput, type Streams } from './output.ts'
import { type PreflightFlags, preflight, preflightCommand } from './preflight.ts'
import { type RehearseFlags, rehearse, rehearseCommand } from './rehearse.ts'
import { type ResumeFlags, resume, resumeCommand } from './resume.ts'
import { type ServeFlags, serve, serveCommand } from './serve.ts'
import { status, statusCommand } from './status.ts'
import { sumUp, tellStopped } from './telling.ts'

/**
 * Runs one command line, without the names of Node and script.
 * @returns the exit status: 0 all saved, 2 some blocked or failed, 1 usage or internal error, 130 stopped
 */
export async function runTerminal(args: readonly string[], streams: Streams): Promise<number> {
  const output = openOutput(streams, args.includes('--json'))
  let ending: Promise<number> | undefined
  const program = buildProgram(output, (run) => {
    ending = run
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return (await ending) ?? EXIT.allSaved
  } catch (thrown) {
    return tellEnding(thrown, output)
  }
}

function buildProgram(output: Output, begin: (run: Promise<number>) => void): Command {
  const program = new Command('gallop')
    .description('Batch studio for the HappyHorse video models: a folder of photos becomes saved clips.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.streams.stdout.write(text),
      writeErr: (text) => void output.streams.stderr.write(text),
    })
    .showHelpAfterError('Say “gallop help” or “gallop <command> --help” for what can be said.')
  animateCommand(program.command('animate')).action((paths: string[], flags: AnimateFlags) =>
    begin(animate(paths, flags, output)),
  )
  preflightCommand(program.command('preflight')).action((paths: string[], flags: PreflightFlags) =>
    begin(preflight(paths, flags, output)),
  )
  rehearseCommand(program.command('rehearse')).action((flags: RehearseFlags) =>
    begin(rehearse(flags, output)),
  )
  serveCommand(program.command('serve')).action((flags: ServeFlags) => begin(serve(flags, output)))
  statusCommand(program.command('status')).action((flags: StudioFlags) =>
    begin(Promise.resolve(status(flags, output, Date.now()))),
  )
  resumeCommand(program.command('resume')).action((flags: ResumeFlags) => begin(resume(flags, output)))
  // Commander's own answers an unknown name with the help of all, as if that had been asked for.
  program
    .command('help [command]')
    .description('display help for command')
    .action((name?: string) => {
      const about = name === undefined ? program : program.commands.find((one) => one.name() === name)
      return about ? about.help() : program.error(`error: unknown command '${name}'`)
    })
  return program
}

function tellEnding(thrown: unknown, output: Output): number {
  // Help and version end this way as well, with status 0; commander has said its words already.
  if (thrown instanceof CommanderError) return thrown.exitCode
  if (thrown instanceof UsageError) {
    output.complain(thrown.message)
    output.emit({ event: 'error', error: { code: thrown.code, values: { detail: thrown.message } } })
    return EXIT.error
  }
  if (thrown instanceof Interrupted) return tellStopped(output, sumUp([], 0, true), '')
  const error = appErrorOf(thrown)
  output.complain(errorLines(error.toJSON()))
  output.emit({ event: 'error', error: error.toJSON() })
  return EXIT.error
}

/** Commands called directly throw what oRPC makes of our errors: the typed data holds the original. */
function appErrorOf(thrown: unknown): AppError {
  if (thrown instanceof ORPCError) {
    const parsed = AppErrorSchema.safeParse(thrown.data)
    if (parsed.success) {
      const { code, values, requestId } = parsed.data
      return new AppError(code, values, { requestId, cause: thrown })
    }
  }
  return toAppError(thrown)
}
