/** Owns what all cards of one grid share. The grid keeps its cards between renders, so this reaches them by context. */

import { createContext } from 'react'

export type BoardShared = {
  /** The one card whose clip plays. */
  playing: string | null
  onPlaying(id: string | null): void
  /** The last card held; when it comes into view, more are fetched. */
  lastId: string | undefined
  onLast(): void
}

export const BoardContext = createContext<BoardShared>({
  playing: null,
  onPlaying: () => {},
  lastId: undefined,
  onLast: () => {},
})
