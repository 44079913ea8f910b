import { expect, test } from 'vitest'
import { sectionsReader } from '#renderer/features/queue/use-sections.ts'
import { type JobsState, SECTIONS, sectionKey, takeJobs } from '#renderer/stores/jobs-store.ts'
import { NO_WINDOW } from '#renderer/stores/row-windows.ts'
import { aJob } from '../../shot-sample.ts'

function stateOf(jobs: readonly ReturnType<typeof aJob>[]): JobsState {
  const windows = SECTIONS.map((state) => {
    const ids = jobs.filter((job) => job.state === state).map(({ id }) => id)
    return [sectionKey('p1', state), { ...NO_WINDOW, ids, total: ids.length, stale: false }] as const
  })
  return { byId: Object.fromEntries(jobs.map((job) => [job.id, job])), windows: Object.fromEntries(windows) }
}

const rendering = aJob({ state: 'rendering' })
const queued = aJob({ id: 'j2' })

test('a look at a task changes its job, and neither the list nor its sections', () => {
  const read = sectionsReader('p1', false)
  const state = stateOf([rendering, queued])
  const before = read(state)
  expect(before.sections.map(({ state, rows }) => [state, rows.map(({ id }) => id)])).toEqual([
    ['rendering', [rendering.id]],
    ['queued', ['j2']],
  ])
  const looked = takeJobs(state, [{ ...rendering, dueAt: 99 }])
  expect(looked.byId[rendering.id]?.dueAt).toBe(99)
  expect(read(looked)).toBe(before)
})

test('a job that moves on changes the sections it leaves and enters, and no other', () => {
  const read = sectionsReader('p1', false)
  const failed = aJob({ id: 'j3', state: 'failed' })
  const state = stateOf([rendering, queued, failed])
  const before = read(state)
  const after = read(takeJobs(state, [{ ...queued, state: 'rendering' }]))
  expect(after.sections.map(({ state, rows }) => [state, rows.map(({ id }) => id)])).toEqual([
    ['rendering', ['j2', rendering.id]],
    ['failed', ['j3']],
  ])
  expect(after.sections[0]?.rows[1]).toBe(before.sections[0]?.rows[0])
  expect(after.sections[1]).toBe(before.sections[2])
})

test('hidden jobs stand in the list only when they are asked for', () => {
  const state = stateOf([rendering, aJob({ id: 'j2', state: 'rendering', hiddenAt: 5 })])
  const ids = (showsHidden: boolean) =>
    sectionsReader('p1', showsHidden)(state).sections.flatMap(({ rows }) => rows.map(({ id }) => id))
  expect([ids(false), ids(true)]).toEqual([[rendering.id], [rendering.id, 'j2']])
})
