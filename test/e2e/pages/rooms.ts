/** Owns the way from a window to its parts. */

import type { Page } from 'playwright'
import { boardOf } from './board.ts'
import { compareOf } from './compare.ts'
import { experimentsOf } from './experiments.ts'
import { frameOf } from './frame.ts'
import { inspectorOf } from './inspector.ts'
import { libraryOf } from './library.ts'
import { playerOf } from './player.ts'
import { historyOf, queueOf } from './queue.ts'
import { settingsOf } from './settings.ts'

/** Every part of the studio in one window. */
export function roomsOf(page: Page) {
  return {
    frame: frameOf(page),
    board: boardOf(page),
    experiments: experimentsOf(page),
    inspector: inspectorOf(page),
    queue: queueOf(page),
    compare: compareOf(page),
    history: historyOf(page),
    library: libraryOf(page),
    player: playerOf(page),
    settings: settingsOf(page),
  }
}
