/** Owns what is known of the measures of clips on screen. */

import { create } from 'zustand'
import type { ClipMeasures } from '#shared/measures.ts'

export const useMeasures = create<{ byId: Readonly<Record<string, ClipMeasures>> }>()(() => ({ byId: {} }))

/** Takes rows in. */
export function takeMeasures(rows: readonly ClipMeasures[]): void {
  if (rows.length === 0) return
  const taken = Object.fromEntries(rows.map((row) => [row.clipId, row]))
  useMeasures.setState(({ byId }) => ({ byId: { ...byId, ...taken } }))
}

/** Forgets everything: it may have changed unseen. Whoever shows measures asks again. */
export function forgetMeasures(): void {
  useMeasures.setState({ byId: {} })
}
