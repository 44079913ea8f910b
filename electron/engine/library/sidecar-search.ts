/** Owns finding the sidecars of a folder again. */

import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSidecar, type Sidecar } from './sidecar.ts'

export type FoundSidecar = {
  sidecar: Sidecar
  clipPath: string
  /** False when the clip itself is not beside it. */
  isThere: boolean
}

/** Every readable sidecar directly in a folder, oldest clip first; none when the folder is not there. */
export async function findSidecars(folder: string): Promise<FoundSidecar[]> {
  const names = await readdir(folder).catch(() => [])
  const found: FoundSidecar[] = []
  for (const name of names.filter((one) => one.endsWith('.json'))) {
    const sidecar = parseSidecar(await readFile(join(folder, name), 'utf8').catch(() => ''))
    if (!sidecar) continue
    const clipPath = join(folder, sidecar.clip.name)
    found.push({ sidecar, clipPath, isThere: existsSync(clipPath) })
  }
  return found.sort((one, other) => one.sidecar.savedAt - other.sidecar.savedAt)
}
