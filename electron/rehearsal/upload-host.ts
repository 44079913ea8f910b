/** Owns the upload host's door: a multipart form, its fields first and its file last, streamed to disk. */

import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import busboy from 'busboy'
import { OSS_FAULTS, type OssFault } from './oss-fault.ts'
import { MAX_UPLOAD_BYTES, type Uploads } from './uploads.ts'

/** Fields are a policy and a few short words; anything longer is no form of ours. */
const MAX_FIELD_BYTES = 64 * 1024

/** The answer to one upload: a fault, or the status the form asked for on success. */
export type UploadOutcome = { fault: OssFault } | { status: 200 | 201 | 204 }

/** Reads one upload to its end and keeps the file if its form is good. */
export async function receiveUpload(incoming: IncomingMessage, uploads: Uploads): Promise<UploadOutcome> {
  const form = new Map<string, string>()
  let filing: Promise<OssFault | undefined> | undefined
  try {
    const parser = busboy({
      headers: incoming.headers,
      limits: { fileSize: MAX_UPLOAD_BYTES, fieldSize: MAX_FIELD_BYTES, files: 1 },
    })
    parser.on('field', (name, value) => {
      // Storage ignores every field behind the file.
      if (!filing) form.set(name, value)
    })
    parser.on('file', (name, file) => {
      filing = name === 'file' ? receiveFile(form, file, uploads) : rejectFile(file)
      // Awaited below; until then a failure must not count as unhandled.
      filing.catch(() => undefined)
    })
    await pipeline(incoming, parser)
    const fault = filing ? await filing : OSS_FAULTS.badForm
    return fault ? { fault } : { status: statusOf(form) }
  } catch {
    return { fault: OSS_FAULTS.badForm }
  }
}

type BusboyFile = Readable & { truncated?: boolean }

async function receiveFile(
  form: ReadonlyMap<string, string>,
  file: BusboyFile,
  uploads: Uploads,
): Promise<OssFault | undefined> {
  const fault = uploads.check(form)
  if (fault) {
    await drain(file)
    return fault
  }
  const part = uploads.partFile()
  try {
    const sink = createWriteStream(part)
    await pipeline(file, sink)
    return file.truncated ? OSS_FAULTS.tooLarge : await uploads.keep(form, part, sink.bytesWritten)
  } finally {
    await rm(part, { force: true })
  }
}

async function rejectFile(file: BusboyFile): Promise<OssFault> {
  await drain(file)
  return OSS_FAULTS.badForm
}

async function drain(file: Readable): Promise<void> {
  file.resume()
  await finished(file)
}

function statusOf(form: ReadonlyMap<string, string>): 200 | 201 | 204 {
  const asked = form.get('success_action_status')
  if (asked === '200') return 200
  return asked === '201' ? 201 : 204
}
