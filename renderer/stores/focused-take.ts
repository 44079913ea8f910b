/** Owns which take the user means where there is no list of jobs: the clip in the player, the chosen card, cell or pane. */

import { create } from 'zustand'
import { useClips } from './clips-store.ts'
import { useCompare } from './compare-store.ts'
import { useJobs } from './jobs-store.ts'
import { useLibrary } from './library-store.ts'
import { useView } from './view-store.ts'

export type FocusedTake = { jobId: string; seed: number; clipId: string | null }
type Place = 'player' | 'experiments'

const useFocusedTakes = create<Record<Place, FocusedTake | null>>()(() => ({
  player: null,
  experiments: null,
}))

/** Says which take is meant in the player or in the table of an experiment; null when none is. */
export function focusTake(place: Place, take: FocusedTake | null): void {
  useFocusedTakes.setState({ [place]: take })
}

/** The take the user means now; the player lies over every room. */
export function focusedTake(): FocusedTake | null {
  const { room, dialogs, selectedJobs } = useView.getState()
  const places = useFocusedTakes.getState()
  if (dialogs.some((one) => one.kind === 'player')) return places.player
  switch (room) {
    case 'board':
      return null
    case 'experiments':
      return places.experiments
    case 'queue':
      return takeOfJob(selectedJobs)
    case 'library':
      return takeOfClip(useLibrary.getState().selected)
    case 'compare':
      return comparedTake()
  }
}

function takeOfJob([id, ...others]: readonly string[]): FocusedTake | null {
  const job = id && others.length === 0 ? useJobs.getState().byId[id] : undefined
  return job ? { jobId: job.id, seed: job.seed, clipId: job.clipId } : null
}

function takeOfClip([id, ...others]: readonly string[]): FocusedTake | null {
  const clip = id && others.length === 0 ? useClips.getState().byId[id] : undefined
  return clip ? { jobId: clip.jobId, seed: clip.seed, clipId: clip.id } : null
}

/** The current pane; blind, nobody may learn which take it is. */
function comparedTake(): FocusedTake | null {
  const { clipIds, current, isBlind } = useCompare.getState()
  const id = clipIds[current]
  return isBlind || id === undefined ? null : takeOfClip([id])
}

/** Calls back when another take is meant in the player or in a table; returns how to end that. */
export const onFocusedTake = useFocusedTakes.subscribe
