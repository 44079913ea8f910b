#!/usr/bin/env node
/** Owns the command `gallop` in a clone: sets up what is missing, then runs the terminal host. */

import { runPinned } from './pinned.mjs'
import { ensure } from './setup.mjs'

const args = process.argv.slice(2)
try {
  await ensure({ renderer: args.includes('serve') && !args.includes('--help') })
  await runPinned('electron/cli.ts', args)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
