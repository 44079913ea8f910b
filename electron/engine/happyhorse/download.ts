/** Owns the opening of signed links: ranges, redirects, refusals. The API key never travels here. */

import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { DownloadResponse } from './outcomes.ts'
import { headerOf, retryAfterOf } from './replies.ts'
import { isRefusal, isSafeAddress, parseStorageError, upgraded } from './storage.ts'
import { type Opened, type Timeouts, type Transport, wordsOf } from './transport.ts'

export type DownloadOptions = {
  /** First byte wanted; 0 when left out. */
  from?: number
  /** Of the part there already: another one means another file, which is then sent from its beginning. */
  etag?: string
  signal?: AbortSignal
  /** Longest wait between two parts of the file. */
  stallMs?: number
}

type Response = Extract<Opened, { kind: 'opened' }>['response']
const MAX_REDIRECTS = 3

/** Opens a link; never throws. */
export async function download(
  transport: Transport,
  timeouts: Timeouts,
  url: string,
  options: DownloadOptions,
): Promise<DownloadResponse> {
  let address = upgraded(url)
  for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
    if (!isSafeAddress(address)) return interrupted('the link is no https address')
    const opened = await transport.open({
      method: 'GET',
      url: address,
      headers: headersFor(options),
      headersMs: timeouts.replyMs,
      bodyMs: options.stallMs ?? timeouts.bodyMs,
      signal: options.signal,
    })
    if (opened.kind !== 'opened') return interrupted(opened.detail)
    const location = headerOf(opened.response, 'location')
    if (!isRedirect(opened.response.statusCode) || !location) return received(opened.response, options)
    await drop(opened.response)
    address = URL.parse(location, address)?.href ?? ''
  }
  return interrupted(`the link leads through more than ${MAX_REDIRECTS} redirects`)
}

function headersFor({ from = 0, etag }: DownloadOptions): Record<string, string> {
  const identity = { 'accept-encoding': 'identity' }
  if (from === 0) return identity
  return { ...identity, range: `bytes=${from}-`, ...(etag ? { 'if-range': etag } : {}) }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status)
}

async function received(response: Response, { from = 0, etag }: DownloadOptions): Promise<DownloadResponse> {
  const { statusCode } = response
  if (statusCode === 200) return bodyOf(response, 0, numberOf(headerOf(response, 'content-length')))
  const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headerOf(response, 'content-range') ?? '')
  const totalBytes = numberOf(range?.[2])
  if (statusCode === 206 && Number(range?.[1]) === from) {
    if (etag === undefined || tagOf(response) === etag) return bodyOf(response, from, totalBytes)
    await drop(response)
    return { kind: 'changed' }
  }
  if (statusCode === 416) {
    await drop(response)
    return { kind: 'past-end', ...(totalBytes === undefined ? {} : { totalBytes }) }
  }
  if (statusCode < 300) {
    await drop(response)
    return interrupted(`the storage host sent another part than asked for (HTTP ${statusCode})`)
  }
  return notServed(response)
}

/**
 * What the file is known by, byte for byte: a weak tag is none. The host's pages name no `If-Range`, so a part of
 * another file may come all the same, and 206 has to carry the tag that 200 would (RFC 9110 §15.3.7).
 * Source: help.aliyun.com/en/oss/developer-reference/getobject, read 2026-11-29.
 */
function tagOf(response: Response): string | undefined {
  const tag = headerOf(response, 'etag')
  return tag?.startsWith('W/') ? undefined : tag
}

function bodyOf(response: Response, from: number, totalBytes: number | undefined): DownloadResponse {
  const etag = tagOf(response)
  return {
    kind: 'body',
    from,
    ...(totalBytes === undefined ? {} : { totalBytes }),
    ...(etag ? { etag } : {}),
    body: chunksOf(response),
  }
}

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  try {
    yield* response.body as AsyncIterable<Uint8Array>
  } catch (error) {
    throw new AppError('download-broken', { detail: wordsOf(error) }, { cause: error })
  }
}

async function notServed(response: Response): Promise<DownloadResponse> {
  const { statusCode } = response
  const text = await response.body.text().catch(() => '')
  const said = parseStorageError(text)
  const requestId = said?.requestId ?? headerOf(response, 'x-oss-request-id')
  const named = requestId ? { requestId } : {}
  const retryAfterMs = retryAfterOf(headerOf(response, 'retry-after'))
  const words = said ? `${said.code}: ${said.message}` : 'no reason given'
  const answer = interrupted(`the storage host answered HTTP ${statusCode}, ${words}`, named)
  if (isRefusal(statusCode)) return { kind: 'refused', error: answer.error }
  return { ...answer, httpStatus: statusCode, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

function interrupted(
  detail: string,
  named: { requestId?: string } = {},
): Extract<DownloadResponse, { kind: 'interrupted' }> {
  const error: AppErrorData = { code: 'download-broken', values: { detail }, ...named }
  return { kind: 'interrupted', error }
}

async function drop(response: Response): Promise<void> {
  await response.body.dump({ limit: 64 * 1024 }).catch(() => {})
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}
