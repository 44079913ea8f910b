/** Owns the commands on jobs. */

import { type JobRecord, shownJob } from '../database/job-record.ts'
import { candidatesOf, settle } from '../pipeline/user-word.ts'
import { cancel } from './cancel.ts'
import { batchBudget, goOnUnderCaps } from './caps.ts'
import { enqueue } from './enqueue.ts'
import { moveBefore } from './queue-order.ts'
import { retry, retryEstimate } from './retry.ts'
import { command, foundOr, type Studio } from './studio-context.ts'

export function jobCommands(studio: Studio) {
  const { tables, pipeline, scheduler, quietSearch } = studio
  const jobOf = (id: string) => foundOr('job', tables.jobs.byId(id))
  const shown = (job: JobRecord) => shownJob(job, tables.clips)
  return {
    enqueue: command.jobs.enqueue.handler(({ input }) => enqueue(studio, input)),
    page: command.jobs.page.handler(({ input }) => {
      const { rows, total } = tables.jobLists.page(input, input.offset, input.limit)
      quietSearch.look(rows.flatMap(({ clipId }) => clipId ?? []))
      return { rows: rows.map(shown), total }
    }),
    history: command.jobs.history.handler(({ input }) => {
      const job = jobOf(input.id)
      return {
        job: shown(job),
        events: tables.jobEvents.ofJob(job.id),
        batch: batchBudget(studio, job.batchId),
      }
    }),
    cancel: command.jobs.cancel.handler(async ({ input }) => {
      const done = await cancel(pipeline, input.ids)
      scheduler.nudge()
      return done
    }),
    hide: command.jobs.hide.handler(({ input }) => {
      const at = input.hidden ? studio.ports.clock.now() : null
      tables.atomically(() => {
        for (const id of input.ids) tables.jobs.setHidden(jobOf(id).id, at)
      })
    }),
    retryEstimate: command.jobs.retryEstimate.handler(({ input }) => retryEstimate(studio, input)),
    retry: command.jobs.retry.handler(({ input }) => retry(studio, input)),
    capBatches: command.jobs.capBatches.handler(({ input }) => {
      for (const id of new Set(input.ids.map((one) => jobOf(one).batchId)))
        tables.batches.setCap(id, input.capMicros)
      goOnUnderCaps(studio)
    }),
    clearDoubt: command.jobs.clearDoubt.handler(({ input }) => {
      tables.atomically(() => {
        for (const { id, state, doubtedMicros } of input.ids.map(jobOf)) {
          if (doubtedMicros === 0) continue
          tables.jobs.note(id, state, { doubtedMicros: 0 })
          const seen = { jobId: id, at: studio.ports.clock.now(), from: state, to: state, requestId: null }
          tables.jobEvents.append({ ...seen, event: 'billSeen', facts: { micros: doubtedMicros } })
        }
      })
      goOnUnderCaps(studio)
    }),
    move: command.jobs.move.handler(({ input }) => {
      moveBefore(tables, input.ids, input.before)
      scheduler.nudge()
    }),
    candidates: command.jobs.candidates.handler(({ input }) => candidatesOf(pipeline, jobOf(input.id))),
    settle: command.jobs.settle.handler(async ({ input }) => {
      const job = await settle(pipeline, jobOf(input.id), input)
      scheduler.nudge()
      return shown(job)
    }),
  }
}
