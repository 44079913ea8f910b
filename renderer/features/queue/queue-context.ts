/** Owns what all rows of the Queue share. The list keeps its rows between renders, so this reaches them by context. */

import { createContext } from 'react'

export type QueueShared = {
  /** For the last row held of each section: what fetches more. */
  onAppear: Readonly<Record<string, () => void>>
}

export const QueueContext = createContext<QueueShared>({ onAppear: {} })
