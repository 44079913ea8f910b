/** Owns the end of a window: its page saves what was typed a moment ago before it goes. */

import { type BrowserWindow, type IpcMainEvent, ipcMain } from 'electron'
import { SECOND_MS } from '#shared/time.ts'
import { CHANNELS } from './channels.ts'

/** A page that hangs holds nobody up. */
const PATIENCE_MS = 2 * SECOND_MS

/** Lets the window close only after its page has said that all is saved. */
export function takeLastWords(window: BrowserWindow): void {
  let isAsked = false
  let isSaved = false
  window.on('close', (event) => {
    if (isSaved) return
    event.preventDefault()
    if (isAsked) return
    isAsked = true
    const hear = ({ sender }: IpcMainEvent) => {
      if (sender === window.webContents) go()
    }
    const go = () => {
      clearTimeout(timer)
      ipcMain.off(CHANNELS.saved, hear)
      isSaved = true
      window.close()
    }
    const timer = setTimeout(go, PATIENCE_MS)
    ipcMain.on(CHANNELS.saved, hear)
    window.webContents.send(CHANNELS.leaving)
  })
}
