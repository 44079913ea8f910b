/** Owns how a replaced job table learns what happened since its copy was made: saved clips and the journal of tasks tell it, the rest is never sent blindly. */

import { type AppErrorData, reasonOf } from '#shared/app-error.ts'
import type { Project } from '#shared/project.ts'
import type { RestoreReport } from '#shared/recovery.ts'
import { isDamage } from './database/damage.ts'
import type { JobRecord } from './database/job-record.ts'
import type { Rescue } from './database/rescue.ts'
import type { Tables } from './database/tables.ts'
import { findSidecars } from './library/sidecar-search.ts'
import type { Log } from './log.ts'
import type { Ports } from './ports.ts'
import { bringBack } from './restore-clip.ts'
import { putBack } from './restore-task.ts'
import type { KeptTask } from './task-journal.ts'

/** Between two turns of others. */
const CLIPS_A_TURN = 200

type Restoring = { tables: Tables; ports: Pick<Ports, 'clock' | 'newId' | 'log'> }

/** What is known beside the lost tables: where projects lie, and which jobs the service was asked for. */
type Known = { projects: readonly Project[]; tasks: readonly KeptTask[] | null }

/**
 * Completes tables that took the place of lost ones. Nothing that may have been submitted since stays in the queue. May be
 * broken off and begun again.
 */
export async function restore(
  { tables, ports }: Restoring,
  rescue: Rescue,
  { projects, tasks }: Known,
): Promise<RestoreReport> {
  for (const project of projects) {
    if (!tables.projects.byId(project.id) && !tables.projects.byFolder(project.folder)) {
      tables.projects.insert(project)
    }
  }
  const counts = { clips: 0, clipsMissing: 0, contradictions: 0 }
  for (const project of tables.projects.all()) await restoreProject({ tables, ports }, project, counts)
  const ofTasks = tasks ? putAllBack({ tables, ports }, tasks) : { tasks: null, lost: [] }
  const offQueue = takeOffQueue(tables, ports.clock.now(), rescue.backup?.madeAt ?? null)
  const { setAside, damage, backup } = rescue
  const report = { damage, setAside, backupAt: backup?.madeAt ?? null, ...counts, offQueue, ...ofTasks }
  tellLog(ports.log, report)
  return report
}

type Counts = Pick<RestoreReport, 'clips' | 'clipsMissing' | 'contradictions'>

async function restoreProject({ tables, ports }: Restoring, project: Project, counts: Counts): Promise<void> {
  const found = await findSidecars(project.folder)
  for (let at = 0; at < found.length; at += CLIPS_A_TURN) {
    tables.atomically(() => {
      for (const one of found.slice(at, at + CLIPS_A_TURN)) {
        const outcome = bringBack(tables, ports, project, one)
        if (outcome === 'contradicts') counts.contradictions += 1
        if (outcome !== 'restored') continue
        counts.clips += 1
        if (!one.isThere) counts.clipsMissing += 1
      }
    })
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** After the clips: a task whose clip is saved is over. One job that cannot be placed is told, and takes no other with it. */
function putAllBack({ tables, ports }: Restoring, kept: readonly KeptTask[]) {
  const told: Pick<RestoreReport, 'lost'> & { tasks: number } = { tasks: 0, lost: [] }
  for (const task of kept) {
    const outcome = attemptToPutBack({ tables, ports }, task)
    if (outcome === 'restored') told.tasks += 1
    if (outcome === 'lost') told.lost.push(lostTask(task.job))
  }
  return told
}

function attemptToPutBack({ tables, ports }: Restoring, task: KeptTask): ReturnType<typeof putBack> {
  try {
    return tables.atomically(() => putBack(tables, ports, task))
  } catch (thrown) {
    if (isDamage(thrown)) throw thrown
    ports.log.error('restore.bug', { job: task.job.id, detail: reasonOf(thrown) })
    return 'lost'
  }
}

function lostTask({ stillName, take, taskId, estimate, actual, reservedMicros, doubtedMicros }: JobRecord) {
  const micros = (actual?.micros ?? reservedMicros ?? estimate.micros) + doubtedMicros
  return { stillName, take, taskId, cost: { micros, currency: estimate.currency } }
}

/** Jobs that waited or were just being sent when the copy was made: what became of them since is not known. */
function takeOffQueue(tables: Tables, now: number, backupAt: number | null): number {
  const when = backupAt === null ? '' : new Date(backupAt).toISOString()
  const error: AppErrorData = { code: 'restored-from-backup', values: { when } }
  const facts = { restored: true }
  return tables.atomically(() => {
    const waiting = tables.dueJobs.inState('queued')
    for (const { id } of waiting) {
      const patch = { finishedAt: now, dueAt: null, error }
      tables.jobs.transition({ id, from: 'queued', event: 'canceled', at: now, patch, error, facts })
    }
    const words: AppErrorData = { code: 'reply-lost', values: { detail: 'The job table was restored.' } }
    // With no date of the next look, only the user's word moves them: a search would guess among equal prompts.
    const patch = { lostAt: now, dueAt: null, attempts: 0, error: words }
    for (const { id } of tables.dueJobs.inState('submitting')) {
      tables.jobs.transition({
        id,
        from: 'submitting',
        event: 'unanswered',
        at: now,
        patch,
        error: words,
        facts,
      })
    }
    for (const { id } of tables.dueJobs.inState('unconfirmed')) tables.jobs.note(id, 'unconfirmed', patch)
    return waiting.length
  })
}

function tellLog(log: Log, report: RestoreReport): void {
  const { damage, backupAt, clips, contradictions, offQueue, tasks, lost } = report
  log.warn('data.restored', { damage, backupAt, clips, contradictions, offQueue, tasks, lost: lost.length })
}
