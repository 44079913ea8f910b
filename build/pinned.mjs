/** Owns running our TypeScript with the pinned Node, whatever Node was on the path. */

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PINNED_NODE, ROOT } from './setup.mjs'

/** The first Node that strips types without being asked to and without warning. */
const STRIPS_TYPES = 24

/**
 * Runs a file of the project as the main program; this process ends as it ends.
 * @param {string} file path from the root, with `/`
 * @param {string[]} args
 */
export async function runPinned(file, args) {
  const path = join(ROOT, file)
  if (Number.parseInt(process.versions.node, 10) >= STRIPS_TYPES) {
    process.argv.splice(1, Infinity, path, ...args)
    await import(pathToFileURL(path).href)
    return
  }
  await endAs(spawn(PINNED_NODE, [path, ...args], { stdio: 'inherit' }))
}

/**
 * Passes signals on to a child and ends this process the way the child ends.
 * @param {import('node:child_process').ChildProcess} child
 */
export function endAs(child) {
  // A terminal sends Ctrl-C to both; the terminal host takes two that come together as one.
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const forward = (signal) => child.kill(signal)
  for (const signal of forwarded) process.on(signal, forward)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of forwarded) process.off(name, forward)
      if (signal) process.kill(process.pid, signal)
      process.exitCode = code ?? 1
      resolve(undefined)
    })
  })
}
