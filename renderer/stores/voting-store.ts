/** Owns voting as it is on screen: the session under way or its results, sessions to go on with, what is shown below. */

import { create } from 'zustand'
import type { Judging, JudgingResults } from '#shared/judging.ts'

export type VotingState = {
  /** The session whose pairs are in the panes; null while nobody votes. */
  session: Judging | null
  /** Shown instead of the panes. */
  results: JudgingResults | null
  /** Begun and not finished, newest first. */
  open: readonly Judging[]
  /** The last one that came to results; null when there is none. */
  finished: Judging | null
  /** After a rating comes the next pane. */
  advances: boolean
  /** Whether what differs is shown under the panes. */
  showsDifferences: boolean
  /** Takes that were on screen before voting began. */
  before: readonly string[]
  /** A vote is being written down. */
  isVoting: boolean
  /** Notes were added or removed so many times: lists of them ask again. */
  notesRevision: number
}

export const useVoting = create<VotingState>()(() => ({
  session: null,
  results: null,
  open: [],
  finished: null,
  advances: true,
  showsDifferences: true,
  before: [],
  isVoting: false,
  notesRevision: 0,
}))
