/** Shows how tasks share slots, end and are forgotten, as time alone decides. */

import { expect, test } from 'vitest'
import { advance, type Change, isForgotten, type Life, nextChangeAt } from '#electron/rehearsal/lifecycle.ts'
import { virtualClock } from '#electron/rehearsal/virtual-clock.ts'

const HOUR = 3_600_000
const clock = virtualClock(1, () => 0)

function life(taskId: string, more: Partial<Life> = {}): Life {
  return {
    taskId,
    status: 'PENDING',
    fate: 'succeeds',
    renderMs: 100_000,
    createdAt: 0,
    startedAt: null,
    endedAt: null,
    failure: null,
    clip: { bytes: 1, etag: 'A', readyAt: 0 },
    ...more,
  }
}

/** Applies changes as the task book does. */
function after(lane: readonly Life[], changes: readonly Change[]): Life[] {
  const byId = new Map(lane.map((entry) => [entry.taskId, { ...entry }]))
  for (const change of changes) Object.assign(byId.get(change.taskId) ?? {}, change)
  return [...byId.values()]
}

const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => life(id))

test('five run, the sixth waits for the slot the first one frees', () => {
  const started = advance(six, 1_000, clock)
  expect(started.map(({ taskId, status, startedAt }) => [taskId, status, startedAt])).toEqual(
    ['a', 'b', 'c', 'd', 'e'].map((id) => [id, 'RUNNING', 38]),
  )
  const later = advance(after(six, started), 100_038, clock)
  expect(later.filter(({ status }) => status === 'SUCCEEDED')).toHaveLength(5)
  expect(later.find(({ taskId }) => taskId === 'f')).toMatchObject({ status: 'RUNNING', startedAt: 100_038 })
})

test('how often one looks changes nothing', () => {
  const once = after(six, advance(six, 500_000, clock))
  let often: Life[] = six
  for (let now = 0; now <= 500_000; now += 1_000) often = after(often, advance(often, now, clock))
  expect(often).toEqual(once)
  expect(once.map(({ status, endedAt }) => [status, endedAt])).toEqual([
    ...Array.from({ length: 5 }, () => ['SUCCEEDED', 100_038]),
    ['SUCCEEDED', 200_038],
  ])
})

test('a task is not done before its clip is, however late', () => {
  const unmade = [life('a', { clip: null })]
  expect(advance(unmade, HOUR, clock).map(({ status }) => status)).toEqual(['RUNNING'])
  const made = [life('a', { clip: { bytes: 1, etag: 'A', readyAt: 2 * HOUR } })]
  expect(advance(made, 2 * HOUR, clock).at(-1)).toMatchObject({ status: 'SUCCEEDED', endedAt: 2 * HOUR })
})

test('a clip that cannot be made fails its task with the service’s own words', () => {
  const broken = [
    life('a', { clip: null, failure: { code: 'InternalError.Algo', message: 'inference internal error.' } }),
  ]
  expect(advance(broken, HOUR, clock).at(-1)).toMatchObject({
    status: 'FAILED',
    endedAt: 100_038,
    failure: { code: 'InternalError.Algo', message: 'inference internal error.' },
  })
})

test('a render beyond three hours fails at three hours', () => {
  const endless = [life('a', { renderMs: 5 * HOUR })]
  expect(advance(endless, 5 * HOUR, clock).at(-1)).toMatchObject({
    status: 'FAILED',
    endedAt: 38 + 3 * HOUR,
    failure: { code: 'InternalError.Timeout' },
  })
})

test('moderated output fails, a vanished task is unknown, both half way', () => {
  const lane = [life('a', { fate: 'output-moderated' }), life('b', { fate: 'vanishes' })]
  const ends = advance(lane, HOUR, clock).filter(({ status }) => status !== 'RUNNING')
  expect(ends.map(({ status, endedAt, failure }) => [status, endedAt, failure?.code])).toEqual([
    ['FAILED', 50_038, 'DataInspectionFailed'],
    ['UNKNOWN', 50_038, undefined],
  ])
})

test('speed divides the start lag and the render', () => {
  const fast = virtualClock(100, () => 0)
  expect(advance([life('a')], 1_000, fast).map(({ startedAt, endedAt }) => [startedAt, endedAt])).toEqual([
    [0.38, null],
  ])
  expect(advance([life('a')], 1_001, fast).at(-1)?.endedAt).toBeCloseTo(1_000.38)
})

test('a finished task is forgotten 24 hours after its end, a running one never', () => {
  const done = life('a', { status: 'SUCCEEDED', endedAt: HOUR })
  expect(isForgotten(done, 25 * HOUR - 1, clock)).toBe(false)
  expect(isForgotten(done, 25 * HOUR, clock)).toBe(true)
  expect(isForgotten(life('b', { status: 'RUNNING' }), 100 * HOUR, clock)).toBe(false)
})

test('the next change is the earliest start or end', () => {
  expect(nextChangeAt([], clock)).toBe(Infinity)
  expect(nextChangeAt([life('a')], clock)).toBe(38)
  expect(nextChangeAt([life('a', { status: 'RUNNING', startedAt: 50 })], clock)).toBe(100_050)
  expect(nextChangeAt([life('a', { status: 'RUNNING', startedAt: 50, clip: null })], clock)).toBe(Infinity)
})
