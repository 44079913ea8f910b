/** Owns how far a running import is: files sent, files looked at. */

import { create } from 'zustand'

export type ImportState = {
  /** Null while nothing is imported. */
  running: { phase: 'sending' | 'looking'; done: number; total: number } | null
}

export const useImport = create<ImportState>()(() => ({ running: null }))
