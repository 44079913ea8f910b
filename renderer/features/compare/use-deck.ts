/** Owns the life of the room's deck: opened with the room, told which takes are wanted, fed with commands. */

import { useEffect } from 'react'
import { HOST_PATHS } from '#shared/host.ts'
import { frameFrom, saveFrame } from '../../deeds/saved-frames.ts'
import { Deck } from '../../frames/deck.ts'
import { type CompareCommand, useCompare } from '../../stores/compare-store.ts'
import { useDeck } from './deck-store.ts'
import { panBy, zoomBy } from './zooming.ts'

/** Opens a deck for as long as the room is mounted. `held` names takes that must not start by themselves. */
export function useRoomDeck(clipIds: readonly string[], held: readonly string[]): void {
  const deck = useDeck((store) => store.deck)
  const offsets = useCompare((state) => state.offsets)
  const current = useCompare((state) => state.current)
  useEffect(() => {
    const opened = new Deck(() => useDeck.setState({ state: opened.state() }))
    useDeck.setState({ deck: opened, state: opened.state() })
    useCompare.setState({ send: (command) => deedsOn(opened)[command]() })
    return () => {
      opened.close()
      useDeck.setState({ deck: null, state: null })
      useCompare.setState({ send: null })
    }
  }, [])
  useEffect(() => {
    const takes = clipIds.map((id) => ({
      id,
      url: new URL(HOST_PATHS.file('clip', id), location.href).href,
      offset: offsets[id] ?? 0,
      isHeld: held.includes(id),
    }))
    deck?.setTakes(takes)
  }, [deck, clipIds, offsets, held])
  useEffect(() => deck?.setLead(current), [deck, current])
}

/** What each command does. */
function deedsOn(deck: Deck): Record<CompareCommand, () => void> {
  return {
    toggle: () => deck.toggle(),
    back: () => deck.shuttle(-1),
    pause: () => deck.pause(),
    forward: () => deck.shuttle(1),
    frameBack: () => deck.step(-1),
    frameOn: () => deck.step(1),
    tenBack: () => deck.step(-10),
    tenOn: () => deck.step(10),
    start: () => deck.toStart(),
    end: () => deck.toEnd(),
    loopIn: () => deck.loopFrom(),
    loopOut: () => deck.loopTo(),
    loopClear: () => deck.clearLoop(),
    sound: () => hearCurrent(deck),
    slower: () => deck.stepSpeed(-1),
    faster: () => deck.stepSpeed(1),
    zoomIn: () => zoomBy(2),
    zoomOut: () => zoomBy(0.5),
    panLeft: () => panBy(-0.1, 0),
    panRight: () => panBy(0.1, 0),
    panUp: () => panBy(0, -0.1),
    panDown: () => panBy(0, 0.1),
    saveFrame: () => saveShown(deck),
  }
}

/** Saves the frame the current pane shows; one that shows nothing has none. */
function saveShown(deck: Deck): void {
  const pane = deck.state().panes[useCompare.getState().current]
  if (pane && pane.frame !== null) void saveFrame(pane.id, frameFrom(pane.frameAt))
}

/** The current pane is heard; when it is already, none is. */
function hearCurrent(deck: Deck): void {
  const { current } = useCompare.getState()
  deck.setAudible(deck.state().audible === current ? null : current)
}
