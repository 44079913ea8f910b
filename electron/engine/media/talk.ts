/** Owns what an errand that takes long hears and says while it is under way. */

import { setImmediate as nextTurn } from 'node:timers/promises'
import { AppError } from '#shared/app-error.ts'

export type Talk = {
  /** Aborts when the result is not wanted any more. */
  signal: AbortSignal
  /** Share done, 0–1. */
  tell(share: number): void
}

/** To be called between frames: lets messages in. @throws AppError `given-up` */
export async function breathe({ signal }: Talk): Promise<void> {
  await nextTurn()
  if (signal.aborted) throw new AppError('given-up')
}
