/** Owns judging the current take: stars, pick, reject, circle, a note; and the ways into a session. */

import { Check, CircleDot, Eraser, EyeOff, MessageSquarePlus, Star, Trophy, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { useCompare } from '../../../stores/compare-store.ts'
import { useVoting } from '../../../stores/voting-store.ts'
import { ActionButton, useAction } from '../../../ui/action-context.tsx'
import { Tip } from '../../../ui/button.tsx'
import { letterOf } from '../take-name.ts'

const STARS = [1, 2, 3, 4, 5] as const

export function RatingBar({ clips }: { clips: readonly Clip[] }) {
  const { t } = useTranslation()
  const current = useCompare((state) => state.current)
  const clip = clips[current]
  if (!clip) return null
  const letter = letterOf(current)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="rating" role="group" aria-label={t('judging.of', { letter })}>
      <span className="rating__letter">{letter}</span>
      <Stars rating={clip.rating} />
      <span className="rating__marks">
        <Mark action="clips.pick" isOn={clip.verdict === 'pick'} tone="good" icon={<Check aria-hidden />}>
          {t('judging.pick')}
        </Mark>
        <Mark action="clips.reject" isOn={clip.verdict === 'reject'} tone="bad" icon={<X aria-hidden />}>
          {t('judging.reject')}
        </Mark>
        <Mark action="clips.circle" isOn={clip.circled} tone="accent" icon={<CircleDot aria-hidden />}>
          {t('judging.circle')}
        </Mark>
      </span>
      <ActionButton action="judge.unmark" iconOnly icon={<Eraser />} />
      <ActionButton action="judge.note" iconOnly icon={<MessageSquarePlus />} />
      <ActionButton action="judge.undo" iconOnly icon={<Undo2 />} />
      <Advance />
      <span className="rating__space" />
      <Sessions />
    </div>
  )
}

function Stars({ rating }: { rating: number | null }) {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <span className="judge-stars" role="group" aria-label={t('judging.rating', { rating: rating ?? 0 })}>
      {STARS.map((star) => (
        <StarButton key={star} star={star} rating={rating ?? 0} />
      ))}
    </span>
  )
}

function StarButton({ star, rating }: { star: (typeof STARS)[number]; rating: number }) {
  const { label, keys, isEnabled, run } = useAction(`clips.rate${star}`)
  return (
    <Tip label={label} keys={keys}>
      <ToggleButton
        className={star <= rating ? 'judge-stars__one judge-stars__one--lit' : 'judge-stars__one'}
        aria-label={label}
        isSelected={star === rating}
        isDisabled={!isEnabled}
        onChange={run}
      >
        <Star aria-hidden fill={star <= rating ? 'currentColor' : 'none'} />
      </ToggleButton>
    </Tip>
  )
}

type MarkProps = {
  action: string
  isOn: boolean
  tone: 'good' | 'bad' | 'accent'
  icon: ReactNode
  children: ReactNode
}

function Mark({ action, isOn, tone, icon, children }: MarkProps) {
  const { label, keys, isEnabled, run } = useAction(action)
  return (
    <Tip label={label} keys={keys}>
      <ToggleButton
        className={`judge-toggle judge-toggle--${tone}`}
        isSelected={isOn}
        isDisabled={!isEnabled}
        onChange={run}
      >
        {icon}
        <span className="judge-toggle__words">{children}</span>
      </ToggleButton>
    </Tip>
  )
}

/** Whether the next pane comes by itself after a judgement. */
function Advance() {
  const { t } = useTranslation()
  const advances = useVoting((state) => state.advances)
  const { label, keys, run } = useAction('judge.advance')
  return (
    <Tip label={label} keys={keys}>
      <ToggleButton className="judge-toggle" isSelected={advances} onChange={run}>
        {t('judging.advance')}
      </ToggleButton>
    </Tip>
  )
}

function Sessions() {
  return (
    <span className="rating__sessions">
      <ActionButton action="judge.champion" size="small" icon={<Trophy aria-hidden />} />
      <ActionButton action="judge.blind" size="small" kind="primary" icon={<EyeOff aria-hidden />} />
    </span>
  )
}
