/** The table of the job machine. */

import { expect, test } from 'vitest'
import {
  can,
  isFinal,
  JOB_EVENTS,
  JOB_STATES,
  type JobState,
  LIVE_STATES,
  next,
  PAYING_STATES,
  TRANSITIONS,
} from '#shared/job-machine.ts'

/** States that can be reached from one, itself included. */
function reachable(from: JobState, without?: JobState): Set<JobState> {
  const seen = new Set<JobState>([from])
  const queue = [from]
  for (let state = queue.shift(); state; state = queue.shift()) {
    for (const to of Object.values(TRANSITIONS[state])) {
      if (to === without || seen.has(to)) continue
      seen.add(to)
      queue.push(to)
    }
  }
  return seen
}

test('nothing leaves done, failed and canceled', () => {
  expect(JOB_STATES.filter(isFinal)).toEqual(['done', 'failed', 'canceled'])
  expect(LIVE_STATES).toEqual(['queued', 'submitting', 'unconfirmed', 'rendering', 'downloading'])
})

test('every state can be reached from queued', () => {
  expect([...reachable('queued')].sort()).toEqual([...JOB_STATES].sort())
})

test('every live state has a way to an end', () => {
  for (const state of LIVE_STATES) expect([...reachable(state)].some(isFinal)).toBe(true)
})

test('a clip is saved by no way around submitting', () => {
  expect(reachable('queued', 'submitting')).toEqual(new Set(['queued', 'canceled']))
})

test('a lost answer leads back to the queue only when the task is absent', () => {
  const back = JOB_EVENTS.filter((event) => next('unconfirmed', event) === 'queued')
  expect(back).toEqual(['absent'])
  expect(next('submitting', 'unanswered')).toBe('unconfirmed')
  expect(next('submitting', 'absent')).toBeUndefined()
})

test('once the service has accepted, no event leads to a second submission', () => {
  for (const state of ['rendering', 'downloading'] as const) {
    expect(reachable(state).has('queued')).toBe(false)
    expect(reachable(state).has('submitting')).toBe(false)
  }
})

test('every event of the list happens somewhere, and the table knows no other', () => {
  const used = new Set(JOB_STATES.flatMap((state) => Object.keys(TRANSITIONS[state])))
  expect([...used].sort()).toEqual([...JOB_EVENTS].sort())
})

test('only queued and rendering jobs can be canceled', () => {
  expect(JOB_STATES.filter((state) => can({ state }, 'canceled'))).toEqual(['queued', 'rendering'])
})

test('money may be owed in every live state but queued', () => {
  expect(LIVE_STATES.filter((state) => state !== 'queued')).toEqual([...PAYING_STATES])
})
