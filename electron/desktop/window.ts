/** Owns the studio's window: sandboxed, and locked to our own page. */

import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type Session, session, type WebContents } from 'electron'
import { takeLastWords } from './last-words.ts'
import { isPage, PAGE_URL } from './origin.ts'
import { readWindowState, rememberWindowState } from './window-state.ts'

/** Smallest size in which every room works. */
const SMALLEST = { width: 1024, height: 640 }
const FIRST = { width: 1440, height: 900 }

/** Opens the window on the page. `preload` is the bundled bridge. */
export async function openWindow(options: { dataFolder: string; preload: string }): Promise<BrowserWindow> {
  const state = readWindowState(options.dataFolder)
  const window = new BrowserWindow({
    ...FIRST,
    ...state?.bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Gallop',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#141414' : '#fafafa',
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: true,
    },
  })
  if (state?.maximized) window.maximize()
  rememberWindowState(window, options.dataFolder)
  takeLastWords(window)
  lock(window.webContents)
  window.once('ready-to-show', () => window.show())
  await window.loadURL(PAGE_URL)
  return window
}

/** The page goes nowhere else, opens nothing, embeds nothing. */
function lock(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (!isPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Full screen is asked for by the player, the other one by every button that copies a text. */
const PERMITTED = new Set(['fullscreen', 'clipboard-sanitized-write'])

/** Camera, place, clipboard reading and so on: the studio needs none of them. */
export function denyPermissions(of: Session = session.defaultSession): void {
  of.setPermissionRequestHandler((_contents, permission, answer) => answer(PERMITTED.has(permission)))
  of.setPermissionCheckHandler((_contents, permission) => PERMITTED.has(permission))
}

/** Where the bundled bridge lies. */
export function preloadPath(root: string): string {
  return join(root, 'out', 'electron', 'preload.cjs')
}
