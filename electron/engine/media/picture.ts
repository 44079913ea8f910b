/** Owns how a picture made from a clip reaches the disk: whole or not at all. */

import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Sharp } from 'sharp'
import { AppError } from '#shared/app-error.ts'

/** Saves a picture, making its folder. @throws AppError `disk-refused` */
export async function savePicture(picture: Sharp, target: string): Promise<void> {
  // One name, so that what a crash has left is written over. No two errands make one picture at a time.
  const temporary = join(dirname(target), `.${basename(target)}.tmp`)
  try {
    await mkdir(dirname(target), { recursive: true })
    await picture.toFile(temporary)
    await rename(temporary, target)
  } catch (error) {
    throw new AppError(
      'disk-refused',
      { detail: error instanceof Error ? error.message : target },
      { cause: error },
    )
  } finally {
    await rm(temporary, { force: true }).catch(() => {})
  }
}
