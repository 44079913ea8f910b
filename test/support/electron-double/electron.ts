/** Owns what `import … from 'electron'` gives in tests: the part of the API that the desktop host uses, and no more. */

export { app } from './app.ts'
export { BrowserWindow } from './browser-window.ts'
export { ipcMain } from './ipc-main.ts'
export { MessageChannelMain } from './message-port.ts'
export {
  dialog,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  powerMonitor,
  safeStorage,
  screen,
  session,
  shell,
} from './natives.ts'
export { protocol } from './protocol.ts'
