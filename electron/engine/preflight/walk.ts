/** Owns how the files and folders a user gives become a list of candidate pictures. */

import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'

/** Formats that are refused are found as well, so that the user learns why instead of missing a picture. */
const PICTURES = new Set(
  'jpg jpeg jpe jfif png webp gif bmp tif tiff heic heif avif'.split(' ').map((extension) => `.${extension}`),
)

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * A file named by itself is a candidate whatever its name, unless it is the prompt of a picture named with it; inside
 * folders a picture's extension makes one. Hidden files and folders are left out. Absolute paths, each once, in the order
 * given, inside a folder in natural order (2 before 10), its own files before those of its folders. `missing`: what is not
 * there or cannot be listed.
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
  return { files: withoutPrompts([...found.files]), missing: found.missing }
}

/** The text beside a picture is its prompt: who drops all they see in a folder names both. */
function withoutPrompts(files: readonly string[]): string[] {
  const stem = (path: string) => path.slice(0, path.length - extname(path).length)
  const pictures = new Set(files.filter(isPicture).map(stem))
  return files.filter((path) => extname(path).toLowerCase() !== '.txt' || !pictures.has(stem(path)))
}

function isPicture(path: string): boolean {
  return PICTURES.has(extname(path).toLowerCase())
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
    const kind = isPicture(name) || recursive ? await kindOf(path) : undefined
    if (kind === 'file' && isPicture(name)) found.files.add(path)
    if (kind === 'folder' && recursive) folders.push(path)
  }
  for (const inside of folders) await walkFolder(inside, recursive, found)
}

function inNaturalOrder(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : 1)
}
