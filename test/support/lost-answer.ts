/** Owns a job whose answer was lost, and a service with a list of tasks to look for it in. */

import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { ListedTask, ListFilter, RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { reconcile } from '#electron/engine/pipeline/reconcile.ts'
import { MADE_AT } from './job-table.ts'
import { type BenchOptions, openPipelineBench, type PipelineBench } from './pipeline.ts'

const MODEL = 'happyhorse-1.1-i2v'
const BASE_URL = 'http://service/api/v1'
export const LOST = { state: 'unconfirmed', submittedAt: MADE_AT, lostAt: MADE_AT + 500 } as const
export const ROW = { status: 'RUNNING', model: MODEL, createdAt: MADE_AT + 300 } as const

/** A service that lists these tasks, in pages of two, whatever window is asked for. */
export function listing(
  tasks: readonly RemoteTask[],
  rows: Partial<ListedTask>[] = [],
): BenchOptions & { client: object } {
  const all = tasks.map((task, index) => ({ ...ROW, ...rows[index], taskId: task.taskId }))
  return {
    client: {
      list: async (_, { page }) => ({
        kind: 'page',
        rows: all.slice((page - 1) * 2, page * 2),
        total: all.length,
        totalPages: Math.ceil(all.length / 2),
      }),
      query: async (_, taskId) => {
        const task = tasks.find((one) => one.taskId === taskId)
        return { kind: 'task', task: task ?? { taskId, status: 'UNKNOWN' } }
      },
    },
  }
}

/** What a list that keeps to the span asked for shows of rows. */
export function within<Row extends { createdAt: number }>(
  { span }: ListFilter,
  rows: readonly Row[],
): { kind: 'page'; rows: Row[]; total: number; totalPages: number } {
  const shown = rows.filter(({ createdAt }) => !span || (createdAt >= span.from && createdAt <= span.to))
  return { kind: 'page', rows: shown, total: shown.length, totalPages: 1 }
}

/** Writes into a job's history that the service's clock was known to be ahead by so much when it was claimed, as it still is. */
export function measured(bench: PipelineBench, job: JobRecord, aheadMs: number): JobRecord {
  const now = bench.clock.now()
  const facts = { attempt: 1, aheadMs }
  const claimed = {
    jobId: job.id,
    at: MADE_AT,
    from: 'queued',
    to: 'submitting',
    requestId: null,
    facts,
  } as const
  bench.tables.jobEvents.append({ ...claimed, event: 'started' })
  bench.context.skew.learn(BASE_URL, now + aheadMs, now)
  return job
}

/** One search for a job's task; the job as it is then. */
export async function searchFor(bench: PipelineBench, job: JobRecord): Promise<JobRecord> {
  apply(bench.context, job, await bench.clock.until(reconcile(bench.context, job)))
  return bench.job(job.id)
}

/** One search, so long after the claim, for the task of a job that a service with these answers has lost. */
export async function search(
  options: BenchOptions,
  afterMs: number,
  others: Partial<JobRecord>[] = [],
  lost: Partial<JobRecord> = {},
): Promise<{ bench: PipelineBench; job: JobRecord }> {
  const bench = openPipelineBench(options)
  const job = measured(bench, bench.queue({ ...LOST, ...lost }), 0)
  for (const other of others) measured(bench, bench.queue(other), 0)
  await bench.clock.advance(afterMs)
  return { bench, job: await searchFor(bench, job) }
}
