/**
 * Owns what a page may ask of the host it runs in, and where it finds it.
 *
 * Both hosts serve the same paths on the page's own origin (`http://127.0.0.1:<port>` in the browser host,
 * `gallop://studio` in Electron), so a page uses relative addresses and never learns which host it has, except
 * through {@link HostFacts}, read once from {@link HOST_PATHS}`.facts`.
 *
 * Commands: in the browser host oRPC's fetch link at {@link HOST_PATHS}`.rpc`. In Electron `window.gallopHost`
 * exists: call its `connect()` once per page load, after listening on `window` for a `message` event whose
 * `data.type` is {@link PORT_MESSAGE}, whose `source` is `window` itself and whose `ports[0]` is the MessagePort
 * for oRPC's message-port link.
 */

import { z } from 'zod'

/** Type of the window message that carries the MessagePort in Electron. */
export const PORT_MESSAGE = 'gallop-port'

/** Largest file the host takes in one upload, in bytes. Far above the service's own limit, so that preflight can say so. */
export const UPLOAD_MAX_BYTES = 200 * 1024 * 1024

export type FileKind = 'thumbnail' | 'still' | 'clip' | 'poster' | 'middle'

/** Addresses on the page's own origin. */
export const HOST_PATHS = {
  /** GET → {@link HostFactsSchema}. */
  facts: '/host.json',
  rpc: '/rpc',
  /** GET, with Range. `thumbnail` and `still` take a still's id, `clip`, `poster` and `middle` a clip's. */
  file: (kind: FileKind, id: string) => `/files/${kind}/${encodeURIComponent(id)}`,
  /**
   * POST one file as the raw body → {@link UploadedSchema}; hand the returned path to `shots.import`.
   * `name` may hold a relative folder with `/`, as dropped folders do.
   */
  upload: (projectId: string, name: string) =>
    `/upload?project=${encodeURIComponent(projectId)}&name=${encodeURIComponent(name)}`,
  /** GET → {@link FolderListingSchema}; without a path the user's home. Only where `browseFolders`. */
  folders: (path?: string) => (path ? `/folders?path=${encodeURIComponent(path)}` : '/folders'),
} as const

export const UploadedSchema = z.object({
  /** Absolute path on the host's machine. */
  path: z.string(),
})

/** One folder of the host's machine, for picking one where no native dialog can. */
export const FolderListingSchema = z.object({
  path: z.string(),
  parent: z.string().nullable(),
  folders: z.array(z.object({ name: z.string(), path: z.string() })),
  /** Files directly inside that could be pictures. */
  pictures: z.int(),
})
export type FolderListing = z.infer<typeof FolderListingSchema>

export const HostCapabilitiesSchema = z.object({
  /** `gallopHost.reveal` shows a file in the system's file manager. */
  reveal: z.boolean(),
  /** Dropped files have paths (`gallopHost.pathForFile`); otherwise they are uploaded. */
  dropPaths: z.boolean(),
  /** `gallopHost.pickFiles` and `pickFolder` open native dialogs. */
  pickFolder: z.boolean(),
  /** The host lists its folders at {@link HOST_PATHS}`.folders`. */
  browseFolders: z.boolean(),
  /** `gallopHost.notify` shows a system notification. */
  notifications: z.boolean(),
  /** `gallopHost.dragOut` starts a native drag of a file. */
  dragOut: z.boolean(),
  /** `gallopHost.setMenu` fills a native menu. */
  menu: z.boolean(),
})
export type HostCapabilities = z.infer<typeof HostCapabilitiesSchema>

export const HostFactsSchema = z.object({
  kind: z.enum(['browser', 'electron']),
  capabilities: HostCapabilitiesSchema,
  /** Node's word for the host's system; tells ⌘ from Ctrl in the desktop window. */
  platform: z.string(),
})
export type HostFacts = z.infer<typeof HostFactsSchema>

/** One native menu; an entry without an action id is a line between groups. */
export const HostMenuSchema = z.object({
  label: z.string(),
  entries: z.array(
    z.object({
      /** Id of the page's own action; empty for a separator. */
      actionId: z.string(),
      label: z.string(),
      /** As Electron writes it: `CmdOrCtrl+K`. Shown only; the page handles its keys itself. */
      accelerator: z.string().optional(),
      enabled: z.boolean().default(true),
    }),
  ),
})
export type HostMenu = z.input<typeof HostMenuSchema>

/** What Electron's preload puts at `window.gallopHost`; absent in the browser host. */
export type HostBridge = {
  /** Asks for the MessagePort; see the head of this file. */
  connect(): void
  /** Path of a dropped file; empty when it has none (a picture dragged from a web page). */
  pathForFile(file: File): string
  /** Empty when the user closed the dialog. */
  pickFiles(): Promise<string[]>
  pickFolder(): Promise<string | undefined>
  /** Shows a file or folder in the system's file manager. */
  reveal(path: string): Promise<void>
  /** Opens an https address in the user's browser; anything else is refused. */
  openExternal(url: string): Promise<void>
  notify(message: { title: string; body: string }): Promise<void>
  /** Call from `dragstart` after `preventDefault()`. */
  dragOut(clipId: string): void
  setMenu(menus: HostMenu[]): Promise<void>
  /** Calls back with the action id of a chosen menu entry; returns how to stop. */
  onMenuAction(listener: (actionId: string) => void): () => void
  /** The window is about to close and waits until `save` has settled, which must not reject. */
  onLeaving(save: () => Promise<unknown>): void
}
