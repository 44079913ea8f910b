/** Owns how the files and folders a user gives become a list of candidate pictures. */

import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'

/** Formats that are refused are found as well, so that the user learns why instead of missing a picture. */
const PICTURES = new Set(
  'jpg jpeg jpe jfif png webp gif bmp tif tiff heic heif avif'.split(' ').map((extension) => `.${extension}`),
)

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * A file named by itself is a candidate whatever its name; inside folders a picture's extension makes one. Hidden files
 * and folders are left out. Absolute paths, each once, in the order given, inside a folder in natural order (2 before
 * 10), its own files before those of its folders. `missing`: what is not there or cannot be listed.
 */
export async function walk(
  paths: readonly string[],
  { recursive }: { recursive: boolean },
): Promise<{ files: string[]; missing: string[] }> {
  const found: Found = { files: new Set(), missing: [], visited: new Set() }
  for (const given of paths) {
    const path = resolve(given)
    const kind = await kindOf(path)
    if (kind === 'file') found.files.add(path)
    else if (kind === 'folder') await walkFolder(path, recursive, found)
    else found.missing.push(path)
  }
  return { files: [...found.files], missing: found.missing }
}

type Found = { files: Set<string>; missing: string[]; visited: Set<string> }

/** Follows links; undefined for what is gone, a dead link, a socket. */
async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const entry = await stat(path).catch(() => undefined)
  if (entry?.isFile()) return 'file'
  return entry?.isDirectory() ? 'folder' : undefined
}

async function walkFolder(folder: string, recursive: boolean, found: Found): Promise<void> {
  const real = await realpath(folder).catch(() => folder)
  // A link to a folder above would lead round for ever.
  if (found.visited.has(real)) return
  found.visited.add(real)
  const names = await readdir(folder).catch(() => undefined)
  if (!names) {
    found.missing.push(folder)
    return
  }
  const folders: string[] = []
  for (const name of names.filter((one) => !one.startsWith('.')).sort(inNaturalOrder)) {
    const path = join(folder, name)
    const isPicture = PICTURES.has(extname(name).toLowerCase())
    const kind = isPicture || recursive ? await kindOf(path) : undefined
    if (kind === 'file' && isPicture) found.files.add(path)
    if (kind === 'folder' && recursive) folders.push(path)
  }
  for (const inside of folders) await walkFolder(inside, recursive, found)
}

function inNaturalOrder(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : 1)
}
