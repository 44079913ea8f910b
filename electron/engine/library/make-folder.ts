/** Owns making a folder that the user named, with those above it that are missing. */

import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { systemCode } from './disk.ts'

/**
 * Does nothing where it is there already. One level at a time: where nothing can be made although the folder above is
 * there, as in /proc, Node's own `recursive` tries for ever. @throws the system's error
 */
export function makeFolder(path: string): void {
  const missing: string[] = []
  for (let at = resolve(path); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at)
  for (const folder of missing) makeOne(folder)
  // All is there: this only refuses a file of that name.
  mkdirSync(path, { recursive: true })
}

/** Somebody else may have made it meanwhile. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error
  }
}
