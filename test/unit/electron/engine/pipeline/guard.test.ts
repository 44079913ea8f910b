/** The spend guard: no claim without room under every cap. */

import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { apply } from '#electron/engine/pipeline/apply.ts'
import { hearDate } from '#electron/engine/pipeline/calendar.ts'
import { poll } from '#electron/engine/pipeline/poll.ts'
import { claim } from '#electron/engine/pipeline/submit.ts'
import { AppError } from '#shared/app-error.ts'
import type { Caps } from '#shared/budget.ts'
import { DEFAULT_SETTINGS } from '#shared/settings.ts'
import { HOUR_MS } from '#shared/time.ts'
import { openPipelineBench, type PipelineBench, succeededTask } from '#test/support/pipeline.ts'

/** ¥0.90 a second, 5 seconds. */
const TAKE = 4_500_000
const PAID = { service: 'beijing', durationSeconds: 5, resolution: '720P' } as const
const NOON = new Date(2026, 10, 22, 12).getTime()

function open(caps: Partial<Caps>, at = NOON) {
  const bench = openPipelineBench({
    settings: { ...DEFAULT_SETTINGS, caps: { ...DEFAULT_SETTINGS.caps, ...caps } },
  })
  bench.clock.jump(at - bench.clock.now())
  return bench
}

const add = (bench: PipelineBench, more: Partial<JobRecord> = {}) =>
  bench.queue({ ...PAID, estimate: { micros: TAKE, currency: 'CNY' }, ...more })

/** The code and values of what stands in the way; `claimed` when nothing does. */
function tryClaim(bench: PipelineBench, job: JobRecord) {
  try {
    return claim(bench.context, job) ? 'claimed' : 'gone'
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.toJSON()
    throw thrown
  }
}

function end(
  bench: PipelineBench,
  id: string,
  event: 'refused' | 'throttled' | 'unanswered' | 'accepted',
  more = {},
) {
  return apply(bench.context, bench.job(id), { event, patch: { dueAt: NOON, ...more } })
}

test('a claim reserves its worst case and its moment in the row', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  expect(bench.job('j1')).toMatchObject({ bookedAt: NOON, reservedMicros: TAKE, doubtedMicros: 0 })
})

test('a take that does not fit is not claimed, and the reason names cap, spent, reserved and room', () => {
  using bench = open({ dayMicros: 10_000_000 })
  for (let count = 0; count < 3; count += 1) add(bench)
  expect(['j1', 'j2'].map((id) => tryClaim(bench, bench.job(id)))).toEqual(['claimed', 'claimed'])
  end(bench, 'j1', 'accepted', { taskId: 'a' })
  apply(bench.context, bench.job('j1'), { event: 'succeeded', patch: { actualMicros: TAKE } })
  expect(tryClaim(bench, bench.job('j3'))).toEqual({
    code: 'cap-reached',
    values: {
      ...{ window: 'day', cap: '¥10.00', spent: '¥4.50', reserved: '¥4.50', needed: '¥4.50', room: '¥1.00' },
    },
  })
  expect([bench.job('j3').state, bench.story('j3')]).toEqual(['queued', ['created']])
})

test.each(['refused', 'throttled'] as const)('what is %s gives its reservation back', (event) => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', event)
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a lost answer holds its reservation until it is found to be no task', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'unanswered')
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
  apply(bench.context, bench.job('j1'), { event: 'absent', patch: { dueAt: NOON } })
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a task that vanished counts as possibly spent until the user says otherwise', () => {
  using bench = open({ monthMicros: TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'accepted', { taskId: 'a' })
  apply(bench.context, bench.job('j1'), { event: 'vanished', patch: { dueAt: null } })
  expect(bench.job('j1').doubtedMicros).toBe(TAKE)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ values: { window: 'month', spent: '¥4.50' } })
  bench.tables.jobs.note('j1', 'failed', { doubtedMicros: 0 })
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a submission sent anew on the user’s word counts twice: the first may have been billed', () => {
  using bench = open({ dayMicros: 2 * TAKE })
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'unanswered')
  apply(bench.context, bench.job('j1'), { event: 'absent', facts: { by: 'user' }, patch: { dueAt: NOON } })
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  const spending = bench.tables.spending.since('CNY', 0)
  expect(spending).toEqual({ spentMicros: 0, reservedMicros: TAKE, doubtedMicros: TAKE })
})

test('a bill above the reservation is booked as it is and stops what comes next', () => {
  using bench = open({ dayMicros: 2 * TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'accepted', { taskId: 'a' })
  apply(bench.context, bench.job('j1'), { event: 'succeeded', patch: { actualMicros: 3 * TAKE } })
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ values: { spent: '¥13.50', room: '¥0.00' } })
})

/** A reply of the service comes in; its clock is ahead of ours by so much. */
const hear = ({ context, clock }: PipelineBench, aheadMs = 0) =>
  hearDate(context, clock.now() + aheadMs, clock.now())

test('a new day and a new month begin at midnight of the machine’s own calendar, once a reply says so', () => {
  const eve = new Date(2026, 10, 30, 23, 59).getTime()
  using bench = open({ dayMicros: TAKE, monthMicros: 2 * TAKE }, eve)
  for (let count = 0; count < 5; count += 1) add(bench)
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ values: { window: 'day' } })
  bench.clock.jump(60_000)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ values: { window: 'day' } })
  hear(bench)
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
  bench.clock.jump(24 * HOUR_MS)
  hear(bench)
  expect(tryClaim(bench, bench.job('j3'))).toBe('claimed')
  bench.clock.jump(24 * HOUR_MS)
  hear(bench)
  expect(tryClaim(bench, bench.job('j4'))).toMatchObject({ values: { window: 'month' } })
})

