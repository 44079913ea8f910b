/** When a task is looked at next. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JobRecord } from '#electron/engine/database/job-record.ts'
import { firstLookAt, nextLookAt } from '#electron/engine/pipeline/look-plan.ts'
import { MADE_AT } from '#test/support/job-table.ts'

const JOB = {
  ...{ service: 'beijing', baseUrl: '', model: 'happyhorse-1.1-i2v' },
  ...{ resolution: '720P', durationSeconds: 5, acceptedAt: MADE_AT },
} satisfies Partial<JobRecord>

/** Looks after renders that took so many seconds; `now` in seconds after acceptance. */
function plan(pastSeconds: number[], now: number, more: { pollMs?: number; phase?: number } = {}) {
  const { pollMs = 15_000, phase = 0 } = more
  const context = {
    ...{ phase, clock: { now: () => MADE_AT + now * 1_000 }, pace: { pollMs } },
    tables: { dueJobs: { renderTimes: () => pastSeconds.map((seconds) => seconds * 1_000) } },
  } as unknown as Parameters<typeof nextLookAt>[0]
  const inSeconds = (at: number) => (at - MADE_AT) / 1_000
  return {
    first: () => inSeconds(firstLookAt(context, JOB as JobRecord)),
    next: (status = 'RUNNING', startedAt = MADE_AT) =>
      inSeconds(nextLookAt(context, JOB as JobRecord, { status, startedAt })),
  }
}

/** A hundred seconds, give or take. */
const HUNDRED = [90, 92, 95, 97, 100, 100, 103, 105, 108, 112]

test('the first look comes after the advised pause', () => {
  expect(plan([], 0).first()).toBe(15)
})

test('as long as renders of a kind are few, looks keep the advised pause', () => {
  expect(plan([100, 100, 100], 15).next()).toBe(30)
})

test('a task is not looked at before one like it was ever done, then often, then seldom again', () => {
  expect(plan(HUNDRED, 15).next()).toBe(90)
  expect(plan(HUNDRED, 90).next()).toBe(95)
  expect(plan(HUNDRED, 135).next()).toBe(140)
  expect(plan(HUNDRED, 145).next()).toBe(160)
})

test('a task that waits at the service is not looked at before it can have been rendered', () => {
  expect(plan(HUNDRED, 30).next('PENDING')).toBe(120)
})

test('the render counts from its own beginning', () => {
  expect(plan(HUNDRED, 200).next('RUNNING', MADE_AT + 190_000)).toBe(280)
})

test('however short the pause is wished, the vendor is asked every five seconds at most', () => {
  expect(plan([], 0, { pollMs: 100 }).first()).toBe(5)
  expect(plan(HUNDRED, 100, { pollMs: 100 }).next()).toBe(105)
})

test('that holds for any address of the vendor’s, also one that ends in the dot of the root', () => {
  const looks = (baseUrl: string) => {
    const context = {
      ...{ phase: 0, clock: { now: () => MADE_AT }, pace: { pollMs: 100 } },
      tables: { dueJobs: { renderTimes: () => [] } },
    } as unknown as Parameters<typeof nextLookAt>[0]
    return firstLookAt(context, { ...JOB, service: 'custom', baseUrl } as JobRecord) - MADE_AT
  }
  expect(looks('https://llm-1.cn-beijing.maas.aliyuncs.com/api/v1')).toBe(5_000)
  expect(looks('https://dashscope.aliyuncs.com./api/v1')).toBe(5_000)
  expect(looks('http://127.0.0.1:4500/api/v1')).toBeLessThan(200)
})

test('looks of one run keep one beat, come later than now, and not later than a beat after their time', () => {
  const past = fc.array(fc.integer({ min: 20, max: 900 }), { minLength: 8, maxLength: 40 })
  const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(past, fc.integer({ min: 0, max: 1_000 }), phases, (seconds, now, phase) => {
      const at = plan(seconds, now, { phase }).next()
      expect(at).toBeGreaterThanOrEqual(now + 2.5 - 0.001)
      const soonest = Math.min(...seconds)
      const slowest = Math.max(...seconds)
      expect(at).toBeLessThanOrEqual(Math.max(slowest, now + 15, soonest) + 2.5 + 0.001)
      const beats = (MADE_AT / 1_000 + at) / 5 - phase
      expect(Math.abs(beats - Math.round(beats))).toBeLessThan(0.001)
    }),
  )
})
