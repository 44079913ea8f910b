/** Owns the ideal of the pipeline benchmark: what the service itself says of its renders, and the least time they need. */

import { z } from 'zod'
import { DEFAULT_MODEL, RATE_LIMITS } from '#shared/happyhorse.ts'
import { SECOND_MS } from '#shared/time.ts'

/** Epoch ms by the service's clock. */
export type RenderedTask = { taskId: string; startedAt: number; endedAt: number }

const PAGE_SIZE = 100
const PageSchema = z.object({
  total_page: z.int(),
  data: z.array(
    z.object({
      task_id: z.string(),
      status: z.literal('SUCCEEDED'),
      start_time: z.number(),
      end_time: z.number(),
    }),
  ),
})

/** Every task of the account, asked from its list; throws when one has not succeeded. */
export async function renderedTasks(apiBase: string): Promise<RenderedTask[]> {
  const tasks: RenderedTask[] = []
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const wanted = { page_no: String(page), page_size: String(PAGE_SIZE), model_name: DEFAULT_MODEL }
    const response = await fetch(`${apiBase}/tasks?${new URLSearchParams(wanted)}`, {
      headers: { Authorization: 'Bearer sk-bench' },
    })
    const { total_page, data } = PageSchema.parse(await response.json())
    pages = total_page
    tasks.push(
      ...data.map((row) => ({ taskId: row.task_id, startedAt: row.start_time, endedAt: row.end_time })),
    )
  }
  return tasks
}

/**
 * No order of these renders ends sooner: every slot works from the moment the submit limit lets its first task in,
 * and all slots end together.
 */
export function serviceBoundMs(tasks: readonly RenderedTask[]): number {
  const slots = RATE_LIMITS.runningPerModel
  const renders = tasks.map(({ startedAt, endedAt }) => endedAt - startedAt)
  const work = renders.reduce((sum, one) => sum + one, 0)
  const gapMs = SECOND_MS / RATE_LIMITS.submitsPerSecondPerModel
  const idleBeforeMs = ((slots * (slots - 1)) / 2) * gapMs
  return Math.max((work + idleBeforeMs) / slots, ...renders)
}
