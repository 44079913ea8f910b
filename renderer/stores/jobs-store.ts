/** Owns the jobs on screen, in sections by state. */

import { create } from 'zustand'
import type { Job } from '#shared/job.ts'
import type { JobState } from '#shared/job-machine.ts'
import { markStale, moveRow, patchRows, type Rows } from './row-windows.ts'

/** Sections of the Queue from top to bottom: what needs the user first, what is finished last. */
export const SECTIONS = [
  'unconfirmed',
  'downloading',
  'rendering',
  'submitting',
  'queued',
  'failed',
  'done',
  'canceled',
] as const satisfies readonly JobState[]

export type JobsState = Rows<Job>

export const useJobs = create<JobsState>()(() => ({ byId: {}, windows: {} }))

/** Key of the window over one section of one project. */
export function sectionKey(projectId: string, state: JobState): string {
  return `${projectId}/${state}`
}

/** Takes in changed jobs: a job whose state changed moves to its new section at once, and both are looked up again. */
export function takeJobs(state: JobsState, jobs: readonly Job[]): JobsState {
  let next = state
  const touched = new Set<string>()
  for (const job of jobs) {
    const before = state.byId[job.id]
    if (before && before.state === job.state) continue
    const to = sectionKey(job.projectId, job.state)
    if (before) {
      const from = sectionKey(job.projectId, before.state)
      next = moveRow(next, job.id, from, to)
      touched.add(from)
    }
    touched.add(to)
  }
  return markStale(
    patchRows(next, jobs),
    [...touched].filter((key) => key in next.windows),
  )
}

/**
 * Takes in jobs as a page has them. It may come before the change that tells of them: that would then find nothing new,
 * and the section a job has left would count it for good.
 */
export function takeJobsOfPage(state: JobsState, jobs: readonly Job[]): JobsState {
  const { known = [], unknown = [] } = Object.groupBy(jobs, ({ id }) =>
    state.byId[id] ? 'known' : 'unknown',
  )
  return patchRows(takeJobs(state, known), unknown)
}
