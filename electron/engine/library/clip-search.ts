/** Owns finding a clip's file again by what is in it, wherever it went and whatever it is called now. */

import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { sha256Of } from './clip-files.ts'

/** A search ends here: whoever points to a whole disk gets what was found so far. */
const FILES_MAX = 50_000
const DEPTH_MAX = 8

export type Wanted = { id: string; bytes: number; sha256: string; name: string }

/**
 * Looks at a file, or through a folder and what is below it, for clips. Only files as long as a wanted clip are
 * read. `isTaken` tells that a file belongs to another clip already.
 */
export async function findClips(
  path: string,
  wanted: readonly Wanted[],
  isTaken: (path: string) => boolean,
): Promise<Map<string, string>> {
  const bySize = Map.groupBy(wanted, ({ bytes }) => bytes)
  const found = new Map<string, string>()
  for await (const file of mp4sAt(path)) {
    if (found.size === wanted.length) break
    const alike = bySize.get(file.bytes)?.filter(({ id }) => !found.has(id))
    if (!alike?.length || isTaken(file.path)) continue
    const sha256 = await sha256Of(file.path).catch(() => undefined)
    const same = alike.filter((one) => one.sha256 === sha256)
    const hit = same.find(({ name }) => file.path.endsWith(name)) ?? same[0]
    if (hit) found.set(hit.id, file.path)
  }
  return found
}

async function* mp4sAt(path: string): AsyncGenerator<{ path: string; bytes: number }> {
  const facts = await stat(path).catch(() => undefined)
  if (facts?.isFile()) yield { path, bytes: facts.size }
  if (!facts?.isDirectory()) return
  let seen = 0
  const folders = [{ path, depth: 0 }]
  for (let folder = folders.shift(); folder && seen < FILES_MAX; folder = folders.shift()) {
    const entries: Dirent[] = await readdir(folder.path, { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const inside = join(folder.path, entry.name)
      if (entry.isDirectory() && !entry.name.startsWith('.') && folder.depth < DEPTH_MAX) {
        folders.push({ path: inside, depth: folder.depth + 1 })
      }
      if (!entry.isFile() || extname(entry.name).toLowerCase() !== '.mp4') continue
      seen += 1
      const { size = -1 } = (await stat(inside).catch(() => undefined)) ?? {}
      yield { path: inside, bytes: size }
    }
  }
}
