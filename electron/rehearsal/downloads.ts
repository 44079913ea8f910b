/** Owns the result host: finished clips behind signed links, with Range, and the faults a scenario plays on them. */

import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'
import type { Faults } from './faults.ts'
import { checkLink, signLink } from './links.ts'
import { OSS_FAULTS, ossResponse } from './oss-fault.ts'
import { type Slice, sliceOf } from './range.ts'
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
export function clipLink(task: TaskRecord, { store, faults, clock, host }: DownloadParts): string {
  const expiresAt = faults.onLink(task.taskId)
    ? clock.now() + clock.real(SHORT_LINK_MS)
    : Math.ceil(((task.endedAt ?? clock.now()) + clock.real(LIFETIMES.linkMs)) / SECOND_MS) * SECOND_MS
  return host() + signLink(store.secret, `/results/${task.taskId}.mp4`, expiresAt)
}

/** The routes of the result host. */
export function downloadRoutes(parts: DownloadParts) {
  const { store, book, faults, clock, host } = parts
  return new Hono<{ Bindings: HttpBindings }>().on(
    ['GET', 'HEAD'],
    '/results/:name{[\\w-]+\\.mp4}',
    async (context) => {
      const requestId = crypto.randomUUID().replaceAll('-', '').slice(0, 24).toUpperCase()
      const answer = (fault: Parameters<typeof ossResponse>[0]) =>
        ossResponse(fault, requestId, new URL(host()).host)
      const url = new URL(context.req.url)
      const linkFault = checkLink(
        store.secret,
        {
          // Hono answers HEAD through GET; the signature is made for one of them.
          method: context.env.incoming.method ?? 'GET',
          path: url.pathname,
          query: url.searchParams,
          hasAuthorization: context.req.header('Authorization') !== undefined,
        },
        clock.now(),
      )
      if (linkFault) return answer(linkFault)
      const task = book.find(context.req.param('name').replace(/\.mp4$/, ''))
      const clip = task?.status === 'SUCCEEDED' ? task.clip : null
      if (!task || !clip) return answer(OSS_FAULTS.noSuchKey)
      const etag = `"${clip.etag}"`
      const slice = sliceOf(context.req.header('Range'), context.req.header('If-Range'), etag, clip.bytes)
      if (!slice) return answer(OSS_FAULTS.badRange)
      const reply: Reply = {
        file: store.clipFile(task.taskId),
        slice,
        headers: headersOf(clip, slice, etag, requestId),
      }
      const fault = faults.onDownload(task.taskId, task.ordinal)
      if (fault === 'fail') return answer(OSS_FAULTS.internal)
      if (fault === 'none') return sendSlice(reply)
      return breakOff(context, fault === 'truncate' ? reply : undefined)
    },
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

/** Cuts the connection: after half of the reply's bytes, or before the first. */
async function breakOff(
  context: Context<{ Bindings: HttpBindings }>,
  reply: Reply | undefined,
): Promise<Response> {
  const { outgoing } = context.env
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
