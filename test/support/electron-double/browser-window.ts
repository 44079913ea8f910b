/** Owns Electron's window and its contents, backed by a Chromium page. */

import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { type ChromiumPage, openChromiumPage } from './chromium.ts'
import { invokeMain, ipcMain } from './ipc-main.ts'
import type { MessagePortMain } from './message-port.ts'
import { pageMayCopy } from './natives.ts'
import { PageLink } from './page-link.ts'
import { carried, uncarried } from './protocol.ts'
import { hearStory, tellStory } from './story-line.ts'

const open = new Set<BrowserWindow>()

class WebContents extends EventEmitter {
  readonly mainFrame = { url: 'about:blank' }
  #link: PageLink | undefined
  #openHandler: ((details: { url: string }) => { action: 'deny' | 'allow' }) | undefined

  async attach({ page }: ChromiumPage, preload: string): Promise<void> {
    this.#link = new PageLink(page)
    page.on('framenavigated', async (frame) => {
      if (frame === page.mainFrame()) this.mainFrame.url = await uncarried(frame.url())
    })
    page.on('popup', (popup) => {
      if (this.#openHandler?.({ url: popup.url() }).action !== 'allow') void popup.close()
    })
    await this.#link.install(preload, {
      sent: (channel, args) => void ipcMain.emit(channel, this.#event(), ...args),
      invoked: (channel, args) => invokeMain(channel, this.#event(), args),
    })
  }

  #event() {
    return { sender: this, senderFrame: this.mainFrame }
  }

  send(channel: string, ...args: unknown[]): void {
    this.#link?.send(channel, args)
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.#link?.send(channel, [message], transfer[0]?.port)
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' | 'allow' }): void {
    this.#openHandler = handler
  }

  startDrag({ file }: { file: string }): void {
    tellStory({ kind: 'dragged', path: file })
  }
}

type WindowMethods = Pick<
  Electron.BrowserWindow,
  | 'loadURL'
  | 'show'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'getNormalBounds'
  | 'close'
>

/** A window that exists as one Chromium page. */
export class BrowserWindow extends EventEmitter implements WindowMethods {
  static getAllWindows(): BrowserWindow[] {
    return [...open]
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return [...open].find((window) => window.webContents === contents) ?? null
  }

  readonly webContents = new WebContents()
  readonly #options: Electron.BrowserWindowConstructorOptions
  #chromium: ChromiumPage | undefined
  #maximized = false

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    const { contextIsolation, sandbox, nodeIntegration } = options.webPreferences ?? {}
    if (!contextIsolation || !sandbox || nodeIntegration) throw new Error('The window is not locked down')
    this.#options = options
    open.add(this)
  }

  async loadURL(url: string): Promise<void> {
    const { width = 800, height = 600, webPreferences } = this.#options
    this.#chromium = await openChromiumPage({ width, height }, pageMayCopy())
    this.#chromium.page.on('close', () => this.#closed())
    await this.webContents.attach(this.#chromium, webPreferences?.preload ?? '')
    this.emit('ready-to-show')
    const address = await carried(url)
    await this.#chromium.page.goto(address)
    tellStory({ kind: 'window', debugPort: this.#chromium.debugPort, url: address })
  }

  #closed(): void {
    open.delete(this)
    this.emit('closed')
    if (open.size === 0) lastClosed.emit('closed')
  }

  close(): void {
    let held = false
    this.emit('close', {
      preventDefault: () => {
        held = true
      },
    })
    if (!held) void this.#chromium?.page.close()
  }

  show(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false
  }
  maximize(): void {
    this.#maximized = true
  }
  isMaximized(): boolean {
    return this.#maximized
  }
  getNormalBounds(): Electron.Rectangle {
    const { x = 0, y = 0, width = 800, height = 600 } = this.#options
    return { x, y, width, height }
  }
}

/** Tells the app that no window is left. */
export const lastClosed = new EventEmitter()

hearStory('quit', () => {
  for (const window of open) window.close()
})
