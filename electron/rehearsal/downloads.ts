/** Owns the result host: finished clips behind signed links, with Range, and the faults a scenario plays on them. */

import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { type Slice, sliceOf } from '#shared/byte-range.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { Faults } from './faults.ts'
import { checkLink, signLink } from './links.ts'
import { OSS_FAULTS, type OssFault, ossRequestId, ossResponse } from './oss-fault.ts'
import type { Store, TaskRecord } from './store.ts'
import type { TaskBook } from './tasks.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Life of a doomed link in virtual ms; cut to whole seconds it may be over at once, which is the point. */
const SHORT_LINK_MS = 3 * SECOND_MS

export type DownloadParts = {
  store: Store
  book: TaskBook
  faults: Faults
  clock: VirtualClock
  host(): string
}

/** A link to a finished clip, good for as long as the clip is kept unless the scenario says otherwise. */
export function clipLink(task: TaskRecord, parts: DownloadParts): string {
  const { store, faults, clock, host } = parts
  const expiresAt = faults.onLink(task.taskId)
    ? clock.now() + clock.real(SHORT_LINK_MS)
    : longestLife(task, parts)
  return host() + signLink(store.secret, `/results/${task.taskId}.mp4`, expiresAt)
}

/** When a link to the clip dies at last. Each time all links died at once, the next ones have a second less, by which they differ. */
function longestLife(task: TaskRecord, { faults, clock }: DownloadParts): number {
  const endsAt = (task.endedAt ?? clock.now()) + clock.kept(LIFETIMES.linkMs)
  return (Math.ceil(endsAt / SECOND_MS) - faults.endedLinks(task.taskId)) * SECOND_MS
}

type Call = Context<{ Bindings: HttpBindings }>

/** The routes of the result host. */
export function downloadRoutes(parts: DownloadParts) {
  return new Hono<{ Bindings: HttpBindings }>().on(['GET', 'HEAD'], '/results/:name{[\\w-]+\\.mp4}', (call) =>
    download(call, call.req.param('name').replace(/\.mp4$/, ''), parts),
  )
}

async function download(call: Call, taskId: string, parts: DownloadParts): Promise<Response> {
  const { store, book, faults, clock, host } = parts
  const requestId = ossRequestId()
  const object = (fault: OssFault) => ossResponse(fault, requestId, new URL(host()).host)
  const linkFault = checkCall(call, parts)
  if (linkFault) return object(linkFault)
  const task = book.find(taskId)
  const clip = task?.status === 'SUCCEEDED' ? task.clip : null
  if (!task || !clip) return object(OSS_FAULTS.noSuchKey)
  const diedAt = longestLife(task, parts)
  if (Number(call.req.query('Expires')) * SECOND_MS > diedAt) {
    return object(OSS_FAULTS.linkExpired(diedAt, clock.now()))
  }
  const etag = `"${clip.etag}"`
  const slice = sliceOf(call.req.header('Range'), call.req.header('If-Range'), etag, clip.bytes)
  if (!slice) return object(OSS_FAULTS.badRange)
  const fault = faults.onDownload(taskId, task.ordinal)
  if (fault === 'fail') return object(OSS_FAULTS.internal)
  const reply = { file: store.clipFile(taskId), slice, headers: headersOf(clip, slice, etag, requestId) }
  if (fault === 'garble') return sendGarbled(reply)
  if (fault === 'swap' && !slice.whole) return sendOther(reply)
  if (fault === 'none' || fault === 'swap') return sendSlice(reply)
  if (fault === 'expire') faults.endLinks(taskId)
  return breakOff(call, fault === 'reset' ? undefined : reply)
}

function checkCall(call: Call, { store, clock }: DownloadParts): OssFault | undefined {
  const { pathname: path, searchParams } = new URL(call.req.url)
  const hasAuthorization = call.req.header('Authorization') !== undefined
  return checkLink(
    store.secret,
    { method: call.req.method, path, query: searchParams, hasAuthorization },
    clock.now(),
  )
}

type Reply = { file: string; slice: Slice; headers: Record<string, string> }

function headersOf(clip: { bytes: number; readyAt: number }, slice: Slice, etag: string, requestId: string) {
  return {
    'Content-Type': 'video/mp4',
    'Content-Length': String(slice.end - slice.start + 1),
    ETag: etag,
    'Last-Modified': new Date(clip.readyAt).toUTCString(),
    'Accept-Ranges': 'bytes',
    'x-oss-request-id': requestId,
    ...(!slice.whole && { 'Content-Range': `bytes ${slice.start}-${slice.end}/${clip.bytes}` }),
  }
}

function sendSlice({ file, slice, headers }: Reply): Response {
  const stream = createReadStream(file, { start: slice.start, end: slice.end })
  return new Response(Readable.toWeb(stream) as ReadableStream, { status: slice.whole ? 200 : 206, headers })
}

/** As many bytes as the clip has, and none of them the clip's. */
function sendGarbled({ slice, headers }: Reply): Response {
  return new Response(Buffer.alloc(slice.end - slice.start + 1, 'garbled '), {
    headers,
    status: slice.whole ? 200 : 206,
  })
}

/** The part asked for, of another file: built like the clip, so that half of each still opens, its last media bytes others. */
async function sendOther({ file, slice, headers }: Reply): Promise<Response> {
  const bytes = await readFile(file)
  const end = mediaEnd(bytes)
  for (let at = Math.max(0, end - CHANGED_BYTES); at < end; at += 1) bytes[at] = 0xff - (bytes[at] ?? 0)
  const part = bytes.subarray(slice.start, slice.end + 1)
  return new Response(part, { headers: { ...headers, ETag: `"${'0'.repeat(32)}"` }, status: 206 })
}

const CHANGED_BYTES = 16

/** Where the media data of an MP4 ends; the end of whatever else it is. */
function mediaEnd(bytes: Buffer): number {
  const at = bytes.indexOf('mdat')
  const end = at < 4 ? bytes.length : at - 4 + bytes.readUInt32BE(at - 4)
  return end > at ? Math.min(end, bytes.length) : bytes.length
}

/** Cuts the connection: after half of the reply's bytes, or before the first. */
async function breakOff(call: Call, reply: Reply | undefined): Promise<Response> {
  const { outgoing } = call.env
  if (reply) await sendHalf(outgoing, reply)
  outgoing.destroy()
  return RESPONSE_ALREADY_SENT
}

async function sendHalf(outgoing: ServerResponse, { file, slice, headers }: Reply): Promise<void> {
  const half = slice.start + Math.ceil((slice.end - slice.start + 1) / 2)
  const bytes = (await readFile(file)).subarray(slice.start, half)
  outgoing.writeHead(slice.whole ? 200 : 206, headers)
  await new Promise<void>((resolve) => outgoing.write(bytes, () => resolve()))
}
