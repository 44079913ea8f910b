/** Whose turn it is: caps that hold one batch or all, and what ends the waiting. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import type { HappyHorseClient } from '#electron/engine/happyhorse/client.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { DayWatch } from '#electron/engine/pipeline/day-watch.ts'
import type { Caps } from '#shared/budget.ts'
import { DATA_URI_MAX_BYTES } from '#shared/happyhorse.ts'
import { DEFAULT_SETTINGS, type Settings } from '#shared/settings.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { openPipelineBench, type PipelineBench, refusal } from '#test/support/pipeline.ts'

/** ¥0.90 a second, 5 seconds. */
const TAKE = 4_500_000
const PAID = { service: 'beijing', estimate: { micros: TAKE, currency: 'CNY' } } as const
const NOON = new Date(2026, 10, 22, 12).getTime()

/** `aheadMs`: the service's clock against ours; undefined while it cannot be reached. */
function open(caps: Partial<Caps> = {}, aheadMs?: () => number | undefined) {
  const settings: Settings = { ...DEFAULT_SETTINGS, caps: { ...DEFAULT_SETTINGS.caps, ...caps } }
  const dated = <Answer extends object>(answer: Answer) => {
    const ahead = aheadMs?.()
    if (ahead === undefined) return { kind: 'never-left' as const, detail: 'no network' }
    return { ...answer, serverDate: bench.clock.now() + ahead }
  }
  const client: Partial<HappyHorseClient> = {
    query: async (_, taskId) =>
      dated({ kind: 'task' as const, task: { taskId, status: 'RUNNING' as const } }),
    list: async () => dated({ kind: 'page' as const, rows: [], total: 0, totalPages: 0 }),
  }
  const bench = openPipelineBench({ settings, ...(aheadMs ? { client } : {}) })
  bench.clock.jump(NOON - bench.clock.now())
  bench.tables.batches.insert({ id: 'b2', projectId: 'p1', estimate: PAID.estimate, createdAt: NOON })
  return Object.assign(bench, { settings })
}

const add = (bench: PipelineBench, more: Partial<JobRecord> = {}) =>
  bench.queue({ ...PAID, dueAt: NOON, ...more })
const states = (bench: PipelineBench, ...ids: string[]) => ids.map((id) => bench.job(id).state)

test('a batch at its own cap holds its own jobs alone, and says so', async () => {
  using bench = open()
  bench.tables.batches.setCap('b1', TAKE)
  for (let count = 0; count < 3; count += 1) add(bench)
  add(bench, { batchId: 'b2' })
  bench.scheduler.start()
  await bench.clock.advance(3_000)
  expect(states(bench, 'j1', 'j2', 'j3', 'j4')).toEqual(['rendering', 'queued', 'queued', 'rendering'])
  expect(bench.tables.settings.pause()).toBeNull()
  expect(bench.scheduler.heldBatches()).toMatchObject([
    { batchId: 'b1', projectId: 'p1', jobs: 2, error: { code: 'cap-reached', values: { window: 'batch' } } },
  ])
  await bench.scheduler.stop()
})

test('a held batch goes on by itself when its reservation is released', async () => {
  using bench = open()
  bench.tables.batches.setCap('b1', TAKE)
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  expect(states(bench, 'j1', 'j2')).toEqual(['rendering', 'queued'])
  apply(bench.context, bench.job('j1'), { event: 'broke', patch: { dueAt: null } })
  bench.scheduler.nudge()
  await bench.clock.advance(1_000)
  expect(states(bench, 'j1', 'j2')).toEqual(['failed', 'rendering'])
  expect(bench.scheduler.heldBatches()).toEqual([])
  await bench.scheduler.stop()
})

test('a held batch goes on when its cap is raised, and the change is told', async () => {
  using bench = open()
  let told = 0
  bench.context.statusMoved = () => {
    told += 1
  }
  bench.tables.batches.setCap('b1', TAKE)
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  expect([told, bench.scheduler.heldBatches().length]).toEqual([1, 1])
  bench.tables.batches.setCap('b1', 2 * TAKE)
  bench.scheduler.nudge()
  await bench.clock.advance(1_000)
  expect(states(bench, 'j1', 'j2')).toEqual(['rendering', 'rendering'])
  expect([told, bench.scheduler.heldBatches().length]).toEqual([2, 0])
  await bench.scheduler.stop()
})

test('with nothing left but a held batch the queue is idle', async () => {
  using bench = open()
  bench.tables.batches.setCap('b1', 0)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(10)
  await bench.scheduler.whenIdle()
  expect([bench.calls, bench.job('j1').state]).toEqual([[], 'queued'])
  await bench.scheduler.stop()
})

