/** Owns where the program's own files lie, run from source or from a build, and its version. */

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The nearest folder above this file that holds the package. */
function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('package.json is missing')
    folder = parent
  }
  return folder
}

export const PROJECT_ROOT = findRoot()

/** Gallop's own version. */
export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'))).version

/** Sample stills to try. */
export const SAMPLES_FOLDER = join(PROJECT_ROOT, 'build', 'samples')

/** The built page. */
export const PAGE_FOLDER = join(PROJECT_ROOT, 'out', 'renderer')
