/** Owns how a first frame travels: inside the request while it is small, through temporary storage above that. */

import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { DATA_URI_MAX_BYTES, FIRST_FRAME_LIMITS, LIFETIMES } from '#shared/happyhorse.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { Fault } from '../happyhorse/outcomes.ts'
import type { Profile } from '../happyhorse/profile.ts'
import type { PipelineContext } from './context.ts'

export type Picture =
  /** `late`: storage was asked first, and that takes its time. */
  | { kind: 'ready'; imageUrl: string; late: boolean }
  /** The prepared file is gone or too large to travel. */
  | { kind: 'unusable'; detail: string }
  | Fault

/** The address under which the service gets the picture. Nothing was submitted when it ends in a fault. */
export async function pictureFor(
  context: PipelineContext,
  job: JobRecord,
  profile: Profile,
): Promise<Picture> {
  const bytes = await readFile(job.framePath).catch(() => undefined)
  if (!bytes)
    return { kind: 'unusable', detail: 'The prepared first frame is not in the data folder any more.' }
  if (bytes.length <= DATA_URI_MAX_BYTES || !profile.temporaryUpload) return inside(job, bytes, false)
  return throughStorage(context, job, profile, bytes)
}

function inside(job: JobRecord, bytes: Buffer, late: boolean): Picture {
  if (bytes.length <= FIRST_FRAME_LIMITS.maxBytes)
    return { kind: 'ready', imageUrl: `data:${job.frameMime};base64,${bytes.toString('base64')}`, late }
  const detail = `The first frame has ${bytes.length} bytes, more than the service takes.`
  return { kind: 'unusable', detail }
}

async function throughStorage(
  { client, clock, log, uploads, leaving }: PipelineContext,
  job: JobRecord,
  profile: Profile,
  bytes: Buffer,
): Promise<Picture> {
  const key = [profile.baseUrl, job.model, job.frameSha256].join(' ')
  const known = uploads.get(key)
  // Half its life: what is refused for age after it was submitted would have cost a render's time.
  if (known && clock.now() - known.at < LIFETIMES.uploadMs / 2)
    return { kind: 'ready', imageUrl: known.url, late: true }
  const outcome = await client().upload(profile, job.model, { bytes, name: basename(job.framePath) }, leaving)
  if (outcome.kind === 'uploaded') {
    uploads.set(key, { url: outcome.url, at: clock.now() })
    return { kind: 'ready', imageUrl: outcome.url, late: true }
  }
  if (outcome.kind !== 'refused' && outcome.kind !== 'unsupported') return outcome
  // A no of storage says nothing about the job: what is wrong with key or account, the submission will be told.
  const code = outcome.kind === 'refused' ? outcome.refusal.error.code : outcome.detail
  log.warn('upload.refused', { job: job.id, bytes: bytes.length, code })
  const other = inside(job, bytes, true)
  return other.kind === 'unusable' && outcome.kind === 'refused' ? outcome : other
}
