/** Owns the last steps of a clip: checked, named for good, with its poster and sidecar. */

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#shared/app-error.ts'
import { type ClipFacts, NOT_JUDGED } from '#shared/clip.ts'
import type { JobRecord } from '../database/job-record.ts'
import { type Part, sha256Of } from '../library/clip-files.ts'
import { clipName, nameKey } from '../library/clip-name.ts'
import { posterPath } from '../library/locations.ts'
import { type Sidecar, writeSidecar } from '../library/sidecar.ts'
import type { PipelineContext } from './context.ts'
import type { Step } from './step.ts'

/** Folder a job's clip belongs into. */
export function folderOf({ tables }: PipelineContext, job: JobRecord): string {
  const project = tables.projects.byId(job.projectId)
  if (!project) throw new AppError('not-found', { noun: 'project' })
  return project.folder
}

/**
 * Gives a job its clip's name and writes it down before anything is on disk, so that a file found under it
 * after a crash is known to be ours. Undefined when the job has moved on.
 */
export function reserveName(
  context: PipelineContext,
  job: JobRecord,
  folder: string,
): (JobRecord & { clipName: string }) | undefined {
  const { tables } = context
  const taken = (name: string) =>
    existsSync(join(folder, name)) ||
    existsSync(join(folder, `${name}.part`)) ||
    tables.dueJobs.nameTaken(job.projectId, nameKey(name))
  const name = clipName(job, taken)
  const named = tables.jobs.note(job.id, job.state, {
    clipName: name,
    clipKey: nameKey(name),
    clipSha256: null,
  })
  return named && { ...named, clipName: name }
}

/** Path of the clip when an earlier run had it finished and only its commit was lost. */
export async function finishedBefore(job: JobRecord, folder: string): Promise<string | undefined> {
  if (!job.clipName || !job.clipSha256) return undefined
  const path = join(folder, job.clipName)
  if (!existsSync(path)) return undefined
  return (await sha256Of(path)) === job.clipSha256 ? path : undefined
}

/** Checks the fetched file and gives it its name. @throws AppError `download-broken`, `disk-refused` */
export async function checkAndName(
  context: PipelineContext,
  job: JobRecord,
  part: Part,
  folder: string,
): Promise<{ path: string; facts: ClipFacts } | undefined> {
  const sha256 = await sha256Of(part.path)
  const facts = { ...(await context.media.probe(part.path)), sha256 }
  if (!context.tables.jobs.note(job.id, job.state, { clipSha256: sha256 })) return undefined
  let result = await part.finalize()
  if (result.kind === 'taken' && job.clipName && job.clipSha256 === sha256) {
    // An earlier run had named it, and its folder was away for the moment in which we looked for it.
    const path = join(folder, job.clipName)
    if ((await sha256Of(path)) === sha256) {
      await part.discard()
      return { path, facts }
    }
  }
  while (result.kind === 'taken') {
    const renamed = reserveName(context, job, folder)
    if (!renamed) return undefined
    context.tables.jobs.note(job.id, job.state, { clipSha256: sha256 })
    result = await part.finalize(renamed.clipName)
  }
  return { path: result.path, facts }
}

/** The event that ends a job well: the clip's row comes into being with it. */
export async function saved(
  context: PipelineContext,
  job: JobRecord,
  file: { path: string; facts: ClipFacts; name: string },
  folder: string,
): Promise<Step> {
  const { clock, media, log, newId } = context
  const savedAt = clock.now()
  await writeSidecar(file.path, sidecarOf(context, job, file, savedAt))
  try {
    await media.makePoster(file.path, posterPath(folder, file.name))
  } catch (thrown) {
    // A clip without a poster is still a clip.
    log.warn('poster.failed', { job: job.id, detail: String(thrown) })
  }
  const id = newId()
  const { projectId, shotId, stillId, stillName, batchId, take } = job
  const { seed, prompt, model, resolution, durationSeconds } = job
  const cost = job.actual ?? job.estimate
  const clip = {
    id,
    jobId: job.id,
    ...{ projectId, shotId, stillId, stillName, batchId, take },
    ...{ seed, prompt, model, resolution, durationSeconds },
    ...NOT_JUDGED,
    ...file.facts,
    path: file.path,
    name: file.name,
    cost,
    savedAt,
    missingAt: null,
    trashedAt: null,
  }
  const patch = { clipId: id, finishedAt: savedAt, dueAt: null, attempts: 0, error: null, videoUrl: null }
  const facts = { bytes: file.facts.bytes, name: file.name }
  return { event: 'saved', requestId: job.requestId, patch, facts, clip }
}

function sidecarOf(
  { version, tables }: PipelineContext,
  job: JobRecord,
  file: { facts: ClipFacts; name: string },
  savedAt: number,
): Sidecar {
  const { prompt, model, resolution, durationSeconds, watermark, seed, billedSeconds } = job
  const path = tables.stills.byId(job.stillId)?.path
  return {
    schema: 1,
    gallop: version,
    jobId: job.id,
    take: job.take,
    savedAt,
    recipe: { prompt, model, resolution, durationSeconds, watermark, seed },
    still: { name: job.stillName, sha256: job.stillSha256, ...(path ? { path } : {}) },
    ids: { shotId: job.shotId, stillId: job.stillId },
    firstFrame: { sha256: job.frameSha256 },
    task: {
      service: job.service,
      taskId: job.taskId ?? '',
      requestId: job.requestId,
      submittedAt: job.submittedAt,
      acceptedAt: job.acceptedAt,
      scheduledAt: job.scheduledAt,
      endedAt: job.endedAt,
      usage: billedSeconds === null ? null : { billedSeconds, resolution: job.billedResolution },
    },
    cost: { estimate: job.estimate, actual: job.actual },
    clip: { ...file.facts, name: file.name },
  }
}
