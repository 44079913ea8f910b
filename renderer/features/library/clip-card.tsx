/** Owns one clip in the grid: its poster, which the pointer scrubs, and what is known and thought of it. */

import type { TFunction } from 'i18next'
import { Check, CircleDot, FileQuestion, X } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { useClips } from '../../stores/clips-store.ts'
import { idAt, useLibrary } from '../../stores/library-store.ts'
import { Stars } from '../../ui/stars.tsx'
import { Poster } from './poster.tsx'
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
        {clip ? <ClipPicture {...{ clip, t }} /> : null}
        {clip ? <Marks {...{ clip, t }} /> : null}
      </div>
      {clip ? <Caption {...{ clip, t }} /> : null}
    </div>
  )
})

/** Asking for the words once a card is felt where a letter changes a screenful of them. */
type Told = { clip: Clip; t: TFunction }

function ClipPicture({ clip, t }: Told) {
  if (clip.missingAt === null) {
    return (
      <Scrub clip={clip}>
        <Poster clipId={clip.id} />
      </Scrub>
    )
  }
  return (
    <>
      <Poster clipId={clip.id} />
      <span className="clip__missing">
        <FileQuestion aria-hidden />
        {t('rescue.missing.mark')}
      </span>
    </>
  )
}

function Marks({ clip: { circled, verdict }, t }: Told) {
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

function Caption({ clip, t }: Told) {
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
