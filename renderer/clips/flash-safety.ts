/** Owns whether a clip may move by itself, wherever one could: not one that flashes more than is safe, until the user asks for it. */

import { useMemo } from 'react'
import type { ClipMeasures } from '#shared/measures.ts'
import { useShownAnyway } from '../stores/flash-store.ts'
import { useClipMeasures } from './clip-measures.ts'

/** `unknown`: not measured yet, which takes moments once somebody looks. */
export type FlashSafety = 'safe' | 'flashing' | 'unknown'

/** What cannot be measured cannot be read, and plays nowhere. */
export function safetyOf(measures: ClipMeasures | undefined, isShownAnyway: boolean): FlashSafety {
  if (isShownAnyway || measures?.state === 'failed') return 'safe'
  if (!measures?.values) return 'unknown'
  return measures.values.flash.exceeds ? 'flashing' : 'safe'
}

/** In the order of the clips. */
export function useFlashSafety(clipIds: readonly string[]): readonly FlashSafety[] {
  const measures = useClipMeasures(clipIds)
  const shown = useShownAnyway((state) => state.clipIds)
  return useMemo(
    () => measures.map((one, place) => safetyOf(one, shown.has(clipIds[place] ?? ''))),
    [measures, shown, clipIds],
  )
}
