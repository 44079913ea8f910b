/** Owns how one clip's sidecar becomes rows again: its job walks the usual way to done, in the machine's own steps. */

import { NOT_JUDGED } from '#shared/clip.ts'
import type { JobEventName, JobState } from '#shared/job-machine.ts'
import type { Project } from '#shared/project.ts'
import type { JobPatch, JobRecord } from './database/job-record.ts'
import { NEW_JOB } from './database/job-record.ts'
import type { Tables } from './database/tables.ts'
import type { Sidecar } from './library/sidecar.ts'
import type { FoundSidecar } from './library/sidecar-search.ts'
import type { Ports } from './ports.ts'

type Ids = Pick<Ports, 'newId' | 'clock'>
/** `known`: the table has it as done. `contradicts`: what it says cannot be true beside what the table says. */
type Outcome = 'restored' | 'known' | 'contradicts'

/** One step of the way to done, by the state it starts from. */
const WAY: Partial<Record<JobState, JobEventName>> = {
  queued: 'started',
  submitting: 'accepted',
  unconfirmed: 'found',
  rendering: 'succeeded',
  downloading: 'saved',
}

/** Makes the job of a sidecar done, with its clip. Call within a transaction. */
export function bringBack(tables: Tables, ids: Ids, project: Project, found: FoundSidecar): Outcome {
  const { sidecar } = found
  const known = tables.jobs.byId(sidecar.jobId)
  if (known?.state === 'done') return 'known'
  if (known && !WAY[known.state]) return 'contradicts'
  const owner = sidecar.task.taskId === '' ? undefined : tables.jobs.ownerOf(sidecar.task.taskId)
  if (sidecar.task.taskId === '' || (owner !== undefined && owner !== sidecar.jobId)) return 'contradicts'
  const job = known ?? insertJob(tables, ids, project, sidecar)
  walkToDone(tables, ids, job, found)
  return 'restored'
}

function walkToDone(tables: Tables, ids: Ids, job: JobRecord, found: FoundSidecar): void {
  const { task, savedAt } = found.sidecar
  const clip = clipOf(tables, ids, job, found)
  const times: Partial<Record<JobEventName, number | null>> = {
    started: task.submittedAt,
    accepted: task.acceptedAt,
    found: task.acceptedAt,
    succeeded: task.endedAt,
  }
  const patches = patchesOf(found.sidecar, clip)
  let { state } = job
  for (let event = WAY[state]; event; event = WAY[state]) {
    const at = times[event] ?? savedAt
    const facts = { restored: true }
    if (event === 'saved') tables.clips.insert(clip)
    const moved = tables.jobs.transition({
      ...{ id: job.id, from: state, event, at, patch: patches[event] ?? {} },
      ...{ requestId: task.requestId, facts },
    })
    if (!moved) throw new Error('a job moved while the tables were being restored')
    state = moved.state
  }
}

function patchesOf({ task, cost, clip, savedAt }: Sidecar, { id: clipId }: { id: string }) {
  const { taskId, requestId, submittedAt, acceptedAt, scheduledAt, endedAt, usage } = task
  const accepted: JobPatch = { taskId, requestId, acceptedAt, scheduledAt, taskStatus: 'SUCCEEDED' }
  const billed: JobPatch = {
    endedAt,
    actualMicros: cost.actual?.micros ?? null,
    billedSeconds: usage?.billedSeconds ?? null,
    billedResolution: usage?.resolution ?? null,
  }
  const saved: JobPatch = {
    ...{ clipId, clipSha256: clip.sha256, clipName: clip.name, finishedAt: savedAt },
    ...{ dueAt: null, attempts: 0, error: null, videoUrl: null },
  }
  const patches: Partial<Record<JobEventName, JobPatch>> = {
    started: { submittedAt, bookedAt: submittedAt ?? savedAt },
    accepted,
    found: accepted,
    succeeded: billed,
    saved,
  }
  return patches
}

function clipOf({ projects }: Tables, { newId, clock }: Ids, job: JobRecord, found: FoundSidecar) {
  const { sidecar, clipPath, isThere } = found
  const { id: jobId, projectId, shotId, stillId, stillName, batchId, take } = job
  if (!projects.byId(projectId)) throw new Error('a job without its project')
  const { seed, prompt, model, resolution, durationSeconds } = sidecar.recipe
  return {
    ...{ id: newId(), jobId, projectId, shotId, stillId, stillName, batchId, take },
    ...{ seed, prompt, model, resolution, durationSeconds },
    ...NOT_JUDGED,
    ...sidecar.judgement,
    ...sidecar.clip,
    path: clipPath,
    cost: sidecar.cost.actual ?? sidecar.cost.estimate,
    savedAt: sidecar.savedAt,
    missingAt: isThere ? null : clock.now(),
    trashedAt: null,
  }
}

/** A job the table does not know, queued for the length of this transaction. */
function insertJob(tables: Tables, { newId }: Ids, { id: projectId }: Project, sidecar: Sidecar): JobRecord {
  const { jobId, recipe, still, firstFrame, cost, savedAt, task } = sidecar
  const shot = shotFor(tables, { newId }, projectId, sidecar)
  const createdAt = task.submittedAt ?? savedAt
  const batchId = newId()
  tables.batches.insert({ id: batchId, projectId, estimate: cost.estimate, createdAt })
  const isFree = sidecar.take > 0 && !tables.restoring.isTaken(shot.shotId, sidecar.take)
  const job: JobRecord = {
    ...NEW_JOB,
    ...{ id: jobId, projectId, batchId, ...shot, ...recipe, createdAt, updatedAt: createdAt },
    ...{ stillName: still.name, stillSha256: still.sha256 ?? '', retakeOf: null },
    ...{ framePath: '', frameSha256: firstFrame.sha256 ?? '', frameMime: 'image/jpeg' },
    ...{ service: task.service, baseUrl: '', estimate: cost.estimate, dueAt: null },
    take: isFree ? sidecar.take : tables.shots.lastTake(shot.shotId) + 1,
    orderKey: tables.jobs.lastOrderKey() + 1,
  }
  tables.jobs.insert(job)
  return job
}

/** The shot a take belongs to: by its id, by the still's content, or a new one that shows what is known of it. */
export function shotFor(
  tables: Tables,
  { newId }: Pick<Ids, 'newId'>,
  projectId: string,
  { still, recipe, ids, savedAt }: Pick<Sidecar, 'still' | 'recipe' | 'ids' | 'savedAt'>,
): { shotId: string; stillId: string } {
  const byId = ids && tables.shots.byId(ids.shotId)
  if (byId && byId.projectId === projectId) return { shotId: byId.id, stillId: byId.still.id }
  const alike = !ids && still.sha256 ? tables.restoring.shotOf(projectId, still.sha256) : undefined
  if (alike) return alike
  const shotId = ids && !byId ? ids.shotId : newId()
  const stillId = ids && !tables.stills.byId(ids.stillId) ? ids.stillId : newId()
  const path = still.path ?? still.name
  tables.stills.insert({ id: stillId, projectId, path, name: still.name, addedAt: savedAt })
  tables.shots.append([
    {
      ...recipe,
      model: tables.restoring.modelOf(recipe.model),
      seedLocked: false,
      id: shotId,
      projectId,
      stillId,
      createdAt: savedAt,
    },
  ])
  return { shotId, stillId }
}
