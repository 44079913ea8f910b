/** Owns what a pane's head tells of a take's judgements: stars, pick or reject, circle. Never while voting blind. */

import { Check, CircleDot, Star, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import './judging/judging.css'

export function PaneMarks({ clip }: { clip: Clip }) {
  const { t } = useTranslation()
  const { rating, verdict, circled } = clip
  if (rating === null && verdict === null && !circled) return null
  return (
    <span className="pane-marks">
      {rating === null ? null : (
        <span className="pane-marks__stars">
          <span className="visually-hidden">{t('judging.rating', { rating })}</span>
          <span aria-hidden>{rating}</span>
          <Star aria-hidden fill="currentColor" />
        </span>
      )}
      {verdict === 'pick' ? <Check className="is-good" aria-label={t('judging.picked')} /> : null}
      {verdict === 'reject' ? <X className="is-bad" aria-label={t('judging.rejected')} /> : null}
      {circled ? <CircleDot className="is-accent" aria-label={t('judging.circled')} /> : null}
    </span>
  )
}