test('a day that is full rests the queue, which goes on by itself at midnight', async () => {
  using bench = open({ dayMicros: TAKE })
  bench.clock.jump(12 * HOUR_MS - MINUTE_MS)
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  expect(bench.tables.settings.pause()).toMatchObject({ byUser: false, error: { code: 'cap-reached' } })
  await bench.clock.advance(MINUTE_MS / 2)
  expect(states(bench, 'j1', 'j2')).toEqual(['rendering', 'queued'])
  await bench.clock.advance(MINUTE_MS / 2)
  expect([states(bench, 'j1', 'j2'), bench.tables.settings.pause()]).toEqual([
    ['rendering', 'rendering'],
    null,
  ])
  await bench.scheduler.stop()
})

test('a queue that waits for a new day asks the service whether it has come, and believes no clock of its own', async () => {
  let ahead = 0
  using bench = open({ dayMicros: TAKE }, () => ahead)
  bench.clock.jump(12 * HOUR_MS - 10 * MINUTE_MS)
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  bench.clock.jump(26 * HOUR_MS)
  ahead = -26 * HOUR_MS
  await bench.clock.advance(2 * MINUTE_MS)
  expect(states(bench, 'j1', 'j2')).toEqual(['rendering', 'queued'])
  const asked = bench.calls.filter((call) => call === 'list').length
  await bench.clock.advance(7 * MINUTE_MS)
  expect([states(bench, 'j2'), bench.calls.filter((call) => call === 'list').length]).toEqual([
    ['queued'],
    asked,
  ])
  await bench.clock.advance(2 * MINUTE_MS)
  expect(states(bench, 'j2')).toEqual(['rendering'])
  await bench.scheduler.stop()
})

test('the answer that opens a day also tells how far the service’s clock is ahead: the next claim is written down by it', async () => {
  using bench = open({ dayMicros: TAKE }, () => HOUR_MS)
  const job = add(bench)
  const { baseUrl } = await bench.context.profileOf(job)
  expect(bench.context.skew.measured(baseUrl)).toBeUndefined()
  await new DayWatch(bench.context).ask(job)
  expect(bench.context.skew.measured(baseUrl)).toBe(HOUR_MS)
})

test('a machine that slept into a new day goes on as soon as the service can be asked', async () => {
  let reachable = true
  using bench = open({ dayMicros: TAKE }, () => (reachable ? 0 : undefined))
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  reachable = false
  bench.clock.jump(20 * HOUR_MS)
  await bench.clock.advance(5 * MINUTE_MS)
  expect(states(bench, 'j1', 'j2')).toEqual(['rendering', 'queued'])
  reachable = true
  await bench.clock.advance(5 * MINUTE_MS)
  expect(states(bench, 'j2')).toEqual(['rendering'])
  await bench.scheduler.stop()
})

test('a reservation that is released ends the pause it had caused, but never one of the user', async () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  bench.scheduler.start()
  await bench.clock.advance(1_000)
  bench.tables.settings.savePause({ byUser: true, error: null, since: NOON })
  apply(bench.context, bench.job('j1'), { event: 'broke', patch: { dueAt: null } })
  bench.scheduler.nudge()
  await bench.clock.advance(1_000)
  expect(states(bench, 'j2')).toEqual(['queued'])
  bench.tables.settings.savePause(null)
  bench.scheduler.release()
  await bench.clock.advance(1_000)
  expect(states(bench, 'j2')).toEqual(['rendering'])
  await bench.scheduler.stop()
})

test('a run of its own sends what it has queued itself, fetches what others paid for, and is idle without the rest', async () => {
  using bench = open()
  bench.context.ownBatchesOnly = true
  bench.tables.batches.ofThisRun.clear()
  add(bench)
  add(bench, { state: 'rendering', taskId: 'paid', batchId: 'b1' })
  bench.tables.batches.insert({ id: 'b3', projectId: 'p1', estimate: PAID.estimate, createdAt: NOON })
  add(bench, { batchId: 'b3' })
  bench.scheduler.start()
  await bench.clock.advance(3_000)
  expect(states(bench, 'j1', 'j2', 'j3')).toEqual(['queued', 'rendering', 'rendering'])
  expect(bench.calls).toContain('query')
  for (const id of ['j2', 'j3'])
    apply(bench.context, bench.job(id), { event: 'broke', patch: { dueAt: null } })
  await bench.scheduler.whenIdle()
  expect(states(bench, 'j1')).toEqual(['queued'])
  await bench.scheduler.stop()
})

test('a picture that storage puts off keeps no other job waiting', async () => {
  const upload = async () => ({ kind: 'throttled', refusal: refusal('wait', 'throttled') }) as const
  using bench = openPipelineBench({ client: { upload } })
  const large = join(bench.folder, 'large.png')
  writeFileSync(large, Buffer.alloc(DATA_URI_MAX_BYTES + 1))
  add(bench, { framePath: large, dueAt: 0 })
  for (let count = 0; count < 3; count += 1) add(bench, { dueAt: 0 })
  bench.scheduler.start()
  await bench.clock.advance(40_000)
  expect(states(bench, 'j2', 'j3', 'j4')).toEqual(['rendering', 'rendering', 'rendering'])
  expect(bench.job('j1')).toMatchObject({ state: 'queued', error: { code: 'throttled' } })
  await bench.scheduler.stop()
})
