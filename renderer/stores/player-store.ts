/** Owns the line from keys and palette to the mounted player. */

import { create } from 'zustand'

export const PLAYER_COMMANDS = [
  'toggle',
  'back',
  'pause',
  'forward',
  'frameBack',
  'frameOn',
  'start',
  'end',
  'loopIn',
  'loopOut',
  'mute',
  'previousTake',
  'nextTake',
] as const
export type PlayerCommand = (typeof PLAYER_COMMANDS)[number]

/** What the mounted player does with a command; null while none is mounted. */
export const usePlayer = create<{ send: ((command: PlayerCommand) => void) | null }>()(() => ({ send: null }))
