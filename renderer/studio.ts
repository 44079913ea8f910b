/** Owns the way to the engine: one typed client over whatever the host offers, and its errors in one shape. */

import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink as FetchLink } from '@orpc/client/fetch'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { type AppErrorData, AppErrorSchema } from '#shared/app-error.ts'
import type { StudioContract } from '#shared/contract.ts'
import { HOST_PATHS, type HostBridge, type HostFacts, HostFactsSchema, PORT_MESSAGE } from '#shared/host.ts'

export type Studio = ContractRouterClient<StudioContract>

declare global {
  interface Window {
    /** Put there by Electron's preload alone. */
    gallopHost?: HostBridge
  }
}

/** What the desktop window can do beyond a browser; undefined in a browser. */
export function hostBridge(): HostBridge | undefined {
  return window.gallopHost
}

/** Asks what the host can do. */
export async function askHost(): Promise<HostFacts> {
  const response = await fetch(HOST_PATHS.facts)
  return HostFactsSchema.parse(await response.json())
}

async function portLink(bridge: HostBridge): Promise<PortLink<Record<never, never>>> {
  const port = new Promise<MessagePort>((resolve) => {
    const listen = (event: MessageEvent) => {
      const [first] = event.ports
      if (event.source !== window || event.data?.type !== PORT_MESSAGE || !first) return
      window.removeEventListener('message', listen)
      resolve(first)
    }
    window.addEventListener('message', listen)
  })
  bridge.connect()
  const opened = await port
  opened.start()
  return new PortLink({ port: opened })
}

/** Nobody answers at the address of this page. */
export class HostAway extends Error {}

let isLeaving = false

/** From here on commands reach the host although the page is gone before it answers. */
export function leavePage(): void {
  isLeaving = true
}

/** @throws HostAway where `fetch` itself would have thrown, unless it was given up from here. */
async function fetchOrAway(request: Request, init: RequestInit): Promise<Response> {
  try {
    return await fetch(request, isLeaving ? { ...init, keepalive: true } : init)
  } catch (cause) {
    if (request.signal.aborted || init.signal?.aborted) throw cause
    throw new HostAway('The host does not answer', { cause })
  }
}

function openLink() {
  const bridge = hostBridge()
  if (bridge) return portLink(bridge)
  const url = `${location.origin}${HOST_PATHS.rpc}` as const
  return Promise.resolve(new FetchLink<Record<never, never>>({ url, fetch: fetchOrAway }))
}

let link: ReturnType<typeof openLink> | undefined

/** Every command of the engine. */
export const studio: Studio = createORPCClient({
  call: async (path, input, options) => {
    link ??= openLink()
    return (await link).call(path, input, options)
  },
})

/** Anything thrown by a command → the one shape in which errors are shown. */
export function problemOf(thrown: unknown): AppErrorData {
  if (thrown instanceof ORPCError) {
    const parsed = AppErrorSchema.safeParse(thrown.data)
    if (parsed.success) return parsed.data
  }
  if (thrown instanceof HostAway) return { code: 'host-away', values: {} }
  const detail = thrown instanceof Error ? thrown.message : String(thrown)
  return { code: 'bug', values: { detail } }
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: AppErrorData }

/** Runs a command and says how it went instead of throwing. */
export async function attempt<T>(command: Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await command }
  } catch (thrown) {
    return { ok: false, error: problemOf(thrown) }
  }
}
