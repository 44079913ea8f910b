/** Owns pictures and clips on their way to a page: by opaque id alone, with Range and revalidation. */

import { createReadStream, type Stats, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { type Context, Hono } from 'hono'
import type { Engine } from '#electron/engine/engine.ts'
import { sliceOf } from '#shared/byte-range.ts'
import type { FileKind } from '#shared/host.ts'

const KINDS: Record<FileKind, { cache: string }> = {
  // Takes are never overwritten, so what an id shows is settled for ever.
  clip: { cache: 'private, max-age=31536000, immutable' },
  middle: { cache: 'private, max-age=31536000, immutable' },
  poster: { cache: 'private, max-age=31536000, immutable' },
  // The user's own file may be edited under our feet.
  still: { cache: 'private, no-cache' },
  thumbnail: { cache: 'private, no-cache' },
}

function isKind(text: string): text is FileKind {
  return Object.hasOwn(KINDS, text)
}

/** `GET /files/:kind/:id`. */
export function fileRoutes(engine: Pick<Engine, 'locate' | 'middleOf'>): Hono {
  return new Hono().get('/files/:kind/:id', async (context) => {
    const kind = context.req.param('kind')
    const file = isKind(kind) ? await fileOf(engine, kind, context.req.param('id')) : undefined
    const stats = file && statOf(file.path)
    if (!isKind(kind) || !file || !stats) return context.notFound()
    const etag = `"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`
    const headers = { 'Cache-Control': KINDS[kind].cache, ETag: etag, 'Accept-Ranges': 'bytes' }
    if (isKnown(context.req.header('If-None-Match'), etag)) return context.body(null, 304, headers)
    return send(context, { ...file, bytes: stats.size }, headers)
  })
}

/** True when the client has the file already (RFC 9110 §13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  const known = header?.split(',').map((one) => one.trim().replace(/^W\//, '')) ?? []
  return known.includes(etag) || known.includes('*')
}

type Headers = Record<string, string> & { ETag: string }

/** The file or the part of it that was asked for; ranges are for GET alone (RFC 9110 §14.2). */
function send(
  { req }: Context,
  { path, mime, bytes }: { path: string; mime: string; bytes: number },
  headers: Headers,
): Response {
  const isGet = req.method === 'GET'
  const range = isGet ? req.header('Range') : undefined
  const slice = sliceOf(range, req.header('If-Range'), headers.ETag, bytes)
  if (!slice)
    return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${bytes}` } })
  const { start, end, whole } = slice
  const length = end - start + 1
  // Nobody would close a file that is opened for a HEAD.
  const stream = isGet && length > 0 ? Readable.toWeb(createReadStream(path, { start, end })) : null
  return new Response(stream as ReadableStream | null, {
    status: whole ? 200 : 206,
    headers: {
      ...headers,
      'Content-Type': mime,
      'Content-Length': String(length),
      ...(whole ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes}` }),
    },
  })
}

function fileOf(engine: Pick<Engine, 'locate' | 'middleOf'>, kind: FileKind, id: string) {
  return kind === 'middle' ? engine.middleOf(id) : engine.locate(kind, id)
}

function statOf(path: string): Stats | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() ? stats : undefined
}
