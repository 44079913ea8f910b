/** Whatever comes back, it is sorted: nothing throws, no number is taken that money or waiting could not stand. */

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sort } from '#electron/engine/happyhorse/replies.ts'
import {
  parseLimits,
  parseList,
  parseModels,
  parsePolicy,
  parseSubmit,
  parseTask,
} from '#electron/engine/happyhorse/wire.ts'

/** A leaf of any kind, those among them that look like what is documented. */
const leaf = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    'SUCCEEDED',
    'FAILED',
    'PENDING',
    'Throttling.RateQuota',
    '2026-04-20 19:35:34.216',
    '720P',
  ),
  fc.constantFrom(0, -5, 1e308, 1.5, '5', '-3', '1e999', 'Infinity', '1776771334000', '9'.repeat(400)),
  fc.constantFrom('https://a.oss-cn-beijing.aliyuncs.com/x.mp4?Expires=1776771334&Signature=a'),
)

/** An object with some of the names, whatever stands behind them. */
const some = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] })
const named = (...names: string[]) => Object.fromEntries(names.map((name) => [name, leaf]))

const output = some(
  named('task_id', 'task_status', 'submit_time', 'end_time', 'orig_prompt', 'video_url', 'code'),
)
const usage = some(named('duration', 'output_video_duration', 'SR'))
const row = some(named('task_id', 'status', 'model_name', 'gmt_create', 'start_time', 'end_time'))
const limit = some(named('request_limit', 'request_limit_period', 'async_user_queue_limit'))
const quota = some({ model: fc.constant('m'), model_limit: limit, workspace_limit: limit })

const reply = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  some({
    ...named('code', 'message', 'request_id', 'error'),
    output: fc.oneof(output, leaf),
    usage: fc.oneof(usage, leaf),
  }),
  some({ ...named('total', 'total_page'), data: fc.oneof(fc.array(row, { maxLength: 3 }), leaf) }),
  some({ output: some({ quotas: fc.array(quota, { maxLength: 2 }), models: leaf }) }),
)

const isMoment = (at: number | undefined) => at === undefined || Number.isSafeInteger(at)

describe('any JSON', () => {
  test('as a task is none, or one whose seconds can be billed and whose moments can be kept', () => {
    fc.assert(
      fc.property(reply, (json) => {
        const task = parseTask(json, 'asked')
        if (!task) return
        const { usage: billed, submitTime, scheduledTime, endTime, linkDiesAt } = task
        expect(task.taskId).not.toBe('')
        expect([submitTime, scheduledTime, endTime, linkDiesAt].every(isMoment)).toBe(true)
        if (billed) expect(billed.billedSeconds).toSatisfy((s: number) => s >= 0 && s <= 3_600)
        expect(task.refusal !== undefined).toBe(task.status === 'FAILED')
      }),
      { numRuns: 500, examples: [[{ output: { task_id: '', task_status: 'SUCCEEDED' } }]] },
    )
  })

  test('as a list is none, or rows with an id and a moment, and counts that end or are not told', () => {
    fc.assert(
      fc.property(reply, (json) => {
        const list = parseList(json, 50)
        if (!list) return
        for (const one of list.rows) {
          expect(one.taskId).not.toBe('')
          expect(
            Number.isSafeInteger(one.createdAt) && isMoment(one.startedAt) && isMoment(one.endedAt),
          ).toBe(true)
        }
        const { total = list.rows.length, totalPages = 0 } = list
        expect(total).toBeGreaterThanOrEqual(list.rows.length)
        expect([total, totalPages].every(Number.isFinite)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('as anything else throws nothing, and limits are numbers above zero', () => {
    fc.assert(
      fc.property(reply, (json) => {
        for (const parse of [parseSubmit, parsePolicy, parseModels]) parse(json)
        for (const one of Object.values(parseLimits(json, 'm') ?? {}))
          expect(one).toSatisfy((number: number) => number > 0 && Number.isFinite(number))
      }),
      { numRuns: 500 },
    )
  })
})

const text = fc.oneof(
  reply.map((json) => JSON.stringify(json)),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.constantFrom('', '<html><h1>502 Bad Gateway</h1>', '{"output":{"task_id":"t'),
)
const header = fc.oneof(
  fc.string(),
  fc.constantFrom('5', '-1', '1e9', 'Mon, 20 Apr 2026 11:35:34 GMT', '99'.repeat(200)),
)
const headers = fc.record(
  { 'retry-after': header, date: header, 'x-request-id': header },
  { requiredKeys: [] },
)

describe('any answer', () => {
  test('is sorted: a failing server never counts as a no, a no never as an answer, a wait is never endless', () => {
    fc.assert(
      fc.property(fc.integer({ min: 200, max: 599 }), headers, text, (status, given, body) => {
        const sorted = sort({ kind: 'answered', status, headers: given, text: body })
        const says = { json: status < 300, unanswered: true, throttled: status < 500, refused: status < 500 }
        expect(says).toHaveProperty(sorted.kind, true)
        if (status >= 500) expect(sorted.kind).toBe('unanswered')
        if (status >= 400) expect(sorted.kind).not.toBe('json')
        const later = 'retryAfterMs' in sorted ? sorted.retryAfterMs : undefined
        if (later !== undefined) expect(later).toSatisfy((ms: number) => ms >= 0 && Number.isFinite(ms))
        if (sorted.kind === 'json') expect(isMoment(sorted.serverDate)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('of status 200 that names a task is the task, whatever else it says', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), reply, (taskId, more) => {
        const around = typeof more === 'object' && !Array.isArray(more) ? more : {}
        const body = JSON.stringify({ ...around, output: { task_id: taskId } })
        const sorted = sort({ kind: 'answered', status: 200, headers: {}, text: body })
        expect(sorted.kind === 'json' && parseSubmit(sorted.json)?.taskId).toBe(taskId)
      }),
    )
  })
})
