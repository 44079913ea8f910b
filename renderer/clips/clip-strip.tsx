/** Owns the strip of a clip wherever one is played, and the same hints in words. */

import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { MeasureStrip, type MeasureStripProps } from '../ui/measure-strip.tsx'
import { useClipMeasures } from './clip-measures.ts'
import { marksOf, notesOf, numbersOf } from './measure-hints.ts'
import './clip-strip.css'

type ClipStripProps = { clip: Pick<Clip, 'id' | 'durationMs'>; window?: MeasureStripProps['window'] }

/** The strip; an empty one while the clip is measured, so that nothing jumps. */
export function ClipStrip({ clip, window }: ClipStripProps) {
  const { t } = useTranslation()
  const [measures] = useClipMeasures([clip.id])
  const values = measures?.values
  return (
    <MeasureStrip
      label={t('measures.strip')}
      nothing={t(
        values ? 'measures.nothing' : measures?.state === 'failed' ? 'measures.failed' : 'measures.pending',
      )}
      marks={values ? marksOf(values, t) : []}
      motion={values?.curve.motion ?? []}
      lengthMs={clip.durationMs}
      {...(window ? { window } : {})}
    />
  )
}

/** What stands out, sentence by sentence, and the numbers. */
export function ClipHints({ clipId }: { clipId: string }) {
  const { t } = useTranslation()
  const [measures] = useClipMeasures([clipId])
  const values = measures?.values
  if (!values) return <>{t(measures?.state === 'failed' ? 'measures.failed' : 'measures.pending')}</>
  const hints = [...marksOf(values, t).map(({ label }) => label), ...notesOf(values, t)]
  return (
    <ul className="hints">
      {hints.length === 0 ? <li>{t('measures.nothing')}</li> : null}
      {hints.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
      <li className="quiet">{numbersOf(values, t)}</li>
    </ul>
  )
}
