/** Owns how a finished clip is fetched: resumed where it broke off, renewed when its link died, kept until it is safe. */

import { AppError, type AppErrorData, reasonOf, toAppError } from '#shared/app-error.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { DownloadResponse } from '../happyhorse/outcomes.ts'
import { dropPart, openPart, type Part } from '../library/clip-files.ts'
import { checkAndName, finishedBefore, folderOf, reserveName, saved } from './clip-saving.ts'
import { type PipelineContext, pauseFor } from './context.ts'
import { takeToken } from './rate-limit.ts'
import { errorOf, retryAfterOf, type Step, stopOf } from './step.ts'

/** One try to bring a clip onto the disk. Never throws for network, service or disk reasons. */
export async function download(context: PipelineContext, job: JobRecord): Promise<Step> {
  const bytesBefore = { count: 0 }
  try {
    return await attempt(context, job, bytesBefore)
  } catch (thrown) {
    if (context.leaving.aborted) return {}
    const error = toAppError(thrown)
    if (error.code === 'bug') context.log.error('download.bug', { job: job.id, detail: reasonOf(error) })
    return interrupted(context, job, error.toJSON(), { grew: bytesBefore.count > 0 })
  }
}

async function attempt(context: PipelineContext, job: JobRecord, got: { count: number }): Promise<Step> {
  const folder = folderOf(context, job)
  const done = await finishedBefore(job, folder)
  if (done && job.clipName) {
    await dropPart(folder, job.clipName)
    const facts = { ...(await context.media.probe(done)), sha256: job.clipSha256 ?? '' }
    return saved(context, job, { path: done, facts, name: job.clipName }, folder)
  }
  // Whether a link is dead is for its host to say: our clock may be wrong by hours.
  if (!job.videoUrl) return renewLink(context, job)
  const named = job.clipName ? { ...job, clipName: job.clipName } : reserveName(context, job, folder)
  if (!named) return {}
  const part = await openPart(folder, named.clipName)
  try {
    const fetched = await fetchInto(context, named, part, got)
    if (fetched) return fetched
    const file = await checked(context, named, part, folder)
    if (!file) return {}
    const name = context.tables.jobs.byId(job.id)?.clipName ?? named.clipName
    return await saved(context, named, { ...file, name }, folder)
  } finally {
    await part.close()
  }
}

/** What does not open as a clip is thrown away: going on behind it would keep the fault. */
async function checked(context: PipelineContext, job: JobRecord, part: Part, folder: string) {
  try {
    return await checkAndName(context, job, part, folder)
  } catch (thrown) {
    if (toAppError(thrown).code === 'download-broken') await part.discard()
    throw thrown
  }
}

/** Fills the part; a step when it did not come to its end. */
async function fetchInto(
  context: PipelineContext,
  job: JobRecord,
  part: Part,
  got: { count: number },
): Promise<Step | undefined> {
  // Without the tag of what is there already, its rest cannot be asked for safely.
  if (part.offset > 0 && !job.linkEtag) await part.restart()
  const from = part.offset
  const response = await context.client().download(job.videoUrl ?? '', {
    ...(from > 0 ? { from, etag: job.linkEtag ?? '' } : {}),
    signal: context.leaving,
    stallMs: context.pace.stallMs,
  })
  switch (response.kind) {
    case 'expired': {
      const step = await renewLink(context, job)
      if (step.event === 'expired') await part.discard()
      return step
    }
    case 'interrupted':
      return interrupted(context, job, response.error, { retryAfterMs: response.retryAfterMs })
    case 'past-end':
      if (response.totalBytes === from) return undefined
      await part.restart()
      throw new AppError('download-broken', {
        detail: 'What was there already does not belong to this clip.',
      })
    default:
      await pour(context, job, part, response, got)
      return undefined
  }
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
    throw new AppError('download-broken', { detail: `${offset} of ${totalBytes} bytes arrived.` })
  }
}

/** Asks the task for a fresh link; a task that is dead as well ends the job, with what was paid on record. */
async function renewLink(context: PipelineContext, job: JobRecord): Promise<Step> {
  const { clock, queries, leaving } = context
  if (!(await takeToken(queries, clock, leaving))) return {}
  const profile = await context.profileOf(job)
  const outcome = await context.client().query(profile, job.taskId ?? '', leaving)
  if (leaving.aborted) return {}
  if (outcome.kind !== 'task') {
    const stop = stopOf(outcome)
    const step = interrupted(context, job, errorOf(outcome), { retryAfterMs: retryAfterOf(outcome) })
    return stop ? { ...step, stop } : step
  }
  const { task } = outcome
  if (task.status === 'SUCCEEDED' && task.videoUrl) {
    const linkDiesAt = task.linkDiesAt ?? job.taskDiesAt ?? clock.now()
    const link = { videoUrl: task.videoUrl, linkDiesAt }
    if (task.videoUrl !== job.videoUrl) {
      const attempts = job.attempts + 1
      // The first new link is tried at once; a host that refuses them all is not asked in a circle.
      const dueAt = clock.now() + (attempts === 1 ? 0 : pauseFor(context, attempts))
      const patch = { ...link, attempts, dueAt, error: null }
      return { event: 'interrupted', requestId: task.requestId ?? null, patch, facts: { renewed: true } }
    }
    const error: AppErrorData = { code: 'download-broken', values: { detail: 'The link has died.' } }
    const step = interrupted(context, job, error)
    return { ...step, patch: { ...step.patch, ...link } }
  }
  if (task.status === 'PENDING' || task.status === 'RUNNING') {
    const error: AppErrorData = { code: 'download-broken', values: { detail: 'The task is not finished.' } }
    return interrupted(context, job, error)
  }
  const error: AppErrorData = { code: 'link-expired', values: {} }
  const patch = { error, finishedAt: clock.now(), dueAt: null, taskStatus: task.status }
  return { event: 'expired', requestId: task.requestId ?? null, error, patch }
}

/** To be tried again after a pause; one that brought bytes starts counting anew. */
function interrupted(
  context: PipelineContext,
  job: JobRecord,
  error: AppErrorData,
  how: { grew?: boolean; retryAfterMs?: number | undefined } = {},
): Step {
  const attempts = how.grew ? 1 : job.attempts + 1
  const pauseMs = pauseFor(context, attempts, how.retryAfterMs)
  const patch = { attempts, error, dueAt: context.clock.now() + pauseMs }
  return { event: 'interrupted', error, patch, facts: { attempts } }
}
