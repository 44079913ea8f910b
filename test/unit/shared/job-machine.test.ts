/** The table of the job machine. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  can,
  isFinal,
  JOB_EVENTS,
  JOB_STATES,
  type JobEventName,
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

/** What happens to a job to which anything is tried in any order: the events that the table let through, and its states. */
function live(tried: readonly JobEventName[]): { happened: JobEventName[]; states: JobState[] } {
  const happened: JobEventName[] = []
  const states: JobState[] = ['queued']
  for (const event of tried) {
    const state = next(states.at(-1) as JobState, event)
    if (state === undefined) continue
    happened.push(event)
    states.push(state)
  }
  return { happened, states }
}

/** The common path is drawn more often: at even chances few lives would come as far as a task. */
const anyLife = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...JOB_EVENTS), weight: 2 },
      { arbitrary: fc.constantFrom<JobEventName>('started', 'unanswered', 'absent', 'throttled'), weight: 2 },
      { arbitrary: fc.constantFrom<JobEventName>('accepted', 'found', 'succeeded', 'saved'), weight: 1 },
    ),
    { maxLength: 60 },
  )
  .map(live)

test('whatever is tried in whatever order, a job has one task at most, and one clip of that task', () => {
  fc.assert(
    fc.property(anyLife, ({ happened }) => {
      const tasks = happened.filter((event) => event === 'accepted' || event === 'found')
      const clips = happened.filter((event) => event === 'saved')
      const [task] = tasks
      expect(tasks.length).toBeLessThanOrEqual(1)
      expect(clips.length).toBeLessThanOrEqual(tasks.length)
      if (task) expect(happened.lastIndexOf('started')).toBeLessThan(happened.indexOf(task))
    }),
    { numRuns: 2_000 },
  )
})

test('whatever is tried, a job is sent again only when the service surely made nothing of the last sending', () => {
  fc.assert(
    fc.property(anyLife, ({ happened }) => {
      const sendings = happened.flatMap((event, at) => (event === 'started' ? [at] : []))
      for (const [at, sending] of sendings.entries()) {
        const until = sendings[at + 1]
        if (until === undefined) continue
        const between = happened.slice(sending + 1, until)
        expect([['throttled'], ['unanswered', 'absent']]).toContainEqual(between)
      }
    }),
    { numRuns: 2_000 },
  )
})

test('whatever is tried, nothing happens after an end, and money is owed from a sending until then', () => {
  fc.assert(
    fc.property(anyLife, ({ happened, states }) => {
      expect(states.slice(0, -1).filter(isFinal)).toEqual([])
      for (const [at, event] of happened.entries()) {
        if (event === 'started') expect(PAYING_STATES).toContain(states[at + 1])
        const [before, after] = [states[at], states[at + 1]] as [JobState, JobState]
        const isOwed = (state: JobState) => PAYING_STATES.some((paying) => paying === state)
        if (isOwed(before) && !isOwed(after) && !isFinal(after))
          expect(['throttled', 'absent']).toContain(event)
      }
    }),
    { numRuns: 2_000 },
  )
})
