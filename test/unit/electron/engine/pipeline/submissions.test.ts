/** Whose turn it is: caps that hold one batch or all, and what ends the waiting. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import type { Caps } from '#shared/budget.ts'
import { DATA_URI_MAX_BYTES } from '#shared/happyhorse.ts'
import { DEFAULT_SETTINGS, type Settings } from '#shared/settings.ts'
import { HOUR_MS, MINUTE_MS } from '#shared/time.ts'
import { openPipelineBench, type PipelineBench, refusal } from '#test/support/pipeline.ts'

/** ¥0.90 a second, 5 seconds. */
const TAKE = 4_500_000
const PAID = { service: 'beijing', estimate: { micros: TAKE, currency: 'CNY' } } as const
const NOON = new Date(2026, 10, 22, 12).getTime()

function open(caps: Partial<Caps> = {}) {
  const settings: Settings = { ...DEFAULT_SETTINGS, caps: { ...DEFAULT_SETTINGS.caps, ...caps } }
  const bench = openPipelineBench({ settings })
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
