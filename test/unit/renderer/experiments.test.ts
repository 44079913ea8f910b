/** What the keeper of the Experiments room makes of answers and changes that cross. */

import { afterEach, expect, test } from 'vitest'
import type { Edits } from '#renderer/edits.ts'
import { startExperiments } from '#renderer/experiments.ts'
import {
  forgetExperiments,
  takeExperimentChange,
  useExperiments,
} from '#renderer/stores/experiments-store.ts'
import { useView } from '#renderer/stores/view-store.ts'
import type { Studio } from '#renderer/studio.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import type { Job } from '#shared/job.ts'

const page = new AbortController()
afterEach(() => {
  page.abort()
  useView.setState({ room: 'board', projectId: null })
  forgetExperiments()
})

const job = (state: Job['state']) => ({ id: 'j1', state }) as Job
const axis = { field: 'seed', values: [] }
const sheetWith = (state: Job['state']) =>
  ({
    experiment: { id: 'e1', rows: axis, columns: axis },
    takes: [{ job: job(state), repeatOf: null }],
    shots: [],
  }) as unknown as ExperimentSheet

test('a take that is saved while its sheet is on the way does not stay rendering on screen', async () => {
  const asked: ((sheet: ExperimentSheet) => void)[] = []
  const experiments = {
    list: async () => [{ id: 'e1' }],
    get: () => new Promise<ExperimentSheet>((resolve) => asked.push(resolve)),
    estimate: async () => ({ clips: 0 }),
  }
  startExperiments({ experiments } as unknown as Studio, {} as Edits, page.signal)
  useView.setState({ room: 'experiments', projectId: 'p1' })
  await expect.poll(() => asked.length).toBe(1)
  takeExperimentChange({ revision: 1, jobs: [job('done')] })
  asked[0]?.(sheetWith('rendering'))
  await expect.poll(() => asked.length, { timeout: 5_000 }).toBe(2)
  asked[1]?.(sheetWith('done'))
  await expect.poll(() => useExperiments.getState().sheet?.takes[0]?.job.state).toBe('done')
})
