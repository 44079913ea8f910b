/** Owns `npm start`: sets up what is missing and opens the studio, in a window where that can be, else in a browser. */

import { spawn } from 'node:child_process'
import { getElectron, windowless } from './electron-binary.mjs'
import { endAs, runPinned } from './pinned.mjs'
import { ensure, ROOT } from './setup.mjs'

const args = process.argv.slice(2)
/** Flags that only the browser host has. */
const BROWSER_FLAGS = ['--port', '--no-open', '--json', '--region', '--base-url']

async function start() {
  const forced = args.includes('--browser')
  const rest = args.filter((arg) => arg !== '--browser')
  await ensure({ renderer: true })
  if (
    forced ||
    rest.some((arg) => BROWSER_FLAGS.some((flag) => arg === flag || arg.startsWith(`${flag}=`)))
  ) {
    return inBrowser(rest)
  }
  const without = windowless()
  const electron = without ? { why: without } : await getElectron()
  if (!('path' in electron)) {
    console.error(`Electron cannot be used: ${electron.why}. Opening the studio in a browser instead.`)
    return inBrowser(rest)
  }
  await ensure({ electron: true })
  const { ELECTRON_RUN_AS_NODE: _off, ...env } = process.env
  return endAs(spawn(electron.path, [ROOT, ...rest], { stdio: 'inherit', env }))
}

function inBrowser(rest) {
  return runPinned('electron/cli.ts', ['serve', ...rest])
}

start().catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
