/** Owns `node build/run.mjs <file.ts> …`: any script of the project, set up first, on the pinned Node. */

import { runPinned } from './pinned.mjs'
import { ensure } from './setup.mjs'

const [file, ...args] = process.argv.slice(2)
try {
  if (!file) throw new Error('Which file?')
  await ensure()
  await runPinned(file, args)
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
