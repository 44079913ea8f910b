/** Owns the actions on the clip in the player, and the keys it shares with the compare room. */

import type { Action } from '../actions.ts'
import { PLAYER_COMMANDS, usePlayer } from '../stores/player-store.ts'

/** What moves one clip moves many. */
export const TRANSPORT_KEYS = {
  toggle: ['space'],
  back: ['j'],
  pause: ['k'],
  forward: ['l'],
  frameBack: ['left'],
  frameOn: ['right'],
  start: ['home'],
  end: ['end'],
  loopIn: ['['],
  loopOut: [']'],
} as const

const PLAYER_KEYS: Record<(typeof PLAYER_COMMANDS)[number], readonly string[]> = {
  ...TRANSPORT_KEYS,
  mute: ['m'],
  saveFrame: ['f'],
  previousTake: ['up', ','],
  nextTake: ['down', '.'],
}

export function playerActions(): Action[] {
  return PLAYER_COMMANDS.map((command) => ({
    id: `player.${command}`,
    group: 'player',
    keys: PLAYER_KEYS[command],
    when: () => usePlayer.getState().send !== null,
    run: () => usePlayer.getState().send?.(command),
  }))
}
