/** The end of an outage. */

import { expect, test } from 'vitest'
import { Outage } from '#electron/engine/pipeline/outage.ts'
import { settle } from '#test/support/fake-clock.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, refusal } from '#test/support/pipeline.ts'

const SILENCE = { event: 'progressed', error: { code: 'unreachable', values: {} } } as const

test('an answer behind a silence ends the outage, once; a lost reply or a full disk does not', () => {
  const outage = new Outage()
  const answer = { event: 'progressed', patch: { error: null } } as const
  expect(outage.isOverWith(answer)).toBe(false)
  expect(outage.isOverWith(SILENCE)).toBe(false)
  expect(outage.isOverWith({})).toBe(false)
  expect(outage.isOverWith({ event: 'unanswered', error: { code: 'reply-lost', values: {} } })).toBe(false)
  expect(outage.isOverWith({ event: 'interrupted', error: { code: 'disk-refused', values: {} } })).toBe(false)
  expect(outage.isOverWith(answer)).toBe(true)
  expect(outage.isOverWith(answer)).toBe(false)
})

test('when the network is back, what waited for it is asked at once, and what waits for another reason goes on waiting', async () => {
  let isOut = true
  const asked: string[] = []
  using bench = openPipelineBench({
    client: {
      query: async (_profile, taskId) => {
        asked.push(taskId)
        if (isOut) return { kind: 'never-left', detail: 'no route' }
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  const base = { state: 'rendering', taskStatus: 'RUNNING', submittedAt: MADE_AT } as const
  bench.queue({ ...base, taskId: 'later', dueAt: MADE_AT + 7_000 })
  bench.queue({ ...base, taskId: 'first' })
  const slow = bench.queue({ ...base, taskId: 'patient', dueAt: MADE_AT + 3_600_000 })
  bench.scheduler.start()
  await bench.clock.advance(40_000)
  isOut = false
  asked.length = 0
  const dates = ['j1', 'j2'].map((id) => bench.job(id).dueAt ?? 0)
  expect(new Set(dates).size).toBe(2)
  const waitingUntil = Math.min(...dates)
  await bench.clock.advance(waitingUntil - bench.clock.now())
  await settle()
  expect(asked.length).toBe(2)
  expect(new Set(asked)).toEqual(new Set(['later', 'first']))
  expect(bench.job(slow.id).dueAt).toBe(MADE_AT + 3_600_000)
  await bench.scheduler.stop()
})

test('the end of an outage shortens no rest that the service has asked for', async () => {
  let isOut = true
  let sent = 0
  let asked = 0
  using bench = openPipelineBench({
    client: {
      submit: async () => {
        sent += 1
        return { kind: 'throttled', refusal: refusal('wait'), retryAfterMs: 600_000 }
      },
      query: async (_profile, taskId) => {
        asked += 1
        if (isOut) return { kind: 'never-left', detail: 'no route' }
        return { kind: 'task', task: { taskId, status: 'RUNNING' } }
      },
    },
  })
  for (const seed of [1, 2]) bench.queue({ seed })
  bench.queue({ state: 'rendering', taskStatus: 'RUNNING', submittedAt: MADE_AT, taskId: 'running' })
  bench.scheduler.start()
  await bench.clock.advance(20_000)
  expect([sent, asked > 0]).toEqual([1, true])
  isOut = false
  asked = 0
  await bench.clock.advance(120_000)
  expect([sent, asked > 0]).toEqual([1, true])
  await bench.clock.advance(600_000)
  expect(sent).toBe(2)
  await bench.scheduler.stop()
})

test('after a sleep all that is late is due at once, and what dies first is looked at first', () => {
  using bench = openPipelineBench()
  const { dueJobs } = bench.tables
  const base = { state: 'rendering', taskStatus: 'RUNNING' } as const
  bench.queue({ ...base, taskId: 'later', dueAt: MADE_AT - 50, taskDiesAt: MADE_AT + 9 })
  bench.queue({ ...base, taskId: 'sooner', dueAt: MADE_AT - 10, taskDiesAt: MADE_AT + 5 })
  bench.queue({ ...base, taskId: 'not late', dueAt: MADE_AT + 10 })
  bench.scheduler.lookNow()
  expect(dueJobs.due('rendering', MADE_AT, 9).map(({ taskId }) => taskId)).toEqual(['sooner', 'later'])
})
