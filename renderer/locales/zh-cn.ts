/** Owns every Chinese text on screen; a missing one does not compile. */

import type { en, Translated } from './en.ts'
import { actions } from './zh-CN/actions.ts'
import { board } from './zh-CN/board.ts'
import { compare } from './zh-CN/compare.ts'
import { experiments } from './zh-CN/experiments.ts'
import { exporting } from './zh-CN/export.ts'
import { frame } from './zh-CN/frame.ts'
import { inspector } from './zh-CN/inspector.ts'
import { judging } from './zh-CN/judging.ts'
import { library } from './zh-CN/library.ts'
import { measures } from './zh-CN/measures.ts'
import { player } from './zh-CN/player.ts'
import { queue } from './zh-CN/queue.ts'
import { rescue } from './zh-CN/rescue.ts'
import { settings } from './zh-CN/settings.ts'
import { words } from './zh-CN/words.ts'

export const zhCN: Translated<typeof en> = {
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
