/** Owns what the disk's refusal is called while a sheet is written. */

import { AppError, reasonOf } from '#shared/app-error.ts'

/** @throws AppError `export-refused` for everything that has no code of its own */
export async function onDisk<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('export-refused', { detail: reasonOf(error) }, { cause: error })
  }
}
