/** Owns what the panes show at this moment, for every component of the room; changes with every frame. */

import { create } from 'zustand'
import type { Deck } from '../../frames/deck.ts'
import type { DeckState } from '../../frames/deck-state.ts'

/** The deck of the mounted room and its state; null while there is none. */
export const useDeck = create<{ deck: Deck | null; state: DeckState | null }>()(() => ({
  deck: null,
  state: null,
}))

/** Part of the state; `otherwise` while there is none. Choose narrowly: it is asked sixty times a second. */
export function useDeckState<T>(choose: (state: DeckState) => T, otherwise: T): T {
  return useDeck(({ state }) => (state ? choose(state) : otherwise))
}
