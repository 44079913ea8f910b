/** Owns every write of the pipeline: one step's event goes into the tables here and nowhere else. */

import type { AppErrorData } from '#shared/app-error.ts'
import type { JobRecord } from '../database/job-record.ts'
import type { PipelineContext } from './context.ts'
import { booking, doubted, movesMoney } from './guard.ts'
import type { Step } from './step.ts'

type Writing = Pick<PipelineContext, 'tables' | 'clock' | 'log'>
type Applying = Writing & Pick<PipelineContext, 'settings'>

/** Rolls a transaction back when the job has moved on meanwhile. */
class LostRace extends Error {}

/**
 * Writes a step; undefined when the job was not in the state the step started from, and then nothing is written.
 * @throws AppError `cap-reached`, `price-unknown` when `started` would cost what must not be spent
 */
export function apply(context: Applying, job: JobRecord, step: Step): JobRecord | undefined {
  const { tables, clock, log } = context
  if (step.stop) pauseQueue(context, step.stop)
  if (!step.event) return step.patch && tables.jobs.note(job.id, job.state, step.patch)
  const { event, clip, stop: _, tooMany: __, ...rest } = step
  const change = { ...rest, event, id: job.id, from: job.state, at: clock.now() }
  const moved = write(context, change, clip)
  const fields = { job: job.id, from: job.state, to: moved?.state ?? null, code: step.error?.code }
  log.info(moved ? `job.${event}` : 'job.lost-race', fields)
  return moved
}

type Change = Parameters<PipelineContext['tables']['jobs']['transition']>[0]

function write(context: Applying, change: Change, clip: Step['clip']): JobRecord | undefined {
  if (clip) return withClip(context, clip, change)
  return movesMoney(change) ? withMoney(context, change) : context.tables.jobs.transition(change)
}

/** Reserves what a claim may cost, or keeps in mind what a lost task may have cost, by the row as it is now. */
function withMoney(context: Applying, change: Change): JobRecord | undefined {
  const { tables } = context
  return tables.atomically(() => {
    const job = tables.jobs.byId(change.id)
    if (job?.state !== change.from) return undefined
    const { aheadMs } = change.facts ?? {}
    const ahead = typeof aheadMs === 'number' ? aheadMs : undefined
    const money = change.event === 'started' ? booking(context, job, ahead) : doubted(job)
    return tables.jobs.transition({ ...change, patch: { ...change.patch, ...money } })
  })
}

function withClip(
  { tables, clock }: Writing,
  clip: NonNullable<Step['clip']>,
  change: Change,
): JobRecord | undefined {
  try {
    return tables.atomically(() => {
      tables.clips.insert(clip)
      const moved = tables.jobs.transition(change)
      if (!moved) throw new LostRace()
      tables.measures.want([clip.id], clock.now())
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

/** The reason is still the same; what it says of amounts is told anew. */
export function keepPauseTrue({ tables }: Pick<Writing, 'tables'>, error: AppErrorData): void {
  const pause = tables.settings.pause()
  if (!pause || JSON.stringify(pause.error) === JSON.stringify(error)) return
  tables.settings.savePause({ ...pause, error })
}

/** Goes on submitting: what stopped the queue is over by itself. */
export function resumeQueue({ tables, log }: Writing): void {
  tables.settings.savePause(null)
  log.info('queue.resumed')
}
