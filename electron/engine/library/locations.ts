/** Owns where things lie in a project's folder. */

import { join, parse } from 'node:path'

/** Folder of what Gallop derives from clips; safe to delete. */
export const DERIVED_FOLDER = '.gallop'

/** `<folder>/.gallop/posters/<base>.webp` */
export function posterPath(folder: string, clip: string): string {
  return join(folder, DERIVED_FOLDER, 'posters', `${parse(clip).name}.webp`)
}

/** `<folder>/.gallop/posters/<base>_middle.webp`: made when somebody looks for it. */
export function middlePath(folder: string, clip: string): string {
  return join(folder, DERIVED_FOLDER, 'posters', `${parse(clip).name}_middle.webp`)
}

/** `<folder>/<base>_first.png`, `<base>_at-1667ms.png`: a frame the user asked for lies beside the clip. */
export function framePath(folder: string, clip: string, which: 'first' | 'last' | { atMs: number }): string {
  const part = typeof which === 'string' ? which : `at-${which.atMs}ms`
  return join(folder, `${parse(clip).name}_${part}.png`)
}

/** True for the name of a file that is a frame of the clip, by {@link framePath}. */
export function isFrameOf(clip: string, name: string): boolean {
  const { name: stem } = parse(clip)
  return name.startsWith(`${stem}_`) && /^(first|last|at-\d+ms)\.png$/.test(name.slice(stem.length + 1))
}

/** `<folder>/<base>.json` */
export function sidecarPath(clipPath: string): string {
  const { dir, name } = parse(clipPath)
  return join(dir, `${name}.json`)
}

/** `<folder>/exports`: what the user had made from clips. */
export function exportsFolder(folder: string): string {
  return join(folder, 'exports')
}
