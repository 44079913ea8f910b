/** Owns the browser host: the studio served on loopback to any browser of this machine. */

import { createHash, randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { RPCHandler } from '@orpc/server/fetch'
import { Hono } from 'hono'
import { AppError } from '#shared/app-error.ts'
import { HOST_PATHS, type HostFacts } from '#shared/host.ts'
import { type Door, openDoor } from './hosting/door.ts'
import { pageApp, pageHeaders } from './hosting/page-app.ts'
import { readPrivateFile, writePrivateFile } from './hosting/private-file.ts'
import { PAGE_FOLDER } from './hosting/project-root.ts'
import { openStudio, type Studio, type StudioOptions } from './hosting/studio.ts'

const LOOPBACK = '127.0.0.1'
export const DEFAULT_PORT = 4400
/** Ports tried one after the other while nobody has asked for a certain one. */
const PORTS_TRIED = 20

export type ServeOptions = StudioOptions & {
  /** 0: any free one. Left out: {@link DEFAULT_PORT} or one of the next. */
  port?: number
  pageFolder?: string
  /** Someone asked to be let in after the address had been used; here is a new one. */
  onNewAddress?: (url: string) => void
}

export type Serving = {
  /** With a token that lets one browser in, once. */
  url: string
  /** Another such address. */
  newAddress(): string
  studio: Studio
  close(): Promise<void>
}

/**
 * Opens the studio and serves it; the pipeline runs from now on.
 * @throws AppError `port-in-use`, and what `openStudio` throws
 */
export async function startServe(options: ServeOptions): Promise<Serving> {
  const studio = await openStudio(options)
  const server = { url: '' }
  const secret = sessionSecret(studio.dataFolder)
  const door = openDoor({
    secret,
    // Cookies know no ports: each data folder needs a name of its own.
    cookieName: `gallop-${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`,
    onNewToken: (token) => options.onNewAddress?.(addressWith(server.url, token)),
  })
  try {
    const listening = await listen(hostApp(studio, door, options.pageFolder ?? PAGE_FOLDER), options.port)
    server.url = `http://${LOOPBACK}:${listening.port}`
    studio.engine.announce(server.url)
    studio.engine.start()
    return {
      url: addressWith(server.url, door.mint()),
      newAddress: () => addressWith(server.url, door.mint()),
      studio,
      close: async () => {
        listening.server.close()
        listening.server.closeAllConnections()
        await studio.close()
      },
    }
  } catch (error) {
    await studio.close()
    throw error
  }
}

function addressWith(url: string, token: string): string {
  return `${url}/?token=${token}`
}

const FACTS: HostFacts = {
  kind: 'browser',
  capabilities: {
    reveal: false,
    dropPaths: false,
    pickFolder: false,
    browseFolders: true,
    notifications: false,
    dragOut: false,
    menu: false,
  },
  platform: process.platform,
}

function hostApp(studio: Studio, door: Door, pageFolder: string): Hono {
  const commands = new RPCHandler(studio.engine.router)
  const app = new Hono()
  app.use(pageHeaders)
  app.use(door.guard)
  app.use(`${HOST_PATHS.rpc}/*`, async (context) => {
    const { matched, response } = await commands.handle(context.req.raw, {
      prefix: HOST_PATHS.rpc,
      context: {},
    })
    return matched ? response : context.notFound()
  })
  app.route('/', pageApp({ engine: studio.engine, facts: FACTS, pageFolder }))
  return app
}

/** Kept in the data folder, so that a page left open goes on after a restart. */
function sessionSecret(dataFolder: string): string {
  const path = join(dataFolder, 'session-secret')
  const kept = readPrivateFile(path)?.trim()
  if (kept) return kept
  const secret = randomBytes(32).toString('base64url')
  writePrivateFile(path, secret)
  return secret
}

async function listen(app: Hono, wanted: number | undefined): Promise<{ server: Server; port: number }> {
  const ports =
    wanted === undefined
      ? [...Array.from({ length: PORTS_TRIED }, (_, step) => DEFAULT_PORT + step), 0]
      : [wanted]
  for (const port of ports) {
    const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
    const got = await listenOn(server, port)
    if (got !== undefined) return { server, port: got }
  }
  throw new AppError('port-in-use', { port: wanted ?? DEFAULT_PORT })
}

/** The port, or undefined when it is taken. */
function listenOn(server: Server, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined)
      else reject(error)
    })
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port))
  })
}
