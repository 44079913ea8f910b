/** Owns which clips that flash the user has asked to see all the same; asked once, it holds until the window closes. */

import { create } from 'zustand'

export const useShownAnyway = create<{ clipIds: ReadonlySet<string> }>()(() => ({ clipIds: new Set() }))

export function showAnyway(clipId: string): void {
  useShownAnyway.setState(({ clipIds }) => ({ clipIds: new Set([...clipIds, clipId]) }))
}
