/** Owns the buttons that judge clips: five stars, pick, reject, circle, and taking it all back. */

import { Check, CircleDot, Eraser, Star, X } from 'lucide-react'
import type { Clip, Judgement } from '#shared/clip.ts'
import { RATINGS } from '../stores/judging-store.ts'
import { ActionButton } from '../ui/action-context.tsx'
import './clip-marks.css'

/** What is thought of one clip, or of several as far as they agree; the buttons mean what the keys mean. */
export function ClipMarks({ clip }: { clip: Partial<Pick<Clip, keyof Judgement>> }) {
  const { rating, verdict, circled } = clip
  return (
    <div className="clip-marks">
      <div className="clip-marks__row">
        {RATINGS.map((one) => (
          <ActionButton
            key={one}
            action={`clips.rate${one}`}
            iconOnly
            size="small"
            icon={<Star className={rating && one <= rating ? 'stars__on' : 'stars__off'} />}
          />
        ))}
      </div>
      <div className="clip-marks__row">
        <ActionButton
          action="clips.pick"
          iconOnly
          size="small"
          icon={<Check className={verdict === 'pick' ? 'clip-marks__pick' : ''} />}
        />
        <ActionButton
          action="clips.reject"
          iconOnly
          size="small"
          icon={<X className={verdict === 'reject' ? 'clip-marks__reject' : ''} />}
        />
        <ActionButton
          action="clips.circle"
          iconOnly
          size="small"
          icon={<CircleDot className={circled ? 'clip-marks__circled' : ''} />}
        />
        <ActionButton action="clips.unmark" iconOnly size="small" icon={<Eraser />} />
      </div>
    </div>
  )
}
