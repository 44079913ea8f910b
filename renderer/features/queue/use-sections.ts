/** Owns which rows the Queue has, section by section, and asks for more as the user scrolls. */

import { useEffect, useMemo } from 'react'
import { shallow } from 'zustand/shallow'
import type { Job } from '#shared/job.ts'
import type { JobState } from '#shared/job-machine.ts'
import { type JobsState, SECTIONS, sectionKey, useJobs } from '../../stores/jobs-store.ts'
import { STEP, want, wantMore, windowOf } from '../../stores/row-windows.ts'
import { useView } from '../../stores/view-store.ts'

/** What the list itself needs of a job. The rest changes with every look at its task, and with it only the words in its row. */
export type QueueRow = Pick<Job, 'id' | 'state' | 'stillName' | 'take' | 'hiddenAt'>

export type Section = { id: JobState; state: JobState; total: number; rows: readonly QueueRow[] }

/** Sections that have rows, top to bottom; `isKnown` once all of them were asked for. */
export type Sections = { sections: readonly Section[]; isKnown: boolean }

const NONE: Sections = { sections: [], isKnown: false }

export function useSections(projectId: string | null): Sections {
  const showsHidden = useView((view) => view.showsHidden)
  useEffect(() => {
    if (!projectId) return
    const keys = SECTIONS.map((state) => sectionKey(projectId, state))
    useJobs.setState((state) => keys.reduce((next, key) => want(next, key, STEP, 'queue'), state))
    // Nobody looks any more: changes mark the windows, but nothing is fetched until the room opens again.
    return () => useJobs.setState((state) => keys.reduce((next, key) => want(next, key, 0, 'queue'), state))
  }, [projectId])
  return useJobs(useMemo(() => sectionsReader(projectId, showsHidden), [projectId, showsHidden]))
}

/** Asks for the next step of rows of a section. */
export function wantMoreOf(projectId: string, state: JobState): void {
  useJobs.setState((now) => wantMore(now, sectionKey(projectId, state), 'queue'))
}

/** Reads the sections out of the store. What is as it was when they were read last stays the same object, and is not drawn anew. */
export function sectionsReader(
  projectId: string | null,
  showsHidden: boolean,
): (state: JobsState) => Sections {
  let before = NONE
  return (state) => {
    if (!projectId) return NONE
    const rowsBefore = new Map(before.sections.flatMap(({ rows }) => rows.map((row) => [row.id, row])))
    const windows = SECTIONS.map((id) => ({ id, window: windowOf(state, sectionKey(projectId, id)) }))
    const sections = windows.flatMap(({ id, window: { ids, total } }): Section[] => {
      // A page fetched a moment ago may still name a job that has moved on; one row must never stand in two sections.
      const jobs = ids
        .flatMap((jobId) => state.byId[jobId] ?? [])
        .filter((job) => job.state === id && (showsHidden || job.hiddenAt === null))
      if (!total || jobs.length === 0) return []
      const rows = jobs.map((job) => keptOr(rowsBefore.get(job.id), rowOf(job)))
      const known = before.sections.find((one) => one.id === id)
      const isSame = known?.total === total && shallow(known.rows, rows)
      return [isSame ? known : { id, state: id, total, rows }]
    })
    const isKnown = windows.every(({ window }) => window.total !== null)
    if (isKnown !== before.isKnown || !shallow(before.sections, sections)) before = { sections, isKnown }
    return before
  }
}

function rowOf({ id, state, stillName, take, hiddenAt }: Job): QueueRow {
  return { id, state, stillName, take, hiddenAt }
}

function keptOr(before: QueueRow | undefined, now: QueueRow): QueueRow {
  return before && shallow(before, now) ? before : now
}
