/** Owns which takes must not start by themselves: those that flash more than is safe, until the user asks for them. */

import { useMemo } from 'react'
import { useClipMeasures } from '../../clip-measures.ts'
import { useCompare } from '../../stores/compare-store.ts'

/** Ids of takes above the flash threshold of WCAG that were not asked for. */
export function useHeld(clipIds: readonly string[]): readonly string[] {
  const measures = useClipMeasures(clipIds)
  const unheld = useCompare((state) => state.unheld)
  return useMemo(
    () =>
      measures.flatMap((one) =>
        one?.values?.flash.exceeds && !unheld.includes(one.clipId) ? [one.clipId] : [],
      ),
    [measures, unheld],
  )
}
