/** Owns which rows the Queue has, section by section, and asks for more as the user scrolls. */

import { useEffect, useMemo } from 'react'
import type { Job } from '#shared/job.ts'
import type { JobState } from '#shared/job-machine.ts'
import { SECTIONS, sectionKey, useJobs } from '../../stores/jobs-store.ts'
import { STEP, want, wantMore, windowOf } from '../../stores/row-windows.ts'
import { useView } from '../../stores/view-store.ts'

export type Section = {
  id: JobState
  state: JobState
  total: number
  jobs: readonly Job[]
  /** Asks for the next step of rows. */
  onLast(): void
}

/** Sections that have rows, top to bottom; `isKnown` once all of them were asked for. */
export function useSections(projectId: string | null): { sections: readonly Section[]; isKnown: boolean } {
  const windows = useJobs((state) => state.windows)
  const byId = useJobs((state) => state.byId)
  const showsHidden = useView((view) => view.showsHidden)
  useEffect(() => {
    if (!projectId) return
    const keys = SECTIONS.map((state) => sectionKey(projectId, state))
    useJobs.setState((state) => keys.reduce((next, key) => want(next, key, STEP, 'queue'), state))
    // Nobody looks any more: changes mark the windows, but nothing is fetched until the room opens again.
    return () => useJobs.setState((state) => keys.reduce((next, key) => want(next, key, 0, 'queue'), state))
  }, [projectId])
  return useMemo(() => {
    if (!projectId) return { sections: [], isKnown: false }
    const all = SECTIONS.map((state) => ({
      state,
      window: windowOf({ windows }, sectionKey(projectId, state)),
    }))
    const sections = all.flatMap(({ state, window: { ids, total } }): Section[] => {
      // A page fetched a moment ago may still name a job that has moved on; one row must never stand in two sections.
      const jobs = ids
        .flatMap((id) => byId[id] ?? [])
        .filter((job) => job.state === state && (showsHidden || job.hiddenAt === null))
      if (!total || jobs.length === 0) return []
      const onLast = () => useJobs.setState((now) => wantMore(now, sectionKey(projectId, state), 'queue'))
      return [{ id: state, state, total, jobs, onLast }]
    })
    return { sections, isKnown: all.every(({ window }) => window.total !== null) }
  }, [projectId, windows, byId, showsHidden])
}
