/** Owns what follows when caps or what counts against them were changed by the user. */

import type { Studio } from './studio-context.ts'

/** Ends a pause that a cap had caused: the guard looks anew at the next take, and pauses again if it must. */
export function goOnUnderCaps({ tables, scheduler }: Pick<Studio, 'tables' | 'scheduler'>): void {
  if (tables.settings.pause()?.error?.code === 'cap-reached') tables.settings.savePause(null)
  scheduler.nudge()
}
