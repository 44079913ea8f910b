/** Owns the moment of a take: where it stands now, and how to go to another one. */

import { useDeck } from './deck-store.ts'

/** Where the take in this pane stands, ms of the clip; 0 while it is not open. */
export function momentOf(place: number): number {
  const { state } = useDeck.getState()
  const span = state?.panes[place]?.span
  if (!state || !span) return 0
  return Math.round(Math.min(Math.max(0, state.position - span.from), span.to - span.from) * 1_000)
}

/** Lets all panes go to where this take is at that moment. */
export function goTo(place: number, atMs: number): void {
  const { deck, state } = useDeck.getState()
  const from = state?.panes[place]?.span.from ?? 0
  deck?.seek(from + atMs / 1_000)
}
