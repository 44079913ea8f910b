/** Owns `npm run pictures`: sets up what the README's pictures need and has them taken. */

import { runPinned } from './pinned.mjs'
import { ensure } from './setup.mjs'

try {
  const { browser } = await ensure({ renderer: true, browser: true })
  await runPinned('build/pictures/take.ts', [browser])
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
