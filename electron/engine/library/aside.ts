/** Owns where files of a clip wait that was thrown away: put aside beside it, so that they can come back in one step. */

import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { onDisk, syncFolder } from './disk.ts'
import { DERIVED_FOLDER, isFrameOf, sidecarPath } from './locations.ts'
import { parseSidecar } from './sidecar.ts'

export type ClipPlace = { id: string; jobId: string; path: string; name: string }

/** `<folder of the clip>/.gallop/trash/<id>`: the same disk, so that moving is renaming. */
export function asideFolder({ id, path }: ClipPlace): string {
  return join(dirname(path), DERIVED_FOLDER, 'trash', id)
}

/** Names of pictures by folder: read once for many clips, since a folder may hold thousands. */
export type PicturesBeside = Map<string, Promise<string[]>>

/** Moves a clip, its sidecar and its saved frames aside; what is not there is left out. @throws AppError `disk-refused` */
export async function putAside(clip: ClipPlace, beside?: PicturesBeside): Promise<void> {
  const folder = asideFolder(clip)
  await onDisk(clip.path, async () => {
    const files = await filesOf(clip, beside)
    if (files.length === 0) return
    await mkdir(folder, { recursive: true })
    for (const file of files) await rename(file, join(folder, basename(file)))
    await syncFolder(dirname(clip.path))
  })
}

/**
 * Moves everything back; nothing is overwritten. Resolves to the clip's path, which has another name when something
 * else has taken its own; undefined when there was no clip. @throws AppError `disk-refused`
 */
export async function takeBack(clip: ClipPlace): Promise<string | undefined> {
  const [aside, folder] = [asideFolder(clip), dirname(clip.path)]
  return onDisk(aside, async () => {
    const names = await readdir(aside).catch((): string[] => [])
    const stem = freeStem(folder, clip.name, names)
    const old = stemOf(clip.name)
    for (const name of names) await rename(join(aside, name), join(folder, stem + name.slice(old.length)))
    await rm(aside, { recursive: true, force: true })
    await syncFolder(folder)
    return names.includes(clip.name) ? join(folder, stem + extname(clip.name)) : undefined
  })
}

/** All of the clip's own files that are in their place. */
export async function filesOf(
  { jobId, path, name }: ClipPlace,
  beside: PicturesBeside = new Map(),
): Promise<string[]> {
  const folder = dirname(path)
  const pictures = beside.get(folder) ?? picturesIn(folder)
  beside.set(folder, pictures)
  const frames = (await pictures).filter((one) => isFrameOf(name, one)).map((one) => join(folder, one))
  const sidecar = sidecarPath(path)
  const sidecars: string[] = []
  for (const one of [sidecar, sidecar.replace(/json$/, 'gallop.json')]) {
    const text = await readFile(one, 'utf8').catch(() => '')
    // A file of that name which is no sidecar of this clip belongs to the user.
    if (parseSidecar(text)?.jobId === jobId) sidecars.push(one)
  }
  return [...(existsSync(path) ? [path] : []), ...sidecars, ...frames]
}

async function picturesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => [])
  return names.filter((name) => name.endsWith('.png'))
}

function stemOf(name: string): string {
  return basename(name, extname(name))
}

/** The clip's own name without its extension, or that with a number, so that every file finds its place free. */
function freeStem(folder: string, clipName: string, names: readonly string[]): string {
  const old = stemOf(clipName)
  for (let attempt = 1; ; attempt += 1) {
    const stem = attempt === 1 ? old : `${old}-back${attempt}`
    if (names.every((name) => !existsSync(join(folder, stem + name.slice(old.length))))) return stem
  }
}
