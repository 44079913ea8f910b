/** Owns pictures and clips on their way to a page: by opaque id alone, with Range and revalidation. */

import { type Stats, statSync } from 'node:fs'
import { serveStatic } from '@hono/node-server/serve-static'
import { type Context, Hono } from 'hono'
import type { Engine } from '#electron/engine/engine.ts'
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
    if (context.req.header('If-None-Match') === etag) return context.body(null, 304, headers)
    return send(context, file, headers)
  })
}

function fileOf(engine: Pick<Engine, 'locate' | 'middleOf'>, kind: FileKind, id: string) {
  return kind === 'middle' ? engine.middleOf(id) : engine.locate(kind, id)
}

async function send(context: Context, file: { path: string; mime: string }, headers: Record<string, string>) {
  const sent = await serveStatic({ path: file.path })(context, async () => {})
  if (!sent) return context.notFound()
  sent.headers.set('Content-Type', file.mime)
  for (const [name, value] of Object.entries(headers)) sent.headers.set(name, value)
  return sent
}

function statOf(path: string): Stats | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats?.isFile() ? stats : undefined
}
