/** Owns what takes long and goes on while the user does something else: how far each is, and how it is stopped. */

import { create } from 'zustand'

export type LongWork = {
  id: number
  text: string
  /** Share done, 0–1. */
  share: number
  isStopping: boolean
  stop(): void
}

export const useLongWork = create<{ works: readonly LongWork[] }>()(() => ({ works: [] }))
