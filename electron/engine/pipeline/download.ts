/** Owns how a finished clip is fetched: resumed where it broke off, kept until it is safe. */

import { AppError, reasonOf, toAppError } from '#shared/app-error.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { DownloadResponse } from '../happyhorse/outcomes.ts'
import { dropPart, openPart, type Part, sha256Of } from '../library/clip-files.ts'
import { checkAndName, finishedBefore, folderOf, reserveName, saved } from './clip-saving.ts'
import type { PipelineContext } from './context.ts'
import { type Failure, interrupted, isInDoubt, renewLink } from './renew-link.ts'
import type { Step } from './step.ts'

/** One try to bring a clip onto the disk. Never throws for network, service or disk reasons. @throws AppError as profiles do */
export async function download(context: PipelineContext, job: JobRecord): Promise<Step> {
  const got = { count: 0 }
  const end = await attempt(context, job, got).catch((thrown) => failureOf(context, job, thrown, got))
  if (!('failed' in end)) return end
  if (context.leaving.aborted) return {}
  // The attempt may have written down a name or a hash.
  const now = context.tables.jobs.byId(job.id) ?? job
  if (!isInDoubt(context, now, end.failed)) return interrupted(context, now, end.failed)
  const step = await renewLink(context, now, end.failed)
  if (step.event === 'expired' && now.clipName) {
    // A part that cannot be removed only takes room.
    await dropPart(folderOf(context, now), now.clipName).catch(() => {})
  }
  return step
}

type Failed = { failed: Failure }

function failureOf(
  context: PipelineContext,
  job: JobRecord,
  thrown: unknown,
  got: { count: number },
): Failed {
  const error = toAppError(thrown)
  if (error.code === 'bug') context.log.error('download.bug', { job: job.id, detail: reasonOf(error) })
  return { failed: { error: error.toJSON(), grew: got.count > 0 } }
}

async function attempt(
  context: PipelineContext,
  job: JobRecord,
  got: { count: number },
): Promise<Step | Failed> {
  const folder = folderOf(context, job)
  const done = await finishedBefore(job, folder)
  if (done && job.clipName) {
    await dropPart(folder, job.clipName)
    const facts = { ...(await context.media.probe(done)), sha256: job.clipSha256 ?? '' }
    return saved(context, job, { path: done, facts, name: job.clipName }, folder)
  }
  const named = job.clipName ? { ...job, clipName: job.clipName } : reserveName(context, job, folder)
  if (!named) return {}
  const part = await openPart(folder, named.clipName)
  try {
    const failed = (await isWhole(job, part)) ? undefined : await fetchInto(context, named, part, got)
    if (failed) return { failed }
    const file = await checked(context, named, part, got)
    if (!file) return {}
    const name = context.tables.jobs.byId(job.id)?.clipName ?? named.clipName
    return await saved(context, named, { ...file, name }, folder)
  } finally {
    await part.close()
  }
}

/** True when an earlier run had checked the part, and only its name is missing: no link is needed any more. */
async function isWhole({ clipSha256 }: JobRecord, part: Part): Promise<boolean> {
  return clipSha256 !== null && (await sha256Of(part.path)) === clipSha256
}

/** What does not open as a clip is thrown away, and has brought nothing: going on behind it would keep the fault. */
async function checked(context: PipelineContext, job: JobRecord, part: Part, got: { count: number }) {
  try {
    return await checkAndName(context, job, part, folderOf(context, job))
  } catch (thrown) {
    if (toAppError(thrown).code === 'download-broken') {
      got.count = 0
      await part.discard()
    }
    throw thrown
  }
}

/** Fills the part; tells when it did not come to its end. */
async function fetchInto(
  context: PipelineContext,
  job: JobRecord,
  part: Part,
  got: { count: number },
): Promise<Failure | undefined> {
  if (!job.videoUrl) return { isRefused: true, error: brokenBy('There is no link.').toJSON() }
  // Without the tag of what is there already, its rest cannot be asked for safely.
  if (part.offset > 0 && !job.linkEtag) await part.restart()
  const from = part.offset
  const response = await context.client().download(job.videoUrl, {
    ...(from > 0 ? { from, etag: job.linkEtag ?? '' } : {}),
    signal: context.leaving,
    stallMs: context.pace.stallMs,
  })
  switch (response.kind) {
    case 'refused':
      return { isRefused: true, error: response.error }
    case 'interrupted':
      return { error: response.error, retryAfterMs: response.retryAfterMs }
    case 'changed':
      // From its beginning on it fits by itself.
      await part.restart()
      return fetchInto(context, job, part, got)
    case 'past-end':
      if (response.totalBytes === from) return undefined
      await part.restart()
      throw brokenBy('What was there already does not belong to this clip.')
    default:
      await pour(context, job, part, response, got)
      return undefined
  }
}

function brokenBy(detail: string): AppError {
  return new AppError('download-broken', { detail })
}

async function pour(
  context: PipelineContext,
  job: JobRecord,
  part: Part,
  response: Extract<DownloadResponse, { kind: 'body' }>,
  got: { count: number },
): Promise<void> {
  const { etag = null, totalBytes } = response
  if (response.from !== part.offset) await part.restart()
  if (etag !== job.linkEtag) context.tables.jobs.note(job.id, job.state, { linkEtag: etag })
  let offset = response.from
  for await (const chunk of response.body) {
    await part.write(chunk)
    got.count += chunk.length
    offset += chunk.length
  }
  if (totalBytes !== undefined && offset !== totalBytes) {
    if (offset > totalBytes) await part.restart()
    throw brokenBy(`${offset} of ${totalBytes} bytes arrived.`)
  }
}
