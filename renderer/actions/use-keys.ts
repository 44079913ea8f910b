/** Owns listening to keys on the whole page and running the action they mean. */

import { useEffect } from 'react'
import type { Action, ActionGroup } from '../actions.ts'
import { isForText, isTyping, makeMatcher, makePresser, nameOf } from '../keyboard.ts'
import { closeDialog, useView } from '../stores/view-store.ts'
import { useIsMac } from './use-ready-actions.ts'

/** Keys that a focused control needs for itself. */
const CONTROL_KEYS = new Set(['space', 'enter', 'esc', 'up', 'down', 'left', 'right', 'home', 'end'])

/** A player's keys work wherever the focus is, except where something is being chosen with the same keys. */
const CHOOSERS = 'input[type=range], [role=option], [role=menuitem], [role=row], [role=radio], [role=tab]'
/** The timeline steps frames, as everywhere else in the room. */
const TIMELINE = '[data-timeline] *'
/** What is heard while a clip plays. */
const PLAYER_GROUPS: ReadonlySet<ActionGroup> = new Set(['player', 'judging'])

/** A menu, a list of choices or an editor over the room: letters find in it, Escape closes it, and nothing goes to the room behind. */
function isInPopover(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[data-trigger]') !== null
}

function belongsToControl(name: string, target: EventTarget | null, inPlayer: boolean): boolean {
  if (!CONTROL_KEYS.has(name) || !(target instanceof HTMLElement)) return false
  // A tab has no use for Escape.
  if (name === 'esc' && target.matches('[role=tab]')) return false
  if (inPlayer) return target.matches(CHOOSERS) && !target.matches(TIMELINE)
  return name !== 'esc' && target.closest('button, a, [role=row], [role=tab], [role=slider], input') !== null
}

/**
 * A control or a notice that vanished took the focus along, or gave it back to the room, or it is in a notice, which
 * has no use for Escape: the dialog itself then hears nothing.
 */
function isBehind(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('.frame, .toasts') !== null)
}

/** Over a room lies nothing, or a dialog, behind which its keys are not heard; a player has its own. */
function isHeard({ group, inPlayer }: Action): boolean {
  const top = useView.getState().dialogs.at(-1)
  if (!top) return group !== 'player'
  return top.kind === 'player' && (PLAYER_GROUPS.has(group) || inPlayer === true)
}

export function useKeys(actions: readonly Action[]): void {
  const isMac = useIsMac()
  useEffect(() => {
    const match = makeMatcher(() => actions)
    const press = makePresser()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const name = nameOf(event, isMac)
      if (isForText(name) && (isTyping(event.target) || isInPopover(event.target))) return
      const top = useView.getState().dialogs.at(-1)
      const inPlayer = top?.kind === 'player'
      if (top && name === 'esc' && isBehind(event.target)) return closeDialog()
      const inRoom = !top && useView.getState().room === 'compare'
      if (belongsToControl(name, event.target, inPlayer || inRoom)) return
      const matched = match(name, event.timeStamp)
      // What has waited may find the cursor in a text by now: it was meant for that, and nothing for the room.
      const isText = () => isForText(name) && isTyping(document.activeElement)
      const meant = () => (isText() ? [] : matched.filter(isHeard))
      if (!press(meant, event.repeat)) return
      event.preventDefault()
      event.stopPropagation()
    }
    // In the capture phase: a grid would otherwise take letters and Ctrl+A for itself.
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [actions, isMac])
}
