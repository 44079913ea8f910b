/** Owns Electron's renderer side inside the Chromium page: what the preload gets when it asks for `electron`. */

/** A message's data on its way through JSON. */
export type Wire = { text: string } | { bytes: string }

/** What the page tells the double. */
export type FromPage =
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'invoke'; channel: string; args: unknown[] }
  | { kind: 'port'; port: number; data: Wire }

/** What the double tells the page. */
export type ToPage =
  | { kind: 'message'; channel: string; args: unknown[]; port?: number }
  | { kind: 'port'; port: number; data: Wire }

export const BINDING = '__electronDouble'
export const RECEIVER = '__electronDoubleReceive'
/** Stories put the paths of files they drop here, by name: `{ 'a.jpg': '/tmp/a.jpg' }`. */
export const PATHS = '__electronDoublePaths'

type DoubledWindow = Window & {
  [BINDING](message: FromPage): Promise<unknown>
  [RECEIVER]?: (messages: ToPage[]) => void
  [PATHS]?: Record<string, string>
}

/**
 * Runs in the page before anything else, then runs the preload. Self-contained: its source travels as text.
 * @param names the three names above
 * @param preload source of the bundled preload
 */
export function installShim(
  names: { binding: string; receiver: string; paths: string },
  preload: string,
): void {
  if (window !== window.top) return
  // The names are properties that the double itself put there.
  const page = window as unknown as Record<string, unknown>
  const tell = page[names.binding] as DoubledWindow[typeof BINDING]
  const listeners = new Map<string, Set<(event: { ports: MessagePort[] }, ...args: unknown[]) => void>>()
  const ports = new Map<number, MessagePort>()

  const toWire = (data: string | ArrayBuffer | Uint8Array): Wire => {
    if (typeof data === 'string') return { text: data }
    let binary = ''
    for (const byte of new Uint8Array(data)) binary += String.fromCharCode(byte)
    return { bytes: btoa(binary) }
  }
  const fromWire = (wire: Wire): string | Uint8Array =>
    'text' in wire ? wire.text : Uint8Array.from(atob(wire.bytes), (char) => char.charCodeAt(0))

  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = ({ data }) => void tell({ kind: 'port', port: id, data: toWire(data) })
    ports.set(id, port1)
    return port2
  }
  page[names.receiver] = (messages: ToPage[]) => {
    for (const message of messages) {
      if (message.kind === 'port') {
        ports.get(message.port)?.postMessage(fromWire(message.data))
        continue
      }
      const carried = message.port === undefined ? [] : [openPort(message.port)]
      for (const listener of listeners.get(message.channel) ?? [])
        listener({ ports: carried }, ...message.args)
    }
  }

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => void tell({ kind: 'send', channel, args }),
    invoke: (channel: string, ...args: unknown[]) => tell({ kind: 'invoke', channel, args }),
    on: (channel: string, listener: () => void) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    off: (channel: string, listener: () => void) => void listeners.get(channel)?.delete(listener),
  }
  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => {
        page[name] = api
      },
    },
    webUtils: {
      getPathForFile: (file: File) =>
        (page[names.paths] as Record<string, string> | undefined)?.[file.name] ?? '',
    },
  }
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`A sandboxed preload cannot load “${name}”`)
    return electron
  }
  new Function('require', preload)(require)
}
