/** Owns files dropped on a page that has no paths: each is streamed into the project's uploads folder. */

import { createHash } from 'node:crypto'
import { constants, createReadStream, createWriteStream } from 'node:fs'
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { Hono } from 'hono'
import sanitize from 'sanitize-filename'
import { v7 as newId } from 'uuid'
import type { Engine } from '#electron/engine/engine.ts'
import { AppError, toAppError } from '#shared/app-error.ts'
import { UPLOAD_MAX_BYTES } from '#shared/host.ts'

/** Folders of a dropped tree that are kept. */
const DEEPEST = 8

/** `POST /upload?project=…&name=…` with the file as the body → `{ path }`. */
export function uploadRoute(engine: Pick<Engine, 'uploadsFolder'>, maxBytes = UPLOAD_MAX_BYTES): Hono {
  return new Hono().post('/upload', async (context) => {
    const { project, name } = context.req.query()
    const body = context.req.raw.body
    if (!project || !name) {
      return context.json(
        new AppError('bad-request', { detail: 'An upload needs a project and a name.' }).toJSON(),
        400,
      )
    }
    try {
      const folder = engine.uploadsFolder(project)
      const path = await receive(body as ReadableStream | null, join(folder, relativeName(name)), maxBytes)
      return context.json({ path })
    } catch (thrown) {
      return context.json(toAppError(thrown).toJSON(), 422)
    }
  })
}

/** A name as a page gives it → a relative path that stays where it is put, on every system. */
export function relativeName(name: string): string {
  const parts = name
    .normalize('NFC')
    .split(/[/\\]+/)
    .map((part) => sanitize(part).trim())
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  const kept = parts.slice(-DEEPEST)
  return kept.length > 0 ? join(...kept) : 'unnamed'
}

/** An empty file comes without a body; preflight is the one to say so. */
async function receive(body: ReadableStream | null, wanted: string, maxBytes: number): Promise<string> {
  await mkdir(dirname(wanted), { recursive: true })
  const part = join(dirname(wanted), `.${newId()}.part`)
  try {
    await pipeline(
      body ? Readable.fromWeb(body) : Readable.from([]),
      atMost(maxBytes),
      createWriteStream(part, { flags: 'wx' }),
    )
    return await place(part, wanted)
  } finally {
    await rm(part, { force: true })
  }
}

function atMost(maxBytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      const limit = Math.round(maxBytes / 1024 / 1024)
      if (seen > maxBytes)
        done(new AppError('bad-request', { detail: `The file has more than ${limit} MB.` }))
      else done(null, chunk)
    },
  })
}

/** Gives a finished part its name. A file that is there already is never replaced; the same one sent once more is that one. */
async function place(part: string, wanted: string): Promise<string> {
  const extension = extname(wanted)
  const stem = join(dirname(wanted), basename(wanted, extension))
  for (let n = 1; ; n++) {
    const path = n === 1 ? wanted : `${stem}-${n}${extension}`
    try {
      // A copy rather than a link: memory cards and network shares have no links.
      await copyFile(part, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (await isSame(part, path)) return path
    }
  }
}

async function isSame(one: string, other: string): Promise<boolean> {
  const [{ size }, there] = await Promise.all([stat(one), stat(other)])
  if (!there.isFile() || size !== there.size) return false
  const [sha, otherSha] = await Promise.all([shaOf(one), shaOf(other)])
  return sha === otherSha
}

async function shaOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
