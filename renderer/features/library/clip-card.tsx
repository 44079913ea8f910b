/** Owns one clip in the grid: its poster, which the pointer scrubs, and what is known and thought of it. */

import { Check, CircleDot, FileQuestion, X } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { useClips } from '../../stores/clips-store.ts'
import { idAt, useLibrary } from '../../stores/library-store.ts'
import { Picture } from '../../ui/picture.tsx'
import { Stars } from '../../ui/stars.tsx'
import { Scrub } from './scrub.tsx'
import './clip-card.css'

type ClipCardProps = { id: string; place: number; total: number }

export const ClipCard = memo(function ClipCard({ id, place, total }: ClipCardProps) {
  const { t } = useTranslation()
  const clipId = useLibrary((state) => idAt(state, place))
  const clip = useClips((state) => (clipId === undefined ? undefined : state.byId[clipId]))
  const isSelected = useLibrary((state) => clipId !== undefined && state.selected.includes(clipId))
  const isCurrent = useLibrary((state) => state.cursor === place)
  const classes = [
    'clip',
    isCurrent && 'clip--current',
    clip?.verdict === 'reject' && 'clip--rejected',
    clip && clip.missingAt !== null && 'clip--missing',
  ]
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list box keeps the focus and names its active option
    <div
      id={id}
      data-place={place}
      role="option"
      aria-selected={isSelected}
      aria-setsize={total}
      aria-posinset={place + 1}
      className={classes.filter(Boolean).join(' ')}
      {...(clip ? {} : { 'aria-label': t('library.loading') })}
    >
      <div className="clip__picture">
        {clip ? <ClipPicture clip={clip} /> : null}
        {clip ? <Marks clip={clip} /> : null}
      </div>
      {clip ? <Caption clip={clip} /> : null}
    </div>
  )
})

function ClipPicture({ clip }: { clip: Clip }) {
  const { t } = useTranslation()
  if (clip.missingAt === null) {
    return (
      <Scrub clip={clip}>
        <Picture src={HOST_PATHS.file('poster', clip.id)} />
      </Scrub>
    )
  }
  return (
    <>
      <Picture src={HOST_PATHS.file('poster', clip.id)} />
      <span className="clip__missing">
        <FileQuestion aria-hidden />
        {t('rescue.missing.mark')}
      </span>
    </>
  )
}

function Marks({ clip: { circled, verdict } }: { clip: Clip }) {
  const { t } = useTranslation()
  return (
    <span className="clip__marks">
      {circled ? (
        <span className="picture-mark clip__mark--circled">
          <CircleDot role="img" aria-label={t('library.circled.true')} />
        </span>
      ) : null}
      {verdict === 'pick' ? (
        <span className="picture-mark clip__mark--pick">
          <Check role="img" aria-label={t('library.verdict.pick')} />
        </span>
      ) : null}
      {verdict === 'reject' ? (
        <span className="picture-mark clip__mark--reject">
          <X role="img" aria-label={t('library.verdict.reject')} />
        </span>
      ) : null}
    </span>
  )
}

function Caption({ clip }: { clip: Clip }) {
  const { t } = useTranslation()
  return (
    <div className="clip__caption">
      <span className="clip__name">{clip.stillName}</span>
      <span className="clip__facts">
        <span className="clip__take">{t('player.take', { take: clip.take })}</span>
        <span className="clip__seed">{t('library.seed', { seed: clip.seed })}</span>
        <span className="clip__space" />
        {clip.rating === null ? null : (
          <Stars rating={clip.rating} label={t('library.stars', { count: clip.rating })} />
        )}
      </span>
    </div>
  )
}
