/** Owns Electron's `ipcMain`: listeners by channel, one answer for each invoked one. */

import { EventEmitter } from 'node:events'
import type Electron from 'electron'

type Answer = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

const answers = new Map<string, Answer>()

export const ipcMain = Object.assign(new EventEmitter(), {
  handle(channel, listener) {
    if (answers.has(channel)) throw new Error(`“${channel}” has an answer already`)
    answers.set(channel, listener)
  },
  removeHandler(channel) {
    answers.delete(channel)
  },
} satisfies Pick<Electron.IpcMain, 'handle' | 'removeHandler'>)

/** Asks the answer of a channel. */
export async function invokeMain(channel: string, event: unknown, args: unknown[]): Promise<unknown> {
  const answer = answers.get(channel)
  if (!answer) throw new Error(`No handler registered for '${channel}'`)
  // The double's event has what hosts read of the real one.
  return answer(event as Electron.IpcMainInvokeEvent, ...args)
}
