/** Owns how something made whole beside its place gets a name that nobody has: nothing is ever overwritten. */

import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { basename, dirname, join, parse } from 'node:path'
import { AppError } from '#shared/app-error.ts'
import { openPart } from './clip-files.ts'
import { onDisk } from './disk.ts'

const ATTEMPTS_MAX = 10_000

/** `name.mp4`, then `name-2.mp4` and so on. */
function* namesLike(name: string): Generator<string> {
  const { name: stem, ext } = parse(name)
  yield name
  for (let attempt = 2; attempt <= ATTEMPTS_MAX; attempt += 1) yield `${stem}-${attempt}${ext}`
}

/**
 * Gives the file `<partPath>` (which ends in `.part`) a free name like `name` in its folder and tells its path.
 * @throws AppError `export-refused`
 */
export function placeFile(partPath: string, name: string): Promise<string> {
  return refusable(partPath, async () => {
    const part = await openPart(dirname(partPath), basename(partPath, '.part'))
    for (const candidate of namesLike(name)) {
      const placed = await part.finalize(candidate)
      if (placed.kind === 'saved') return placed.path
    }
    throw new AppError('bug', { detail: `no free name like “${name}”` })
  })
}

/** The same for a folder made at `partPath`. @throws AppError `export-refused` */
export function placeFolder(partPath: string, name: string): Promise<string> {
  return refusable(partPath, async () => {
    for (const candidate of namesLike(name)) {
      const target = join(dirname(partPath), candidate)
      if (existsSync(target)) continue
      try {
        await rename(partPath, target)
        return target
      } catch (error) {
        // Somebody was quicker; on some systems that is told as a refusal.
        if (!existsSync(target)) throw error
      }
    }
    throw new AppError('bug', { detail: `no free name like “${name}”` })
  })
}

/** Runs a step of an export; what the disk refuses is told as the export's own trouble. @throws AppError `export-refused` */
export async function refusable<Result>(path: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await onDisk(path, step)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'disk-refused') throw error
    throw new AppError('export-refused', { detail: error.values.detail ?? '' }, { cause: error })
  }
}
