/** The search through the account's list. */

import { expect, test } from 'vitest'
import type { ListedTask } from '#electron/engine/happyhorse/outcomes.ts'
import { searchTasks } from '#electron/engine/pipeline/task-search.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { LOST, listing, measured, ROW, search, searchFor, within } from '#test/support/lost-answer.ts'
import { type BenchOptions, openPipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

type Counts = { total?: number; totalPages?: number }

/** Answers in pages of two, whatever size is asked for, and counts as it likes; the task sought stands on the last one. */
function clamped(tasks: number, counts: (page: number) => Counts): BenchOptions {
  const rows = Array.from({ length: tasks }, (_, index): ListedTask => ({ ...ROW, taskId: `t${index + 1}` }))
  return {
    client: {
      list: async (_, { page }) => ({
        kind: 'page',
        rows: rows.slice((page - 1) * 2, page * 2),
        ...counts(page),
      }),
      query: async (_, taskId) => {
        const prompt = taskId === `t${tasks}` ? 'the mist is drifting' : 'a stranger sings'
        return { kind: 'task', task: succeededTask(taskId, { prompt }) }
      },
    },
  }
}

test.each<[string, (page: number) => Counts]>([
  ['nothing', () => ({})],
  ['all tasks, but pages of the size that was asked for', () => ({ total: 5, totalPages: 1 })],
  ['one page', () => ({ totalPages: 1 })],
])('a list that counts %s is read to its end', async (_, counts) => {
  const { bench, job } = await search(clamped(5, counts), 61_000)
  using __ = bench
  expect([job.state, job.taskId]).toEqual(['rendering', 't5'])
})

test('a list that shows less than it counts is no proof of absence: the user is asked', async () => {
  const { bench, job } = await search(
    clamped(1, () => ({ total: 3 })),
    61_000,
    [],
    { prompt: 'a fox runs' },
  )
  using _ = bench
  expect([job.state, job.dueAt]).toEqual(['unconfirmed', null])
  expect(job.error?.values.detail).toBe('The task list could not be read to its end.')
})

test('a list without an end is left after so many pages, and is no proof of absence', async () => {
  let made = 0
  const { bench, job } = await search(
    {
      client: {
        list: async () => ({
          kind: 'page',
          rows: [{ ...ROW, taskId: `t${++made}`, createdAt: MADE_AT - HOUR_MS }],
        }),
      },
    },
    61_000,
  )
  using _ = bench
  expect([job.state, job.dueAt, made]).toEqual(['unconfirmed', null, 400])
})

test.each([-13, -8, 1])('a list whose filter is read in a zone %i h off hides no task', async (hours) => {
  const rows = [{ ...ROW, taskId: 't1', createdAt: MADE_AT + 300 }]
  const { bench, job } = await search(
    {
      client: {
        list: async (_, { span, ...filter }) => {
          const off = hours * HOUR_MS
          const read = span && { from: span.from - off, to: span.to - off }
          return within({ ...filter, ...(read ? { span: read } : {}) }, rows)
        },
        query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
      },
    },
    61_000,
  )
  using _ = bench
  expect([job.state, job.taskId]).toEqual(['rendering', 't1'])
})

test('a filter that is refused is left out', async () => {
  const rows = [{ ...ROW, taskId: 't1' }]
  const { bench, job } = await search(
    {
      client: {
        list: async (_, filter) =>
          filter.span ? { kind: 'refused', refusal: refusal('fail') } : within(filter, rows),
        query: async (_, taskId) => ({ kind: 'task', task: succeededTask(taskId) }),
      },
    },
    1_000,
  )
  using _ = bench
  expect(job.taskId).toBe('t1')
})

test('a task whose row names no model may be ours', async () => {
  const { bench, job } = await search(listing([succeededTask('t1')], [{ model: '' }]), 61_000)
  using _ = bench
  expect(job.taskId).toBe('t1')
})

test('no span asked for is longer than the list goes back', async () => {
  const spans: number[] = []
  using bench = openPipelineBench({
    client: {
      list: async (_, filter) => {
        if (filter.span) spans.push(filter.span.to - filter.span.from)
        return within(filter, [])
      },
    },
  })
  const job = measured(bench, bench.queue({ ...LOST, lostAt: MADE_AT + 30 * HOUR_MS }), 0)
  await bench.clock.advance(30 * HOUR_MS + MINUTE_MS)
  const profile = await bench.context.profileOf(job)
  await bench.clock.until(searchTasks(bench.context, job, profile))
  expect(spans).toEqual([24 * HOUR_MS - MINUTE_MS])
  expect((await searchFor(bench, job)).dueAt).toBe(null)
})
