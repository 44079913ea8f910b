/** Owns every English text on screen, put together from one file per part of the interface. */

import { actions } from './en/actions.ts'
import { board } from './en/board.ts'
import { compare } from './en/compare.ts'
import { experiments } from './en/experiments.ts'
import { exporting } from './en/export.ts'
import { frame } from './en/frame.ts'
import { inspector } from './en/inspector.ts'
import { judging } from './en/judging.ts'
import { library } from './en/library.ts'
import { measures } from './en/measures.ts'
import { player } from './en/player.ts'
import { queue } from './en/queue.ts'
import { rescue } from './en/rescue.ts'
import { settings } from './en/settings.ts'
import { words } from './en/words.ts'

export const en = {
  actions,
  board,
  compare,
  exporting,
  experiments,
  frame,
  inspector,
  library,
  measures,
  judging,
  player,
  queue,
  rescue,
  settings,
  words,
}

/** The same texts in another language. Languages without a singular leave the `_one` forms out. */
export type Translated<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translated<T[K]>
}