test('a clock that is set back opens no second day', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  bench.clock.jump(-26 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
  bench.clock.jump(26 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
})

test('a clock that jumps a day ahead opens no second day, neither there nor on its way back', () => {
  using bench = open({ dayMicros: 5_000_000 })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  bench.clock.jump(26 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
  hear(bench, -26 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
  bench.clock.jump(-26 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
})

test('what is claimed while only our own clock sees a new day counts in both', () => {
  using bench = open({ dayMicros: 2 * TAKE })
  for (let count = 0; count < 4; count += 1) add(bench)
  tryClaim(bench, bench.job('j1'))
  bench.clock.jump(24 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
  hear(bench)
  expect(tryClaim(bench, bench.job('j3'))).toBe('claimed')
  expect(tryClaim(bench, bench.job('j4'))).toMatchObject({ code: 'cap-reached' })
})

test('a date that is off by weeks opens no day, and a reply without one leaves us our own clock', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  tryClaim(bench, bench.job('j1'))
  hear(bench, 400 * HOUR_MS)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
  bench.clock.jump(24 * HOUR_MS)
  hearDate(bench.context, undefined, bench.clock.now())
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a clock that runs a day ahead for good takes nothing from the next day', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench)
  add(bench)
  const ahead = -26 * HOUR_MS
  bench.clock.jump(-ahead)
  hear(bench, ahead)
  bench.context.skew.learn('', bench.clock.now() + ahead, bench.clock.now())
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  bench.clock.jump(24 * HOUR_MS)
  hear(bench, ahead)
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a batch keeps to its own cap, which goes before the one in the settings', () => {
  using bench = open({ batchMicros: 10 * TAKE })
  bench.tables.batches.setCap('b1', TAKE)
  add(bench)
  add(bench)
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ values: { window: 'batch', cap: '¥4.50' } })
  bench.tables.batches.setCap('b1', null)
  expect(tryClaim(bench, bench.job('j2'))).toBe('claimed')
})

test('a rehearsal passes any cap and counts for nothing', () => {
  using bench = open({ dayMicros: 0 })
  add(bench, { service: 'rehearsal', estimate: { micros: 0, currency: 'CNY' } })
  add(bench)
  expect(tryClaim(bench, bench.job('j1'))).toBe('claimed')
  expect(bench.tables.spending.since('CNY', 0).reservedMicros).toBe(0)
  expect(tryClaim(bench, bench.job('j2'))).toMatchObject({ code: 'cap-reached' })
})

test('a price that has risen since it was agreed is reserved at its new height', () => {
  using bench = open({ dayMicros: TAKE })
  add(bench, { estimate: { micros: TAKE - 1, currency: 'CNY' } })
  tryClaim(bench, bench.job('j1'))
  expect(bench.job('j1').reservedMicros).toBe(TAKE)
})

test('a price that rises after the claim changes nothing in its bill', async () => {
  const settings = { ...DEFAULT_SETTINGS, caps: { ...DEFAULT_SETTINGS.caps, dayMicros: 5_000_000 } }
  using bench = openPipelineBench({
    settings,
    client: { query: async (_, id) => ({ kind: 'task', task: succeededTask(id) }) },
  })
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'accepted', { taskId: 'a' })
  settings.prices = { 'beijing/happyhorse-1.1-i2v/720P': 9_000_000 }
  apply(bench.context, bench.job('j1'), await poll(bench.context, bench.job('j1')))
  expect(bench.job('j1').actual?.micros).toBe(TAKE)
})

test('more seconds at another resolution are booked by the prices of the claim, and what is above the reservation is said', async () => {
  const settings = { ...DEFAULT_SETTINGS }
  const usage = { billedSeconds: 6, resolution: '1080P' } as const
  using bench = openPipelineBench({
    settings,
    client: { query: async (_, id) => ({ kind: 'task', task: succeededTask(id, { usage }) }) },
  })
  add(bench)
  tryClaim(bench, bench.job('j1'))
  end(bench, 'j1', 'accepted', { taskId: 'a' })
  settings.prices = { 'beijing/happyhorse-1.1-i2v/1080P': 9_000_000 }
  apply(bench.context, bench.job('j1'), await poll(bench.context, bench.job('j1')))
  expect(bench.job('j1').actual?.micros).toBe(7_200_000)
  const last = bench.tables.jobEvents.ofJob('j1').at(-1)
  expect(last?.facts).toMatchObject({ micros: 7_200_000, aboveReservedMicros: 2_700_000 })
  expect(bench.tables.spending.since('CNY', 0).spentMicros).toBe(7_200_000)
})

test('without a price nothing is claimed', () => {
  using bench = open({})
  add(bench, { model: 'happyhorse-9-i2v' })
  expect(tryClaim(bench, bench.job('j1'))).toMatchObject({ code: 'price-unknown' })
  expect(bench.job('j1').state).toBe('queued')
})

test('the queue pauses once at a cap, nothing fails, and paid work goes on', async () => {
  using bench = open({ dayMicros: TAKE })
  for (let count = 0; count < 3; count += 1) add(bench, { dueAt: NOON })
  bench.scheduler.start()
  await bench.clock.advance(16_000)
  expect(bench.calls).toEqual(['submit', 'query'])
  expect(bench.tables.settings.pause()).toMatchObject({ byUser: false, error: { code: 'cap-reached' } })
  expect(['j1', 'j2', 'j3'].map((id) => bench.job(id).state)).toEqual(['rendering', 'queued', 'queued'])
  await bench.scheduler.stop()
})
