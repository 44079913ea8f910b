/** Owns how measures are worded: marks on a strip, and the sentences that belong to no moment. */

import type { TFunction } from 'i18next'
import { FLASH, type MeasureValues, type Span } from '#shared/measures.ts'
import type { StripMark } from '../ui/measure-strip.tsx'

/** A beginning less like the picture sent than this is worth a look. */
const LIKE_ENOUGH = 0.8
/** Colours may drift so far, in ΔE*ab, before it is said: a sunset drifts as well. */
const DRIFT_UNSAID = 5
/** Part of the drift that a direction must have to be named. */
const WAY_SHARE = 0.35

const seconds = (ms: number) => (ms / 1000).toFixed(2)
const between = ({ fromMs, toMs }: Span) => ({ from: seconds(fromMs), to: seconds(toMs) })

/** What stands out, in the order of its time. */
export function marksOf(values: MeasureValues, t: TFunction): StripMark[] {
  const spans = (kind: 'frozen' | 'flicker' | 'flash', found: readonly Span[]) =>
    found.map((span): StripMark => {
      return { kind, ...span, label: t(`measures.${kind}`, { ...between(span), most: FLASH.perSecondMax }) }
    })
  const cuts = values.cutsAtMs.map((at): StripMark => {
    return { kind: 'cut', fromMs: at, toMs: at, label: t('measures.cut', { at: seconds(at) }) }
  })
  const marks = [
    ...cuts,
    ...spans('frozen', values.frozen),
    ...spans('flicker', values.flickering),
    ...spans('flash', values.flashing),
  ]
  return marks.toSorted((a, b) => a.fromMs - b.fromMs)
}

/** What is to be said of the clip as a whole. */
export function notesOf(values: MeasureValues, t: TFunction): string[] {
  const { likeness, drift } = values
  const unlike = likeness !== null && likeness < LIKE_ENOUGH
  return [
    ...(unlike ? [t('measures.unlike', { percent: Math.round(likeness * 100) })] : []),
    ...(drift > DRIFT_UNSAID
      ? [t('measures.drift', { amount: drift.toFixed(1), ways: waysOf(values, t) })]
      : []),
  ]
}

/** The plain numbers, for those who compare them. */
export function numbersOf(values: MeasureValues, t: TFunction): string {
  const numbers = t('measures.numbers', {
    motion: values.motion.toFixed(1),
    flicker: values.flicker.toFixed(1),
    drift: values.drift.toFixed(1),
  })
  if (values.likeness === null) return numbers
  return t('measures.numbersLike', { likeness: Math.round(values.likeness * 100), numbers })
}

function waysOf({ drift, driftBy }: MeasureValues, t: TFunction): string {
  const named = (by: number, more: string, less: string) =>
    Math.abs(by) >= drift * WAY_SHARE ? [by > 0 ? more : less] : []
  return [
    ...named(driftBy.lightness, t('measures.ways.lighter'), t('measures.ways.darker')),
    ...named(driftBy.red, t('measures.ways.redder'), t('measures.ways.greener')),
    ...named(driftBy.yellow, t('measures.ways.yellower'), t('measures.ways.bluer')),
  ].join(', ')
}
