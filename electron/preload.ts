/** Owns the bridge at `window.gallopHost`: the only thing of Electron a page can touch. */

import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { CHANNELS } from '#electron/desktop/channels.ts'
import type { HostBridge, PORT_MESSAGE } from '#shared/host.ts'

const bridge: HostBridge = {
  connect: () => ipcRenderer.send(CHANNELS.connect),
  pathForFile: (file) => webUtils.getPathForFile(file),
  pickFiles: () => ipcRenderer.invoke(CHANNELS.pickFiles),
  pickFolder: () => ipcRenderer.invoke(CHANNELS.pickFolder),
  reveal: (path) => ipcRenderer.invoke(CHANNELS.reveal, path),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url),
  notify: (message) => ipcRenderer.invoke(CHANNELS.notify, message),
  dragOut: (clipId) => ipcRenderer.send(CHANNELS.dragOut, clipId),
  setMenu: (menus) => ipcRenderer.invoke(CHANNELS.setMenu, menus),
  onMenuAction: (listener) => {
    const hear = (_event: unknown, actionId: string) => listener(actionId)
    ipcRenderer.on(CHANNELS.menuAction, hear)
    return () => void ipcRenderer.off(CHANNELS.menuAction, hear)
  },
  onLeaving: (save) => {
    ipcRenderer.on(CHANNELS.leaving, async () => {
      await save()
      ipcRenderer.send(CHANNELS.saved)
    })
  },
}

// Written out, since only types come from there: the bundle stays free of what its module stands on.
const portMessage: typeof PORT_MESSAGE = 'gallop-port'

// A MessagePort cannot cross the context bridge; a window message can carry it.
ipcRenderer.on(CHANNELS.port, (event) => {
  window.postMessage({ type: portMessage }, window.location.origin, event.ports)
})

contextBridge.exposeInMainWorld('gallopHost', bridge)
