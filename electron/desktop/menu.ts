/** Owns the native menu: what the system expects, and the page's own actions once it has sent them. */

import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { z } from 'zod'
import type { HostMenuSchema } from '#shared/host.ts'
import { HOST_WORDS } from '#shared/host-words.ts'
import type { Language } from '#shared/language.ts'
import { CHANNELS } from './channels.ts'

type PageMenu = z.output<typeof HostMenuSchema>

/** Shows the system's menus with the page's between them. */
export function showMenus(language: Language, pageMenus: readonly PageMenu[] = []): void {
  const { fileMenu, viewMenu } = HOST_WORDS[language]
  const mac: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  const file: MenuItemConstructorOptions = {
    label: fileMenu,
    submenu: [{ role: process.platform === 'darwin' ? 'close' : 'quit' }],
  }
  const template: MenuItemConstructorOptions[] = [
    ...mac,
    ...(pageMenus.length > 0 ? pageMenus.map(nativeMenu) : [file]),
    { role: 'editMenu' },
    { label: viewMenu, submenu: VIEW },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

const VIEW: MenuItemConstructorOptions[] = [
  { role: 'resetZoom' },
  { role: 'zoomIn' },
  { role: 'zoomOut' },
  { type: 'separator' },
  { role: 'togglefullscreen' },
  ...(app.isPackaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
]

function nativeMenu({ label, entries }: PageMenu): MenuItemConstructorOptions {
  return {
    label,
    submenu: entries.map((entry): MenuItemConstructorOptions => {
      if (entry.actionId === '') return { type: 'separator' }
      return {
        label: entry.label,
        enabled: entry.enabled,
        ...(entry.accelerator ? { accelerator: entry.accelerator } : {}),
        // The page handles its keys itself; twice would be once too often.
        registerAccelerator: false,
        click: () => BrowserWindow.getAllWindows()[0]?.webContents.send(CHANNELS.menuAction, entry.actionId),
      }
    }),
  }
}
