/** Canceling several jobs while they move on. */

import { expect, test } from 'vitest'
import { cancel } from '#electron/engine/commands/cancel.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench } from '#test/support/pipeline.ts'

const RENDERING = { state: 'rendering', taskId: 't1', dueAt: MADE_AT } as const

test('a job that falls back into the queue while another one is canceled is canceled there', async () => {
  const asked: string[] = []
  using bench = openPipelineBench({
    client: {
      cancel: async (_, taskId) => {
        asked.push(taskId)
        bench.tables.jobs.transition({ id: 'j2', from: 'submitting', event: 'throttled', at: MADE_AT })
        return { kind: 'canceled' }
      },
    },
  })
  bench.queue(RENDERING)
  bench.queue({ state: 'submitting' })
  expect(await cancel(bench.context, ['j1', 'j2'])).toEqual({ canceled: 2, refused: [] })
  expect(asked).toEqual(['t1'])
  expect(bench.story('j2').at(-1)).toBe('canceled')
})

test('a job that is being sent is refused with its state, and goes on', async () => {
  using bench = openPipelineBench()
  bench.queue({ state: 'submitting' })
  const { canceled, refused } = await cancel(bench.context, ['j1'])
  expect([canceled, refused.map(({ error }) => error.values)]).toEqual([0, [{ state: 'submitting' }]])
  expect([bench.job('j1').state, bench.calls]).toEqual(['submitting', []])
})
