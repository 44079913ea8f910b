/** Owns the ways media come in: http(s) links, data URIs and temporary uploads, each really fetched. */

import { Agent, fetch } from 'undici'
import { MEDIA_REFUSALS, refuse } from './refusal.ts'
import type { Uploads } from './uploads.ts'

/** Patience with other people's hosts, in real ms: the network does not run at the rehearsal's speed. */
const FETCH_TIMEOUT_MS = 10_000
const MEGABYTE = 1024 * 1024

type FetchContext = {
  model: string
  /** The create call carried `X-DashScope-OssResourceResolve: enable`. */
  resolvesOss: boolean
  maxBytes: number
}

/** Fetched media; `claimedType` is the MIME type a data URI states, which must match the file. */
export type Fetched = { bytes: Buffer; claimedType: string | undefined }

export type MediaFetcher = {
  /** Throws RefusalError with what the service would say. */
  fetch(url: string, context: FetchContext): Promise<Fetched>
  close(): Promise<void>
}

/** A fetcher over one connection pool; uploads are read from `uploads`. */
export function mediaFetcher(uploads: Uploads): MediaFetcher {
  const agent = new Agent({ connect: { timeout: FETCH_TIMEOUT_MS } })
  return {
    async fetch(url, context) {
      if (/^data:/i.test(url)) return decodeDataUri(url, context.maxBytes)
      if (/^oss:\/\//i.test(url))
        return { bytes: await readUpload(url, context, uploads), claimedType: undefined }
      if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) refuse(MEDIA_REFUSALS.badUrl)
      return { bytes: await download(url, context.maxBytes, agent), claimedType: undefined }
    },
    close: () => agent.destroy(),
  }
}

function decodeDataUri(url: string, maxBytes: number): Fetched {
  const comma = url.indexOf(',')
  const head = /^data:([\w.+-]+\/[\w.+-]+);base64$/i.exec(url.slice(0, Math.max(comma, 0)))
  if (!head) refuse(MEDIA_REFUSALS.badUrl)
  const text = url.slice(comma + 1)
  // Four characters carry three bytes: too long is seen without decoding 100 MB.
  if (Math.floor((text.length * 3) / 4) > maxBytes + 2) refuse(MEDIA_REFUSALS.tooHeavy(maxBytes / MEGABYTE))
  if (text === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) refuse(MEDIA_REFUSALS.badUrl)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length > maxBytes) refuse(MEDIA_REFUSALS.tooHeavy(maxBytes / MEGABYTE))
  return { bytes, claimedType: head[1]?.toLowerCase() }
}

function readUpload(url: string, context: FetchContext, uploads: Uploads): Promise<Buffer> {
  // Two answers are documented for the missing header; this one names neither the header nor the URL, as reported.
  if (!context.resolvesOss) refuse(MEDIA_REFUSALS.badFormat)
  const upload = uploads.find(url.slice('oss://'.length))
  if (!upload) refuse(MEDIA_REFUSALS.notFound)
  if (upload.model !== context.model) refuse(MEDIA_REFUSALS.forbidden)
  if (upload.bytes > context.maxBytes) refuse(MEDIA_REFUSALS.tooHeavy(context.maxBytes / MEGABYTE))
  return uploads.read(upload)
}

async function download(url: string, maxBytes: number, agent: Agent): Promise<Buffer> {
  const { host } = new URL(url)
  try {
    const response = await fetch(url, { dispatcher: agent, signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    if (!response.ok) {
      await response.body?.cancel()
      refuse(refusalOfStatus(response.status))
    }
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body ?? []) {
      length += chunk.byteLength
      if (length > maxBytes) refuse(MEDIA_REFUSALS.tooHeavy(maxBytes / MEGABYTE))
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  } catch (error) {
    const cause = codeOf(error)
    if (cause === 'ECONNREFUSED') refuse(MEDIA_REFUSALS.refused(host))
    if (cause === 'TimeoutError' || cause === 'UND_ERR_CONNECT_TIMEOUT') refuse(MEDIA_REFUSALS.timedOut(host))
    if (cause === 'RefusalError') throw error
    return refuse(MEDIA_REFUSALS.downloadFailed)
  }
}

function refusalOfStatus(status: number) {
  if (status === 404 || status === 410) return MEDIA_REFUSALS.notFound
  return status === 401 || status === 403 ? MEDIA_REFUSALS.forbidden : MEDIA_REFUSALS.downloadFailed
}

/** The system's code of a failed fetch, or the error's name. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const inner = error.cause
  return inner instanceof Error && 'code' in inner ? String(inner.code) : error.name
}
