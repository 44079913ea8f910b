/** Owns the estimate of the takes about to be queued, as last agreed with the engine. */

import { create } from 'zustand'
import type { AppErrorData } from '#shared/app-error.ts'
import type { Estimate } from '#shared/contract.ts'

export type TakesState = {
  estimate: Estimate | null
  /** The estimate above belongs to older input; a new one is on its way. */
  isPending: boolean
  isQueueing: boolean
  error: AppErrorData | null
  /** The price changed after the user agreed; it is shown anew and asked again. */
  changed: boolean
}

export const useTakes = create<TakesState>()(() => ({
  estimate: null,
  isPending: false,
  isQueueing: false,
  error: null,
  changed: false,
}))
