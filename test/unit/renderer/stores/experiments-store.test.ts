/** What the open experiment makes of changes told by the engine. */

import { afterEach, expect, test } from 'vitest'
import {
  forgetExperiments,
  openExperiment,
  takeExperimentChange,
  tellSheet,
  togglePicked,
  useExperiments,
} from '#renderer/stores/experiments-store.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import type { Job } from '#shared/job.ts'

afterEach(() => forgetExperiments())

const job = (state: Job['state']) => ({ id: 'j1', state }) as Job
const sheet = {
  experiment: {
    id: 'e1',
    rows: { field: 'prompt', values: [{ prompt: 'fog' }] },
    columns: { field: 'seed', values: [{ seed: 7 }] },
  },
  takes: [{ job: job('rendering'), repeatOf: null }],
} as unknown as ExperimentSheet

test('a job of the open experiment is taken over at once; others leave the sheet as it is', () => {
  useExperiments.setState({ isStale: false })
  tellSheet(sheet)
  takeExperimentChange({ revision: 1, jobs: [{ ...job('downloading'), id: 'other' }] })
  expect(useExperiments.getState().sheet).toBe(sheet)
  takeExperimentChange({ revision: 2, jobs: [job('downloading')] })
  expect(useExperiments.getState().sheet?.takes[0]?.job.state).toBe('downloading')
  expect(useExperiments.getState().isStale).toBe(false)
})

test('a clip that was saved, thrown away or found again makes the list stale: it counts the cells that have one', () => {
  useExperiments.setState({ isStale: false })
  takeExperimentChange({ revision: 1, jobs: [{ ...job('done'), id: 'other' }] })
  expect(useExperiments.getState().isStale).toBe(true)
})

test('headings or takes that are others make the list stale', () => {
  useExperiments.setState({ isStale: false })
  takeExperimentChange({ revision: 1, experiments: ['e1'] })
  expect(useExperiments.getState().isStale).toBe(true)
})

test('opening another experiment forgets what was chosen in the one before', () => {
  openExperiment('e1')
  togglePicked({ row: 0, column: 1 })
  togglePicked({ row: 1, column: 1 })
  togglePicked({ row: 0, column: 1 })
  expect(useExperiments.getState().picked).toEqual(['1/1'])
  openExperiment('e2')
  expect(useExperiments.getState()).toMatchObject({ picked: [], sheet: null, isStale: true })
})
