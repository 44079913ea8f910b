/** Owns telling with which typed error a command ends. */

import { safe } from '@orpc/client'
import type { AppErrorData } from '#shared/app-error.ts'
import type { ErrorCode } from '#shared/error-words.ts'

/** Its code; undefined when the command succeeds. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | undefined> {
  return (await errorOf(work))?.code
}

/** All of it. */
export async function errorOf(work: Promise<unknown>): Promise<AppErrorData | undefined> {
  const { error } = await safe(work)
  return (error as { data?: AppErrorData } | null)?.data
}
