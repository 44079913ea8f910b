/** Owns the terminal host: `gallop …` for scripts, cron and people without a window. */

import process from 'node:process'
import { SECOND_MS } from '#shared/time.ts'
import { runTerminal } from './terminal/program.ts'

process.exitCode = await runTerminal(process.argv.slice(2), process)
// A handle someone forgot must not keep a script waiting; without one the process has ended before.
setTimeout(() => process.exit(), 3 * SECOND_MS).unref()
