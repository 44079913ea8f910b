import { expect, test } from 'vitest'
import { type ActionDeeds, makeActions } from '#renderer/actions.ts'
import { actions as words } from '#renderer/locales/en/actions.ts'
import { useCompare } from '#renderer/stores/compare-store.ts'
import { useJobs } from '#renderer/stores/jobs-store.ts'
import { keepUndo } from '#renderer/stores/judging-store.ts'
import { closeDialog, openDialog, ROOMS, useView } from '#renderer/stores/view-store.ts'
import { JOB_STATES, LIVE_STATES } from '#shared/job-machine.ts'
import { aJob } from './shot-sample.ts'

const deeds = new Proxy({} as ActionDeeds, { get: () => async () => {} })
const actions = makeActions(deeds)

test('every action has one id, and every name belongs to an action', () => {
  expect(actions.map((one) => one.id).sort()).toEqual(Object.keys(words).sort())
})

/** Groups heard in a place besides what is heard everywhere. */
const PLACES = [
  ['board'],
  ['experiments'],
  ['queue'],
  ['compare'],
  ['library', 'judging'],
  ['player', 'judging'],
] as const

test('keys mean one thing in a place; what shares them can never be done at the same time', () => {
  const shared: string[] = []
  for (const place of PLACES) {
    const groups: readonly string[] = place[0] === 'player' ? place : ['general', ...place]
    const keys = actions
      .filter((one) => groups.includes(one.group) || (place[0] === 'player' && one.inPlayer))
      .flatMap((one) => one.keys ?? [])
    shared.push(...keys.filter((key, at) => keys.indexOf(key) !== at))
  }
  expect([...new Set(shared)].sort()).toEqual(['a', 'mod+.'])
})

test('no key of a sequence is an action by itself where the sequence is heard', () => {
  const firsts = actions
    .flatMap((one) => one.keys ?? [])
    .flatMap((key) => (key.includes(' ') ? [key.split(' ')[0]] : []))
  const plain = actions.flatMap((one) => one.keys ?? [])
  expect(firsts.filter((key) => key && plain.includes(key))).toEqual([])
})

test('a judgement is taken back only where clips are looked at', () => {
  keepUndo(async () => {})
  const canUndo = () => actions.find(({ id }) => id === 'clips.undo')?.when()
  const rooms = ROOMS.filter((room) => {
    useView.setState({ room })
    return canUndo()
  })
  expect(rooms).toEqual(['library'])
  useView.setState({ room: 'board' })
  openDialog({ kind: 'player', shotId: 's', clipId: 'c' })
  expect(canUndo()).toBe(true)
  closeDialog()
})

test('in Compare U takes a judgement back and never wipes a take', () => {
  useView.setState({ room: 'compare' })
  useCompare.setState({ clipIds: ['a', 'b'] })
  const meanings = actions.filter(({ keys = [], when }) => keys.includes('u') && when()).map(({ id }) => id)
  expect(meanings.filter((id) => id !== 'judge.undo')).toEqual([])
})

test('with everything selected an action takes the jobs it is about, and no others', async () => {
  const taken: Record<string, readonly string[]> = {}
  const note = (name: string) => async (ids: readonly string[]) => {
    taken[name] = ids
  }
  const parts = {
    cancelJobs: note('cancel'),
    hideJobs: note('hide'),
    retryJobs: note('retry'),
  } as Partial<ActionDeeds>
  const jobs = JOB_STATES.map((state) => aJob({ id: state, state, taskStatus: 'RUNNING' }))
  useJobs.setState({ byId: Object.fromEntries(jobs.map((job) => [job.id, job])) })
  useView.setState({ room: 'queue', selectedJobs: jobs.map(({ id }) => id) })
  for (const action of makeActions({ voting: {}, ...parts } as ActionDeeds)) {
    if (['jobs.cancel', 'jobs.hide', 'jobs.retry'].includes(action.id)) await action.run()
  }
  expect(taken).toEqual({
    cancel: LIVE_STATES,
    hide: ['rendering', 'downloading'],
    retry: ['failed', 'canceled'],
  })
})
