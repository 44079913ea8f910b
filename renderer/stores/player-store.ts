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
  'saveFrame',
  'previousTake',
  'nextTake',
] as const
export type PlayerCommand = (typeof PLAYER_COMMANDS)[number]

export type PlayerState = {
  /** What the mounted player does with a command; null while none is mounted. */
  send: ((command: PlayerCommand) => void) | null
  /** The clip it shows. */
  clipId: string | null
  /** Whoever silences one clip means the next ones as well. */
  isMuted: boolean
}

export const usePlayer = create<PlayerState>()(() => ({ send: null, clipId: null, isMuted: false }))
