/** Owns the actions of the compare room: which keys they have and what they do. */

import type { Action } from '../actions.ts'
import {
  COMPARE_COMMANDS,
  COMPARED,
  type CompareCommand,
  flipBlink,
  GAINS,
  LAYOUTS,
  type Layout,
  layOut,
  removePane,
  shiftCurrent,
  stepPane,
  useCompare,
  WHOLE,
} from '../stores/compare-store.ts'
import { openDialog, useView } from '../stores/view-store.ts'
import { TRANSPORT_KEYS } from './player-actions.ts'

const compared = () => useCompare.getState()
const inRoom = () => useView.getState().room === 'compare'
const hasPanes = () => inRoom() && compared().clipIds.length > 0
const group = 'compare'

const KEYS: Record<CompareCommand, readonly string[]> = {
  ...TRANSPORT_KEYS,
  tenBack: ['shift+left'],
  tenOn: ['shift+right'],
  loopClear: ['\\'],
  sound: ['m'],
  slower: ['<'],
  faster: ['>'],
  zoomIn: ['+', '='],
  zoomOut: ['-'],
  panLeft: ['alt+left'],
  panRight: ['alt+right'],
  panUp: ['alt+up'],
  panDown: ['alt+down'],
  saveFrame: ['f'],
}

const LAYOUT_KEYS: Record<Layout, string> = { grid: 'v', wipe: 'w', blink: 'b', difference: 'd', onion: 'o' }

/** Every action of the room. */
export function compareActions(): Action[] {
  const commands = COMPARE_COMMANDS.map((command): Action => {
    const run = () => compared().send?.(command)
    return {
      id: `compare.${command}`,
      group,
      keys: KEYS[command],
      // What is saved bears the take's name.
      when: () => hasPanes() && compared().send !== null && !(command === 'saveFrame' && compared().isBlind),
      run,
    }
  })
  return [...commands, ...layoutActions(), ...paneActions()]
}

function layoutActions(): Action[] {
  const isLaidOut = (layout: Layout) => () => hasPanes() && compared().layout === layout
  return [
    ...LAYOUTS.map((layout): Action => {
      const run = () => showLayout(layout)
      return { id: `compare.layout.${layout}`, group, keys: [LAYOUT_KEYS[layout]], when: hasPanes, run }
    }),
    { id: 'compare.blinking', group, keys: ['shift+b'], when: isLaidOut('blink'), run: toggleBlinking },
    { id: 'compare.gain', group, keys: ['shift+d'], when: isLaidOut('difference'), run: nextGain },
    { id: 'compare.opacity', group, keys: ['shift+o'], when: isLaidOut('onion'), run: nextOpacity },
    {
      id: 'compare.whole',
      group,
      keys: ['0'],
      when: hasPanes,
      run: () => useCompare.setState({ zoom: WHOLE }),
    },
  ]
}

function paneActions(): Action[] {
  const isShifted = () =>
    hasPanes() && (compared().offsets[compared().clipIds[compared().current] ?? ''] ?? 0) !== 0
  const hasSpare = () => hasPanes() && !compared().isBlind && compared().clipIds.length > COMPARED.least
  return [
    { id: 'compare.previousPane', group, keys: ['up'], when: hasPanes, run: () => stepPane(-1) },
    { id: 'compare.nextPane', group, keys: ['down'], when: hasPanes, run: () => stepPane(1) },
    { id: 'compare.earlier', group, keys: [','], when: hasPanes, run: () => shiftCurrent(-1) },
    { id: 'compare.later', group, keys: ['.'], when: hasPanes, run: () => shiftCurrent(1) },
    { id: 'compare.unshift', group, keys: ['/'], when: isShifted, run: () => shiftCurrent(null) },
    {
      id: 'compare.removePane',
      group,
      keys: ['delete'],
      when: hasSpare,
      run: () => removePane(compared().current),
    },
    {
      id: 'compare.export',
      group,
      keys: ['mod+shift+e'],
      // What is taken out bears names and uncovered corners.
      when: () => hasPanes() && !compared().isBlind,
      run: () => openDialog({ kind: 'export' }),
    },
    {
      id: 'compare.choose',
      group,
      keys: ['t'],
      // The list of takes would tell which ones are in the panes.
      when: () => inRoom() && !compared().isBlind,
      run: () => openDialog({ kind: 'takes', place: null }),
    },
  ]
}

/** The key of blink, pressed again, shows the other of the two. */
function showLayout(layout: Layout): void {
  if (layout === 'blink' && compared().layout === 'blink') flipBlink()
  else layOut(layout)
}

function toggleBlinking(): void {
  useCompare.setState(({ isBlinking }) => ({ isBlinking: !isBlinking }))
}

function nextGain(): void {
  useCompare.setState(({ gain }) => ({ gain: GAINS[(GAINS.indexOf(gain) + 1) % GAINS.length] ?? 1 }))
}

function nextOpacity(): void {
  useCompare.setState(({ opacity }) => ({ opacity: opacity >= 0.75 ? 0.25 : opacity + 0.25 }))
}
