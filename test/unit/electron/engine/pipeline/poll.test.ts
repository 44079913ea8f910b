/** What the service's word about a task means. */

import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { Fault, RemoteTask } from '#electron/engine/happyhorse/outcomes.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { poll } from '#electron/engine/pipeline/poll.ts'
import { LIFETIMES } from '#shared/happyhorse.ts'
import { HOUR_MS } from '#shared/time.ts'
import { MADE_AT } from '#test/support/job-table.ts'
import { openPipelineBench, refusal, succeededTask } from '#test/support/pipeline.ts'

const RENDERING = {
  ...{ state: 'rendering', taskId: 't1', taskStatus: 'PENDING', acceptedAt: MADE_AT, dueAt: MADE_AT },
  taskDiesAt: MADE_AT + LIFETIMES.taskMs,
} as const satisfies Partial<JobRecord>

async function look(said: RemoteTask | Fault, fields: Partial<JobRecord> = {}) {
  const outcome = 'taskId' in said ? ({ kind: 'task', task: said } as const) : said
  const bench = openPipelineBench({ client: { query: async () => outcome } })
  const job = bench.queue({ ...RENDERING, ...fields })
  apply(bench.context, job, await poll(bench.context, job))
  return { bench, job: bench.job(job.id), story: bench.story(job.id) }
}

test('a task that runs is looked at again, and only news goes into the history', async () => {
  const first = await look({ taskId: 't1', status: 'RUNNING' })
  using _ = first.bench
  expect([first.job.state, first.job.taskStatus, first.job.dueAt]).toEqual([
    'rendering',
    'RUNNING',
    MADE_AT + 15_000,
  ])
  expect(first.story).toEqual(['created', 'progressed'])
  const second = await look({ taskId: 't1', status: 'RUNNING' }, { taskStatus: 'RUNNING' })
  using __ = second.bench
  expect([second.story, second.job.dueAt]).toEqual([['created'], MADE_AT + 15_000])
})

test('success books what was billed at once, before a byte is fetched', async () => {
  const task = succeededTask('t1', {
    linkDiesAt: MADE_AT + 99,
    usage: { billedSeconds: 6, resolution: '1080P' },
  })
  const { bench, job } = await look(task, { service: 'beijing', pinnedPrices: { '1080P': 1_200_000 } })
  using _ = bench
  expect(job).toMatchObject({
    ...{ state: 'downloading', videoUrl: 'https://store/t1.mp4', linkDiesAt: MADE_AT + 99, dueAt: MADE_AT },
    ...{ billedSeconds: 6, billedResolution: '1080P', actual: { micros: 7_200_000, currency: 'CNY' } },
  })
})

test('without usage the estimate stands, and without an expiry the link lives a day from the end', async () => {
  const { usage: _, ...task } = succeededTask('t1', { endTime: MADE_AT - 1_000 })
  const { bench, job } = await look(task, { service: 'beijing' })
  using __ = bench
  expect([job.actual?.micros, job.linkDiesAt]).toEqual([4_500_000, MADE_AT - 1_000 + LIFETIMES.linkMs])
})

test('a failed task ends its job with the reason of the service', async () => {
  const task: RemoteTask = { taskId: 't1', status: 'FAILED', refusal: refusal('fail', 'moderated-output') }
  const { bench, job } = await look(task)
  using _ = bench
  expect([job.state, job.error?.code, job.retakable, job.dueAt]).toEqual([
    'failed',
    'moderated-output',
    false,
    null,
  ])
})

test('UNKNOWN for a task as old as tasks become, and CANCELED, are ends', async () => {
  const vanished = await look({ taskId: 't1', status: 'UNKNOWN' }, { taskDiesAt: MADE_AT })
  using _ = vanished.bench
  expect([vanished.job.state, vanished.job.error?.code]).toEqual(['failed', 'task-vanished'])
  const canceled = await look({ taskId: 't1', status: 'CANCELED' })
  using __ = canceled.bench
  expect([canceled.job.state, canceled.job.error]).toEqual(['canceled', null])
})

