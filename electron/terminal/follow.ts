/** Owns watching jobs until nothing more can happen to them, telling each change once. */

import type { Engine } from '#electron/engine/engine.ts'
import type { Clip } from '#shared/clip.ts'
import type { Change } from '#shared/contract.ts'
import type { Job } from '#shared/job.ts'
import { isFinal } from '#shared/job-machine.ts'
import { aborted } from './exit.ts'

export type JobTeller = {
  changed(job: Job): void
  saved(job: Job, clip: Clip): void
  ended(job: Job): void
}

export type Following = {
  /** Jobs to follow from now on, as they stand. */
  add(jobs: readonly Job[]): void
  /** Resolves when all have ended, when none can move without the user, or when the signal aborts. */
  done(signal: AbortSignal): Promise<Job[]>
}

/** Starts listening at once, so that nothing is missed between queueing and following. */
export function followJobs(engine: Engine, teller: JobTeller): Following {
  const jobs = new Map<string, Job>()
  const early = new Map<string, Job>()
  const clips = new Map<string, Clip>()
  let wake: () => void = () => {}
  let dirty: Job[] = []

  const note = (job: Job) => {
    const before = jobs.get(job.id)
    if (before && before.updatedAt > job.updatedAt) return
    jobs.set(job.id, job)
    if (!before || differs(before, job)) dirty.push(job)
    wake()
  }
  const listen = (change: Change) => {
    for (const clip of change.clips ?? []) clips.set(clip.id, clip)
    for (const job of change.jobs ?? []) {
      if (jobs.has(job.id)) note(job)
      else early.set(job.id, job)
    }
  }
  const end = engine.subscribe(listen)

  async function tell(): Promise<void> {
    const told = dirty
    dirty = []
    for (const job of told) {
      teller.changed(job)
      if (!isFinal(job.state)) continue
      if (job.state === 'done') teller.saved(job, clips.get(job.clipId ?? '') ?? (await clipOf(engine, job)))
      else teller.ended(job)
    }
  }

  /** Changes come a moment after the fact; once nothing moves any more the table has the last word. */
  async function reread(): Promise<void> {
    for (const { id, state } of [...jobs.values()]) {
      if (!isFinal(state)) note((await engine.commands.jobs.history({ id })).job)
    }
    await tell()
  }

  async function done(signal: AbortSignal): Promise<Job[]> {
    let still = false
    const stopped = Promise.race([aborted(signal), engine.whenIdle()]).then(() => {
      still = true
    })
    try {
      for (;;) {
        const woken = new Promise<void>((resolve) => (wake = resolve))
        await tell()
        if (still) await reread()
        const all = [...jobs.values()]
        if (still || all.every((job) => isFinal(job.state))) return all
        if (dirty.length === 0) await Promise.race([woken, stopped])
      }
    } finally {
      end()
    }
  }

  return {
    add: (added) => {
      for (const job of added) note(early.get(job.id) ?? job)
    },
    done,
  }
}

/** What a reader of the output would want to know about. */
function differs(before: Job, after: Job): boolean {
  const facts = (job: Job) =>
    JSON.stringify([job.state, job.taskId, job.taskStatus, job.error, job.attempts, job.clipId])
  return facts(before) !== facts(after)
}

async function clipOf(engine: Engine, job: Job): Promise<Clip> {
  const page = await engine.commands.clips.page({ projectId: job.projectId, shotId: job.shotId, limit: 500 })
  const clip = page.rows.find((row) => row.id === job.clipId)
  if (!clip) throw new Error(`The clip of job ${job.id} is not in the table`)
  return clip
}
