/** What is done with the jobs of the Queue, over an engine that answers as the test says. */

import { beforeEach, expect, test } from 'vitest'
import { type CommandParts, makeCommands } from '#renderer/deeds/commands.ts'
import { startLanguages } from '#renderer/locales/i18n.ts'
import { sectionKey, useJobs } from '#renderer/stores/jobs-store.ts'
import { NO_WINDOW, windowOf } from '#renderer/stores/row-windows.ts'
import { useView } from '#renderer/stores/view-store.ts'
import type { JobState } from '#shared/job-machine.ts'
import { answering, stubEngine } from './answering.ts'
import { aJob } from './shot-sample.ts'

await startLanguages('en')

let said: unknown[] = []
const deeds = makeCommands({
  importing: {},
  takes: {},
  experiments: {},
  say: (text: unknown) => said.push(text),
  onProblem: (problem: unknown) => said.push(problem),
} as unknown as CommandParts)

type Question = { states: JobState[]; hidden?: boolean; offset: number; limit: number }
/** Answers for a queue of so many jobs, `j1` first, and nothing else. */
const queueOf =
  (count: number) =>
  ({ states: [state], offset, limit }: Question) => {
    const total = state === 'queued' ? count : 0
    const rows = Array.from({ length: total }, (_, at) => aJob({ id: `j${at + 1}` }))
    return { rows: rows.slice(offset, offset + limit), total }
  }

const queued = sectionKey('p1', 'queued')

beforeEach(() => {
  stubEngine()
  said = []
  useView.setState({ projectId: 'p1', selectedJobs: [], showsHidden: false })
  useJobs.setState({ byId: {}, windows: {} })
})

test('all jobs are selected, also those that were not fetched yet', async () => {
  answering({ 'jobs/page': queueOf(620) })
  await deeds.selectAllJobs()
  const { selectedJobs } = useView.getState()
  expect([selectedJobs.length, selectedJobs.at(-1)]).toEqual([620, 'j620'])
  expect(useJobs.getState().byId.j620?.state).toBe('queued')
})

test('hidden jobs are selected with all others only where they are listed', async () => {
  const asked: (boolean | undefined)[] = []
  answering({
    'jobs/page': ({ hidden }: Question) => ({ rows: [], total: asked.push(hidden) - asked.length }),
  })
  await deeds.selectAllJobs()
  useView.setState({ showsHidden: true })
  await deeds.selectAllJobs()
  expect([...new Set(asked)]).toEqual([false, undefined])
})

test('past the last job that is here a job goes before the next one, not to the end of the queue', async () => {
  const moves: unknown[] = []
  answering({ 'jobs/page': queueOf(5), 'jobs/move': (move: unknown) => void moves.push(move) })
  const here = { ...NO_WINDOW, ids: ['j1', 'j2', 'j3'], total: 5, wanted: 3, stale: false }
  useJobs.setState({ windows: { [queued]: here } })
  useView.setState({ selectedJobs: ['j2'] })
  await deeds.moveJobs(1)
  expect(moves).toEqual([{ ids: ['j2'], before: 'j4' }])
  expect(windowOf(useJobs.getState(), queued).ids).toEqual(['j1', 'j3', 'j2'])
})

test('where nothing has failed, “Retry all” says so', async () => {
  answering({ 'jobs/page': queueOf(0) })
  await deeds.retryAllFailed()
  expect(said).toEqual(['No job of this project has failed'])
})

test('what is hidden is said to be charged only where it is', async () => {
  const price = { currency: 'CNY', micros: 4_500_000 } as const
  useJobs.setState({
    byId: { j1: aJob({ estimate: { ...price, micros: 0 } }), j2: aJob({ estimate: price }) },
  })
  answering({ 'jobs/hide': () => null })
  await deeds.hideJobs(['j1'], true)
  await deeds.hideJobs(['j1', 'j2'], true)
  expect(said).toEqual([
    '1 job hidden. It goes on and is saved.',
    '2 jobs hidden. They go on, are saved and will still be charged.',
  ])
})

test('of all that failed, what the filter refused is not said to be past help', async () => {
  const failed = { rows: [aJob({ state: 'failed' })], total: 1 }
  answering({
    'jobs/page': () => failed,
    'jobs/retryEstimate': () => ({
      clips: 0,
      cost: { currency: 'CNY', micros: 0 },
      paidBefore: 0,
      leftOut: 1,
    }),
  })
  await deeds.retryAllFailed()
  await deeds.retryJobs(['j1'])
  expect(said).toEqual([expect.stringContaining('new seed'), expect.stringContaining('would not help')])
})

test('a retry that is asked for twice before its price is known is asked about once', async () => {
  const offer = { clips: 1, cost: { micros: 9, currency: 'CNY' }, paidBefore: 0, leftOut: 0 }
  answering({ 'jobs/retryEstimate': () => offer })
  useView.setState({ dialogs: [] })
  await Promise.all([deeds.retryJobs(['j1']), deeds.retryJobs(['j1'])])
  expect([said, useView.getState().dialogs.map(({ kind }) => kind)]).toEqual([[], ['retry']])
  useView.setState({ dialogs: [] })
})
