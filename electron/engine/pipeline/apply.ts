/** Owns every write of the pipeline: one step's event goes into the tables here and nowhere else. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'
import type { Step } from './step.ts'

type Writing = Pick<PipelineContext, 'tables' | 'clock' | 'log'>

/** Rolls a transaction back when the job has moved on meanwhile. */
class LostRace extends Error {}

/** Writes a step; undefined when the job was not in the state the step started from, and then nothing is written. */
export function apply(context: Writing, job: JobRecord, step: Step): JobRecord | undefined {
  const { tables, clock, log } = context
  if (step.stop) pauseQueue(context, step.stop)
  if (!step.event) return step.patch && tables.jobs.note(job.id, job.state, step.patch)
  const { event, clip, stop: _, ...rest } = step
  const change = { ...rest, event, id: job.id, from: job.state, at: clock.now() }
  const moved = clip ? withClip(context, clip, change) : tables.jobs.transition(change)
  const fields = { job: job.id, from: job.state, to: moved?.state ?? null, code: step.error?.code }
  log.info(moved ? `job.${event}` : 'job.lost-race', fields)
  return moved
}

type Change = Parameters<PipelineContext['tables']['jobs']['transition']>[0]

function withClip(
  { tables }: Writing,
  clip: NonNullable<Step['clip']>,
  change: Change,
): JobRecord | undefined {
  try {
    return tables.atomically(() => {
      tables.clips.insert(clip)
      const moved = tables.jobs.transition(change)
      if (!moved) throw new LostRace()
      return moved
    })
  } catch (thrown) {
    if (thrown instanceof LostRace) return undefined
    throw thrown
  }
}

/** Stops submitting, once: the first reason stays until somebody resumes. */
export function pauseQueue({ tables, clock, log }: Writing, error: AppErrorData): void {
  if (tables.settings.pause()) return
  tables.settings.savePause({ byUser: false, error, since: clock.now() })
  log.warn('queue.paused', { code: error.code })
}
