/** Owns how one job of the journal becomes a row again: on the machine's own way to where it stood, without its clip. */

import { isFinal, JOB_EVENTS, type JobEventName, type JobState, next } from '#shared/job-machine.ts'
import { type JobRecord, lifeOf, NEW_JOB } from './database/job-record.ts'
import type { Tables } from './database/tables.ts'
import type { Ports } from './ports.ts'
import { shotFor } from './restore-clip.ts'
import type { KeptTask } from './task-journal.ts'

/** `known`: the table tells no less. `lost`: there is no place for it, so the user is told. */
type Outcome = 'restored' | 'known' | 'lost'
type Ids = Pick<Ports, 'newId' | 'clock'>

/** Brings a job to where the journal saw it last. Call within a transaction. */
export function putBack(tables: Tables, ids: Ids, task: KeptTask): Outcome {
  const kept = task.job
  const known = tables.jobs.byId(kept.id)
  if (known && wayTo(known.state, kept) === undefined) return 'known'
  const owner = kept.taskId === null ? undefined : tables.jobs.ownerOf(kept.taskId)
  if (owner !== undefined && owner !== kept.id) return 'lost'
  if (!tables.projects.byId(kept.projectId)) return 'lost'
  const job = known ?? insertJob(tables, ids, task)
  const way = wayTo(job.state, kept)
  if (!way) throw new Error(`no way from ${job.state} to ${kept.state}`)
  const patch = { ...lifeOf(kept), dueAt: isFinal(kept.state) ? null : ids.clock.now() }
  let { state } = job
  for (const event of way) {
    const facts = { restored: true }
    const { requestId, error } = kept
    tables.jobs.transition({
      id: job.id,
      from: state,
      event,
      at: kept.updatedAt,
      patch,
      requestId,
      error,
      facts,
    })
    state = next(state, event) ?? state
  }
  if (way.length === 0) tables.jobs.note(job.id, state, patch)
  return known && way.length === 0 ? 'known' : 'restored'
}

/** The shortest way of the machine that agrees with what is known of the job; undefined when there is none. */
function wayTo(from: JobState, kept: JobRecord): JobEventName[] | undefined {
  const events = JOB_EVENTS.filter((event) => mayHaveHappened(event, kept))
  const ways: [JobState, JobEventName[]][] = [[from, []]]
  const seen = new Set<JobState>([from])
  for (const [state, way] of ways) {
    if (state === kept.state) return way
    for (const event of events) {
      const to = next(state, event)
      if (!to || seen.has(to)) continue
      seen.add(to)
      ways.push([to, [...way, event]])
    }
  }
  return undefined
}

function mayHaveHappened(event: JobEventName, { taskId, actual, state }: JobRecord): boolean {
  switch (event) {
    case 'started':
      return true
    case 'accepted':
    case 'found':
      return taskId !== null
    case 'unanswered':
    case 'absent':
    case 'discarded':
      return taskId === null
    case 'succeeded':
    case 'expired':
      return actual !== null
    case 'vanished':
      return actual === null && taskId !== null
    case 'canceled':
      return state === 'canceled'
    default:
      // What costs nothing is not kept, and a clip that is saved is told by the file beside it.
      return false
  }
}

/** A job the table does not know, queued for the length of this transaction. */
function insertJob(tables: Tables, ids: Ids, { job: kept, stillPath }: KeptTask): JobRecord {
  const { projectId, batchId, estimate, createdAt } = kept
  const { prompt, model, resolution, durationSeconds, watermark, seed } = kept
  const shot = shotFor(tables, ids, projectId, {
    still: { name: kept.stillName, sha256: kept.stillSha256, path: stillPath },
    recipe: { prompt, model, resolution, durationSeconds, watermark, seed },
    ids: { shotId: kept.shotId, stillId: kept.stillId },
    savedAt: createdAt,
  })
  if (!tables.restoring.isBatch(batchId))
    tables.batches.insert({ id: batchId, projectId, estimate, createdAt })
  const isTaken = tables.restoring.isTaken(shot.shotId, kept.take)
  const isRetake = kept.retakeOf !== null && tables.jobs.byId(kept.retakeOf) !== undefined
  const job: JobRecord = {
    ...kept,
    ...NEW_JOB,
    ...shot,
    retakeOf: isRetake ? kept.retakeOf : null,
    take: isTaken ? tables.shots.lastTake(shot.shotId) + 1 : kept.take,
    dueAt: null,
  }
  tables.jobs.insert(job)
  return job
}
