/** Owns voting as it is on screen: the session under way or its results, sessions to go on with, what is shown below. */

import { create } from 'zustand'
import type { Judging, JudgingResults } from '#shared/judging.ts'
import { useView } from './view-store.ts'

export type VotingState = {
  /** The session whose pairs are in the panes; null while nobody votes. */
  session: Judging | null
  /** Shown instead of the panes. */
  results: JudgingResults | null
  /** Begun and not finished, and those that came to results; newest first. */
  open: readonly Judging[]
  finished: readonly Judging[]
  /** After a rating comes the next pane. */
  advances: boolean
  /** Whether what differs is shown under the panes. */
  showsDifferences: boolean
  /** Takes that were on screen before voting began. */
  before: readonly string[]
  /** A vote is being written down. */
  isVoting: boolean
  /** It was told so many times that notes are others now: lists of them ask again. */
  notesRevision: number
}

export const useVoting = create<VotingState>()(() => ({
  session: null,
  results: null,
  open: [],
  finished: [],
  advances: true,
  showsDifferences: true,
  before: [],
  isVoting: false,
  notesRevision: 0,
}))

/** The newest session over takes of the project on screen; those of others are offered where they belong. */
export function sessionHere(kind: 'open' | 'finished'): Judging | undefined {
  return ofProject(useVoting.getState()[kind], useView.getState().projectId)
}

function ofProject(sessions: readonly Judging[], projectId: string | null): Judging | undefined {
  return sessions.find(({ projectIds }) => projectId !== null && projectIds.includes(projectId))
}

/** The same for the session that can be gone on with, kept up to date. */
export function useOpenSession(): Judging | undefined {
  const projectId = useView((view) => view.projectId)
  const open = useVoting((state) => state.open)
  return ofProject(open, projectId)
}
