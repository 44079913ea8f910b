/** Owns Electron's protocol handlers: a scheme of our own, carried to Chromium over loopback HTTP. */

import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type Electron from 'electron'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()
const privileged = new Set<string>()
const servers = new Map<string, Promise<{ server: Server; origin: string }>>()

export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    for (const { scheme, privileges } of schemes) if (privileges?.standard) privileged.add(scheme)
  },
  handle(scheme, handler) {
    if (!privileged.has(scheme)) throw new Error(`“${scheme}” was not declared before the app was ready`)
    handlers.set(scheme, handler as Handler)
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>

/** `gallop://studio/x` → where Chromium finds it. */
export async function carried(url: string): Promise<string> {
  const { protocol: scheme, host, pathname, search } = new URL(url)
  const handler = handlers.get(scheme.replace(/:$/, ''))
  if (!handler) return url
  const root = `${scheme}//${host}`
  if (!servers.has(root)) servers.set(root, serve(root, handler))
  const { origin } = (await servers.get(root)) ?? { origin: '' }
  return origin + pathname + search
}

/** Where Chromium is → the address Electron would name. */
export async function uncarried(url: string): Promise<string> {
  for (const [root, serving] of servers) {
    const { origin } = await serving
    if (url.startsWith(`${origin}/`)) return root + url.slice(origin.length)
  }
  return url
}

/** Ends all carrying. */
export async function closeCarriers(): Promise<void> {
  for (const serving of servers.values()) {
    const { server } = await serving
    server.close()
    server.closeAllConnections()
  }
}

function serve(root: string, handler: Handler): Promise<{ server: Server; origin: string }> {
  const fetch = (request: Request) => {
    const { pathname, search } = new URL(request.url)
    const { method, headers, body } = request
    const init = { method, headers, ...(body ? { body, duplex: 'half' as const } : {}) }
    return handler(new Request(root + pathname + search, init))
  }
  const server = createAdaptorServer({ fetch, overrideGlobalObjects: false }) as Server
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      resolve({ server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
    })
  })
}
