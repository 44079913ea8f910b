/** Owns the parts of the system Electron reaches: dialogs, file manager, notifications, menu, power, secrets. */

import { EventEmitter } from 'node:events'
import { rm } from 'node:fs/promises'
import type Electron from 'electron'
import { hearStory, tellStory } from './story-line.ts'

let answer: string[] = []
hearStory('answer-dialog', ({ paths }) => {
  answer = paths
})

export const dialog = {
  showOpenDialog: async (...given: [Electron.OpenDialogOptions] | [unknown, Electron.OpenDialogOptions]) => {
    const { filters = [] } = given.at(-1) as Electron.OpenDialogOptions
    tellStory({ kind: 'dialog', filters: filters.map(({ name }) => name) })
    return { canceled: answer.length === 0, filePaths: answer }
  },
  showErrorBox: (title, content) => tellStory({ kind: 'error-box', title, content }),
} satisfies Pick<Electron.Dialog, 'showOpenDialog' | 'showErrorBox'>

export const shell = {
  showItemInFolder: (path) => tellStory({ kind: 'revealed', path }),
  openExternal: async (url) => tellStory({ kind: 'opened', url }),
  // The double's trash keeps nothing.
  trashItem: (path) => rm(path),
} satisfies Pick<Electron.Shell, 'showItemInFolder' | 'openExternal' | 'trashItem'>

/** A notification tells the story instead of the desktop. */
export class Notification implements Pick<Electron.Notification, 'show'> {
  static isSupported(): boolean {
    return true
  }

  readonly #options: Electron.NotificationConstructorOptions

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    this.#options = options
  }

  show(): void {
    tellStory({ kind: 'notified', title: this.#options.title ?? '', body: this.#options.body ?? '' })
  }
}

type MenuTemplate = Electron.MenuItemConstructorOptions[]
let shown: MenuTemplate = []
hearStory('choose-menu', ({ label }) => {
  const items = shown.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  // Entries of the page's menus use no argument of the click.
  const click = items.find((item) => item.label === label)?.click as (() => void) | undefined
  click?.()
})

export const Menu = {
  buildFromTemplate: (template: MenuTemplate) => template,
  setApplicationMenu(template: MenuTemplate) {
    shown = template
    tellStory({ kind: 'menu', labels: template.map(({ label, role }) => label ?? role ?? '') })
  },
}

export const powerMonitor = new EventEmitter()
hearStory('wake', () => powerMonitor.emit('resume'))

export const nativeTheme = { shouldUseDarkColors: true } satisfies Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors'
>

export const nativeImage = { createFromPath: (path: string) => ({ path }) }

/** Sealing that a test can tell from plain text, and no more. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret' as const,
  encryptString: (text) => Buffer.from(text, 'utf8').map((byte) => byte ^ 0x5a) as Buffer,
  decryptString: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString('utf8'),
} satisfies Pick<
  Electron.SafeStorage,
  'isEncryptionAvailable' | 'getSelectedStorageBackend' | 'encryptString' | 'decryptString'
>

const SCREEN = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
export const screen = { getDisplayMatching: () => SCREEN }

type MayCopy = (contents: null, permission: 'clipboard-sanitized-write') => boolean
let mayCopy: MayCopy = () => true

export const session = {
  defaultSession: {
    setPermissionRequestHandler: () => {},
    setPermissionCheckHandler: (check) => {
      mayCopy = check ? (contents, permission) => check(contents, permission, '', {} as never) : () => true
    },
  } satisfies Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
}

/** Whether main lets its page write to the clipboard; asked for each page that opens. */
export function pageMayCopy(): boolean {
  return mayCopy(null, 'clipboard-sanitized-write')
}
