/** Owns what a disk's no looks like to the user, and how a folder is made to remember its names. */

import { open } from 'node:fs/promises'
import { AppError } from '#shared/app-error.ts'

const WORDS: Record<string, string> = {
  ENOSPC: 'There is no space left',
  EDQUOT: 'The quota is used up',
  EROFS: 'The disk is read-only',
  EACCES: 'Writing is not allowed',
  EPERM: 'Writing is not allowed',
  ENOENT: 'The folder is not there any more',
  ENOTDIR: 'The folder is not there any more',
  EIO: 'The disk has an error',
  ENAMETOOLONG: 'The path is too long',
}

/** The code of a system error; undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Runs a step on the disk. @throws AppError `disk-refused` for every system error. */
export async function onDisk<Result>(path: string, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step()
  } catch (error) {
    const code = systemCode(error)
    if (!code || error instanceof AppError) throw error
    const words = WORDS[code] ?? (error instanceof Error ? error.message : '')
    throw new AppError('disk-refused', { detail: `${words} (${code}): ${path}` }, { cause: error })
  }
}

/** Makes new names in a folder survive a power cut, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch (error) {
    // Windows opens no folders, some network disks sync none; both keep names by themselves.
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'].includes(systemCode(error) ?? ''))
      throw error
  }
}
