/** Owns the main side of the bridge: what a page asks of the desktop, each sender checked, each word parsed. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import {
  BrowserWindow,
  dialog,
  type IpcMainInvokeEvent,
  ipcMain,
  MessageChannelMain,
  Notification,
  nativeImage,
  shell,
} from 'electron'
import { z } from 'zod'
import type { Engine } from '#electron/engine/engine.ts'
import { PROJECT_ROOT } from '#electron/hosting/project-root.ts'
import { HostMenuSchema } from '#shared/host.ts'
import { HOST_WORDS } from '#shared/host-words.ts'
import { CHANNELS } from './channels.ts'
import { studioLanguage } from './language.ts'
import { showMenus } from './menu.ts'
import { isTrusted } from './origin.ts'

/** Posters are WEBP, which native images cannot read. */
const DRAG_ICON = join(PROJECT_ROOT, 'build', 'icons', 'drag.png')
const PICTURES = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'bmp', 'tif', 'tiff', 'heic', 'avif']

/** Starts answering the page. */
export function answerPage(engine: Engine): void {
  answerConnect(engine)
  answerDialogs(engine)
  handle(CHANNELS.reveal, (_event, path) => {
    const file = z.string().max(4_000).parse(path)
    if (existsSync(file)) shell.showItemInFolder(file)
  })
  handle(CHANNELS.openExternal, async (_event, url) => {
    const parsed = URL.parse(z.string().max(4_000).parse(url))
    if (parsed?.protocol === 'https:') await shell.openExternal(parsed.href)
  })
  handle(CHANNELS.notify, (_event, message) => {
    const { title, body } = z
      .object({ title: z.string().max(200), body: z.string().max(1_000) })
      .parse(message)
    if (Notification.isSupported()) new Notification({ title, body }).show()
  })
  handle(CHANNELS.setMenu, async (_event, menus) =>
    showMenus(await studioLanguage(engine), z.array(HostMenuSchema).max(20).parse(menus)),
  )
  ipcMain.on(CHANNELS.dragOut, (event, clipId) => {
    const clip = isTrusted(event) ? engine.locate('clip', z.string().parse(clipId)) : undefined
    if (!clip) return
    event.sender.startDrag({ file: clip.path, icon: nativeImage.createFromPath(DRAG_ICON) })
  })
}

/** A new pair of ports for every load of the page; the old one closes with the page that held it. */
function answerConnect(engine: Engine): void {
  const commands = new RPCHandler(engine.router)
  ipcMain.on(CHANNELS.connect, (event) => {
    if (!isTrusted(event)) return
    const { port1, port2 } = new MessageChannelMain()
    commands.upgrade(port1, { context: {} })
    port1.start()
    event.sender.postMessage(CHANNELS.port, null, [port2])
  })
}

function answerDialogs(engine: Engine): void {
  handle(CHANNELS.pickFiles, async (event) => {
    const { pictures } = HOST_WORDS[await studioLanguage(engine)]
    const answer = await dialog.showOpenDialog(windowOf(event), {
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: pictures, extensions: PICTURES }],
    })
    return answer.filePaths
  })
  handle(CHANNELS.pickFolder, async (event) => {
    const answer = await dialog.showOpenDialog(windowOf(event), {
      properties: ['openDirectory', 'createDirectory'],
    })
    return answer.filePaths[0]
  })
}

function windowOf(event: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(event.sender)
  if (!window) throw new Error('The window is gone')
  return window
}

function handle(channel: string, answer: (event: IpcMainInvokeEvent, argument: unknown) => unknown): void {
  ipcMain.handle(channel, (event, argument: unknown) => {
    if (!isTrusted(event)) throw new Error('Only the studio’s own page may ask that')
    return answer(event, argument)
  })
}
