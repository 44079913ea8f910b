/** Owns the strip under a timeline that says where to look first: how much moves, and marks over what stands out. */

import { useId } from 'react'
import './measure-strip.css'

export type StripMark = {
  kind: 'cut' | 'frozen' | 'flicker' | 'flash'
  /** ms on the clip's own time; equal for a moment. */
  fromMs: number
  toMs: number
  /** Says what it is and where. */
  label: string
}

export type MeasureStripProps = {
  /** Names the strip. */
  label: string
  marks: readonly StripMark[]
  /** Said when there is no mark. */
  nothing: string
  /** Motion at even steps from the clip's beginning, any unit. */
  motion: readonly number[]
  /** Length of the clip, ms. */
  lengthMs: number
  /** The part of the clip's time that the timeline above it covers; by default the clip itself. */
  window?: { fromMs: number; toMs: number }
}

/** Height of the curve's own units. */
const TOP = 100
/** Below this much motion, in its own unit, the curve stays low: noise must not look like action. */
const LEAST_FULL_SCALE = 1
/** The liveliest frames go over the top: one cut must not flatten all the rest. */
const USUAL_SHARE = 0.95

/** A picture for the eye and a list for everybody else. */
export function MeasureStrip({ label, marks, nothing, motion, lengthMs, window }: MeasureStripProps) {
  const heading = useId()
  const from = window?.fromMs ?? 0
  const length = Math.max(1, (window?.toMs ?? lengthMs) - from)
  const share = (ms: number) => `${((ms - from) / length) * 100}%`
  return (
    <div className="strip">
      <div className="strip__picture" aria-hidden>
        <svg
          aria-hidden
          className="strip__curve"
          viewBox={`0 0 ${Math.max(1, motion.length)} ${TOP}`}
          preserveAspectRatio="none"
          style={{ left: share(0), width: `${(lengthMs / length) * 100}%` }}
        >
          <path d={areaOf(motion)} />
        </svg>
        {marks.map(({ kind, fromMs, toMs, label: text }) => (
          <span
            key={`${kind} ${fromMs}`}
            className={`strip__mark strip__mark--${kind}`}
            style={{ left: share(fromMs), width: `${((toMs - fromMs) / length) * 100}%` }}
            title={text}
          />
        ))}
      </div>
      <span id={heading} className="visually-hidden">
        {label}
      </span>
      <ul className="visually-hidden" aria-labelledby={heading}>
        {marks.map(({ kind, fromMs, label: text }) => (
          <li key={`${kind} ${fromMs}`}>{text}</li>
        ))}
        {marks.length === 0 ? <li>{nothing}</li> : null}
      </ul>
    </div>
  )
}

/** The curve and all below it. */
function areaOf(motion: readonly number[]): string {
  const usual = motion.toSorted((a, b) => a - b)[Math.floor((motion.length - 1) * USUAL_SHARE)] ?? 0
  const full = Math.max(LEAST_FULL_SCALE, usual * 1.2)
  const points = motion.map(
    (value, at) => `L${at + 0.5} ${(TOP - Math.min(1, value / full) * TOP).toFixed(1)}`,
  )
  return `M0 ${TOP}${points.join('')}L${motion.length} ${TOP}Z`
}