/** A young task, looked at whenever it is due until its job has left the state it is in. */
async function follow(...answers: (RemoteTask['status'] | Fault)[]) {
  let looks = 0
  const bench = openPipelineBench({
    client: {
      query: async (_, taskId) => {
        const said = answers[Math.min(looks++, answers.length - 1)] ?? 'UNKNOWN'
        if (typeof said !== 'string') return said
        return { kind: 'task', task: said === 'SUCCEEDED' ? succeededTask(taskId) : { taskId, status: said } }
      },
    },
  })
  let job = bench.queue(RENDERING)
  while (job.state === 'rendering') {
    bench.clock.jump(Math.max(0, (job.dueAt ?? 0) - bench.clock.now()))
    apply(bench.context, job, await poll(bench.context, job))
    job = bench.job(job.id)
  }
  return { bench, job, looks, tookMs: bench.clock.now() - MADE_AT }
}

test('a young task that is denied once is asked for again, and what was paid for comes home', async () => {
  const { bench, job } = await follow('UNKNOWN', 'RUNNING', 'SUCCEEDED')
  using _ = bench
  expect([job.state, bench.story(job.id)]).toEqual([
    'downloading',
    ['created', 'progressed', 'progressed', 'succeeded'],
  ])
})

test('a young task that is denied again and again is given up within minutes, in doubt of what it cost', async () => {
  const { bench, job, looks, tookMs } = await follow('UNKNOWN')
  using _ = bench
  expect([job.state, job.error?.code, looks]).toEqual(['failed', 'task-vanished', 8])
  expect(job.doubtedMicros).toBe(job.estimate.micros)
  expect(tookMs).toBeGreaterThan(60_000)
  expect(tookMs).toBeLessThan(5 * 60_000)
})

test('faults between denials are no denials, and a sign of life makes them start anew', async () => {
  const busy: Fault = { kind: 'unanswered', detail: 'a page of a gateway' }
  const denied = Array.from({ length: 7 }, () => 'UNKNOWN' as const)
  const spared = await follow(...denied, busy, 'RUNNING', ...denied, busy, 'SUCCEEDED')
  using _ = spared.bench
  expect(spared.job.state).toBe('downloading')
})

test('by a clock set ahead alone no task is too old', async () => {
  const bench = openPipelineBench({
    client: {
      query: async (_, taskId) => ({
        kind: 'task',
        task: { taskId, status: 'UNKNOWN' },
        serverDate: MADE_AT + 1_000,
      }),
    },
  })
  using _ = bench
  const job = bench.queue(RENDERING)
  bench.clock.jump(26 * HOUR_MS)
  apply(bench.context, job, await poll(bench.context, job))
  expect(bench.job(job.id).state).toBe('rendering')
})

test.each<Fault>([
  { kind: 'never-left', detail: 'ENOTFOUND' },
  { kind: 'unanswered', detail: 'a page of a gateway' },
  { kind: 'throttled', refusal: refusal('wait', 'throttled') },
  { kind: 'refused', refusal: refusal('fail') },
])('a fault of kind $kind while polling only means to look again', async (fault) => {
  const { bench, job } = await look(fault, { attempts: 2 })
  using _ = bench
  expect([job.state, job.attempts, job.dueAt]).toEqual(['rendering', 3, MADE_AT + 3_000])
  expect(job.error).not.toBeNull()
})

test('a refused key while polling pauses the queue and keeps the job', async () => {
  const { bench, job } = await look({ kind: 'refused', refusal: refusal('stop', 'key-refused') })
  using _ = bench
  expect(job.state).toBe('rendering')
  expect(bench.tables.settings.pause()?.error?.code).toBe('key-refused')
})

test('there is no deadline of our own: a task is asked about for as long as nobody says it is gone', async () => {
  const longAgo = { taskDiesAt: MADE_AT - 100 * HOUR_MS }
  const offline = await look({ kind: 'never-left', detail: 'offline' }, longAgo)
  using _ = offline.bench
  expect(offline.job.state).toBe('rendering')
  const refused = await look({ kind: 'refused', refusal: refusal('fail') }, longAgo)
  using __ = refused.bench
  expect(refused.job.state).toBe('failed')
})
