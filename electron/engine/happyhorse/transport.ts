/** Owns one HTTP exchange: connections, proxies, time limits, and whether a request that failed had left at all. */

import { Readable } from 'node:stream'
import { Agent, type Dispatcher, EnvHttpProxyAgent, type FormData, Pool } from 'undici'
import { parseProxy } from '#shared/proxy-address.ts'
import type { ProxyEnvironment } from '../ports.ts'

/** Longest waits in ms: for a connection, for the head of a reply (of a submission; of anything else), between two parts of its body. */
export type Timeouts = { connectMs: number; submitMs: number; replyMs: number; bodyMs: number }

/** The host itself gives up a submission after 600 s; source: help.aliyun.com/zh/model-studio/base-url, read 2026-11-22. */
export const DEFAULT_TIMEOUTS: Timeouts = {
  connectMs: 10_000,
  submitMs: 60_000,
  replyMs: 30_000,
  bodyMs: 60_000,
}

/** No reply of the service comes near this; a page of 1,000 tasks has about 0.5 MB. */
const REPLY_MAX_BYTES = 16 * 1024 * 1024

const LOOPBACK = 'localhost,127.0.0.1,[::1]'

export type Call = {
  method: 'GET' | 'POST'
  url: string
  headers?: Record<string, string>
  body?: string | FormData
  /** Sent over a connection of its own: an idle one may die under the request, and then nobody knows whether it arrived. */
  alone?: boolean
  headersMs: number
  bodyMs: number
  signal?: AbortSignal | undefined
}

/** How an exchange breaks: surely not received, or nobody knows. */
export type Broken = { kind: 'never-left' | 'unanswered'; detail: string }
export type Opened = { kind: 'opened'; response: Dispatcher.ResponseData } | Broken
export type Answered = {
  kind: 'answered'
  status: number
  text: string
  headers: Dispatcher.ResponseData['headers']
}

export type Transport = {
  /** Sends and returns as soon as the head of the reply is there. Never throws. */
  open(call: Call): Promise<Opened>
  /** Sends and reads the whole reply. Never throws. */
  exchange(call: Call): Promise<Answered | Broken>
  /** Ends every call under way. */
  close(): Promise<void>
}

/** A transport; a proxy address that is none makes every call `never-left`, saying so. */
export function openTransport(proxy: string, environment: ProxyEnvironment, timeouts: Timeouts): Transport {
  const routes = openRoutes(proxy, environment, timeouts)
  const open = (call: Call) => send(routes, call)
  return {
    open,
    exchange: async (call) => {
      const opened = await open(call)
      return opened.kind === 'opened' ? readAll(opened.response) : opened
    },
    close: async () => {
      if (!(routes instanceof Error)) await Promise.all([routes.kept.destroy(), routes.alone.destroy()])
    },
  }
}

type Routes = { kept: Dispatcher; alone: Dispatcher }

function openRoutes(proxy: string, environment: ProxyEnvironment, timeouts: Timeouts): Routes | Error {
  try {
    return {
      kept: openRoute(proxy, environment, timeouts, {}),
      alone: openRoute(proxy, environment, timeouts, { pipelining: 0 }),
    }
  } catch {
    return new Error('the proxy address in Settings or in the environment is not a valid one')
  }
}

/** Empty texts keep undici from reading the environment by itself; loopback never goes through a proxy. */
function openRoute(
  proxy: string,
  environment: ProxyEnvironment,
  { connectMs }: Timeouts,
  extra: { pipelining?: number },
): Dispatcher {
  const connect = { timeout: connectMs }
  const common = { ...extra, connect, allowH2: false }
  const own = parseProxy(proxy)
  const httpProxy = own || parseProxy(environment.httpProxy ?? '')
  const httpsProxy = own || parseProxy(environment.httpsProxy ?? '')
  if (!httpProxy && !httpsProxy) return new Agent(common)
  const noProxy = own || !environment.noProxy ? LOOPBACK : `${LOOPBACK},${environment.noProxy}`
  return new EnvHttpProxyAgent({
    ...common,
    httpProxy,
    httpsProxy,
    noProxy,
    // To a SOCKS proxy undici would speak TLS as soon as these are given.
    ...(isSocks(httpProxy) || isSocks(httpsProxy) ? {} : { proxyTls: connect }),
    requestTls: connect,
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: connectMs }),
  })
}

