/** Owns telling with which typed error a command ends. */

import { safe } from '@orpc/client'
import type { ErrorCode } from '#shared/error-words.ts'

/** Its code; undefined when the command succeeds. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | undefined> {
  const { error } = await safe(work)
  const data = (error as { data?: { code?: ErrorCode } } | null)?.data
  return data?.code
}
