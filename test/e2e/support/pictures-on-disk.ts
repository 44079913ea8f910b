/** Owns the pictures and folders that stories bring along, and what they find on disk afterwards. */

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { drawn } from '#test/support/stills.ts'

/** What to put at a path: a picture of that size in px, or a text. */
export type Wanted = readonly [width: number, height: number] | string

/** Writes pictures and texts under `folder`; gives the paths in the order asked for. */
export async function putPictures(folder: string, wanted: Record<string, Wanted>): Promise<string[]> {
  const paths: string[] = []
  for (const [name, what] of Object.entries(wanted)) {
    const path = join(folder, ...name.split('/'))
    await mkdir(dirname(path), { recursive: true })
    if (typeof what === 'string') await writeFile(path, what)
    else await drawn(what[0], what[1]).toFile(path)
    paths.push(path)
  }
  return paths
}

/** Names of all files below the projects of a story's data folder that end so. */
export async function filesOf(folder: string, ending: string): Promise<string[]> {
  // Before the first clip there is no folder.
  const found = await readdir(join(folder, 'data', 'projects'), { recursive: true }).catch(() => [])
  return found.filter((name) => name.endsWith(ending)).sort()
}
