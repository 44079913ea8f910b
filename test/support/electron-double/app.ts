/** Owns Electron's `app`: ready, the single instance, and a quit that may be held up. */

import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { BrowserWindow, lastClosed } from './browser-window.ts'
import { closeChromium } from './chromium.ts'
import { paths } from './paths.ts'
import { closeCarriers } from './protocol.ts'
import { hearStory } from './story-line.ts'

let leaving = false

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  setPath(_name, path) {
    paths.userData = path
  },
  requestSingleInstanceLock: () => true,
  // As Chromium reads it on Linux.
  getLocale: () => (process.env.LANG?.startsWith('zh') ? 'zh-CN' : 'en-US'),
  whenReady: async () => {},
  quit() {
    let held = false
    app.emit('before-quit', {
      preventDefault: () => {
        held = true
      },
    })
    if (!held && !leaving) void leave()
  },
} satisfies Pick<
  Electron.App,
  'isPackaged' | 'setPath' | 'requestSingleInstanceLock' | 'getLocale' | 'whenReady' | 'quit'
>)

async function leave(): Promise<void> {
  leaving = true
  for (const window of BrowserWindow.getAllWindows()) window.close()
  await closeChromium()
  await closeCarriers()
  process.disconnect?.()
  // As Electron does: what still runs ends with the app.
  process.exit(0)
}

lastClosed.on('closed', () => {
  if (!leaving) app.emit('window-all-closed')
})

// From the menu or the dock: unlike a closed window, the app hears of it first.
hearStory('choose-quit', () => app.quit())
