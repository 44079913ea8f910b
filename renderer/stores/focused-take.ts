/** Owns which take the user means where there is no list of jobs: the clip in the player, the chosen card, cell or pane. */

import { create } from 'zustand'
import { useJobs } from './jobs-store.ts'
import { type Room, useView } from './view-store.ts'

export type FocusedTake = { jobId: string; seed: number; clipId: string | null }
type Place = Room | 'player'

const useFocusedTakes = create<Partial<Record<Place, FocusedTake | null>>>()(() => ({}))

/** Says which take is meant in a room or in the player; null when none is. Actions on takes then know. */
export function focusTake(place: Place, take: FocusedTake | null): void {
  useFocusedTakes.setState({ [place]: take })
}

/** The take the user means now; the player lies over every room. */
export function focusedTake(): FocusedTake | null {
  const { room, dialogs, selectedJobs } = useView.getState()
  const places = useFocusedTakes.getState()
  if (dialogs.some((one) => one.kind === 'player')) return places.player ?? null
  if (room !== 'queue') return places[room] ?? null
  const [first, ...others] = selectedJobs
  const job = first && others.length === 0 ? useJobs.getState().byId[first] : undefined
  return job ? { jobId: job.id, seed: job.seed, clipId: job.clipId } : null
}

/** Calls back when another take is meant; returns how to end that. */
export const onFocusedTake = useFocusedTakes.subscribe
