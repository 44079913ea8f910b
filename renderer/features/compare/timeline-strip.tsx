/** Owns the hints under the room's timeline: those of the pane that steps and sound mean, at its place on the clock. */

import { useShallow } from 'zustand/react/shallow'
import { ClipStrip } from '../../clips/clip-strip.tsx'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeck } from './deck-store.ts'

export function TimelineStrip() {
  const clipId = useCompare(({ clipIds, current }) => clipIds[current])
  const current = useCompare((state) => state.current)
  const span = useDeck(
    useShallow(({ state }) => {
      const pane = state?.panes[current]
      if (!state || pane?.status !== 'ready') return null
      const toMs = (seconds: number) => (seconds - pane.span.from) * 1000
      return {
        fromMs: toMs(state.span.from),
        toMs: toMs(state.span.to),
        lengthMs: toMs(pane.span.to),
      }
    }),
  )
  const isBlind = useCompare((state) => state.isBlind)
  // A hint would take sides.
  if (!clipId || !span || isBlind) return <div className="timeline-strip" />
  const { lengthMs, ...window } = span
  return (
    <div className="timeline-strip">
      <ClipStrip clip={{ id: clipId, durationMs: lengthMs }} window={window} />
    </div>
  )
}
