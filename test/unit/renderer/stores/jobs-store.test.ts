import { expect, test } from 'vitest'
import { type JobsState, sectionKey, takeJobs, takeJobsOfPage } from '#renderer/stores/jobs-store.ts'
import { NO_WINDOW, windowOf } from '#renderer/stores/row-windows.ts'
import { aJob } from '../shot-sample.ts'

const queued = sectionKey('p1', 'queued')
const rendering = sectionKey('p1', 'rendering')
const open = (ids: string[]) => ({ ...NO_WINDOW, ids, total: ids.length, wanted: 200, stale: false })

function state(): JobsState {
  return {
    byId: { j1: aJob(), j2: aJob({ id: 'j2' }) },
    windows: { [queued]: open(['j1', 'j2']), [rendering]: open([]) },
  }
}

test('a job whose state changed moves to its new section at once, and both sections are looked up again', () => {
  const next = takeJobs(state(), [aJob({ state: 'rendering' })])
  expect(windowOf(next, queued)).toMatchObject({ ids: ['j2'], total: 1, stale: true })
  expect(windowOf(next, rendering)).toMatchObject({ ids: ['j1'], total: 1, stale: true })
  expect(next.byId.j1?.state).toBe('rendering')
})

test('a job that only has news keeps its place and nothing is fetched', () => {
  const next = takeJobs(state(), [aJob({ dueAt: 99 })])
  expect(next.windows).toEqual(state().windows)
  expect(next.byId.j1?.dueAt).toBe(99)
})

test('a job never seen before has its section looked up', () => {
  const next = takeJobs(state(), [aJob({ id: 'j3' })])
  expect(windowOf(next, queued)).toMatchObject({ ids: ['j1', 'j2'], stale: true })
  expect(windowOf(next, rendering).stale).toBe(false)
})

test('a page that has a job in its new section before that was told takes it out of the old one', () => {
  const next = takeJobsOfPage(state(), [aJob({ state: 'rendering' }), aJob({ id: 'j3', state: 'rendering' })])
  expect(windowOf(next, queued)).toMatchObject({ ids: ['j2'], total: 1, stale: true })
  expect(Object.keys(next.byId)).toEqual(['j1', 'j2', 'j3'])
  const told = takeJobs(next, [aJob({ state: 'rendering' })])
  expect(windowOf(told, queued)).toMatchObject({ ids: ['j2'], total: 1 })
})