function isSocks(proxy: string): boolean {
  return /^socks/.test(proxy)
}

async function send(routes: Routes | Error, call: Call): Promise<Opened> {
  if (routes instanceof Error) return { kind: 'never-left', detail: routes.message }
  let left = false
  const route = (call.alone ? routes.alone : routes.kept).compose(
    noticing(() => {
      // A call given up earlier ends right here, unsent.
      left = !call.signal?.aborted
    }),
  )
  try {
    const response = await route.request({
      ...target(call.url),
      method: call.method,
      ...contentOf(call),
      headersTimeout: call.headersMs,
      bodyTimeout: call.bodyMs,
      reset: call.alone ?? false,
      signal: call.signal ?? null,
    })
    return { kind: 'opened', response }
  } catch (error) {
    return { kind: left ? 'unanswered' : 'never-left', detail: wordsOf(error) }
  }
}

/** Sent in parts, for the wait for a reply begins anew with each one that the network takes: a slow line is no silence. */
const PART_BYTES = 64 * 1024

function contentOf({ body, headers = {} }: Call): Pick<Dispatcher.RequestOptions, 'headers' | 'body'> {
  if (typeof body !== 'string') return { headers, body: body ?? null }
  const bytes = Buffer.from(body)
  return {
    headers: { ...headers, 'content-length': String(bytes.length) },
    body: Readable.from(partsOf(bytes)),
  }
}

function* partsOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES)
}

/**
 * Calls back just before the first byte of the request is written. What fails before that, be it DNS, a
 * connection, TLS or a proxy's no, has surely not been received; error codes alone cannot tell.
 */
function noticing(onDeparture: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        onDeparture()
        handler.onRequestStart?.(controller, context)
      },
      onRequestUpgrade: (...rest) => handler.onRequestUpgrade?.(...rest),
      onResponseStart: (...rest) => handler.onResponseStart?.(...rest),
      onResponseData: (...rest) => handler.onResponseData?.(...rest),
      onResponseEnd: (...rest) => handler.onResponseEnd?.(...rest),
      onResponseError: (...rest) => handler.onResponseError?.(...rest),
    })
}

/** Origin and path of an address. The path is kept byte for byte where HTTP allows: signatures cover its spelling. */
function target(address: string): { origin: string; path: string } {
  const url = new URL(address)
  const spelled = /^https?:\/\/[^/?#]+([^#]*)/i.exec(address)?.[1] ?? ''
  const path = /^[/?][\x21-\x7e]*$/.test(spelled) ? spelled : url.pathname + url.search
  return { origin: url.origin, path: path.startsWith('?') ? `/${path}` : path }
}

async function readAll(response: Dispatcher.ResponseData): Promise<Answered | Broken> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > REPLY_MAX_BYTES) throw new Error(`the reply has more than ${REPLY_MAX_BYTES} bytes`)
      chunks.push(chunk)
    }
  } catch (error) {
    return { kind: 'unanswered', detail: wordsOf(error) }
  }
  const text = Buffer.concat(chunks).toString('utf8')
  return { kind: 'answered', status: response.statusCode, text, headers: response.headers }
}

/** `connect ECONNREFUSED 127.0.0.1:9 (ECONNREFUSED)`; such texts name hosts, never paths, queries or headers. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.errors.length > 0) return wordsOf(error.errors[0])
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const message = error.message || (error.cause instanceof Error ? error.cause.message : '')
  return message === '' ? code : `${message} (${code})`
}
