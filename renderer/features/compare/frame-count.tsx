/** Owns the number of the frame a pane shows, its offset and its sound, as they are at this moment. */

import { Volume2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeckState } from './deck-store.ts'

export function FrameCount({ place }: { place: number }) {
  const { t } = useTranslation()
  const frame = useDeckState(({ panes }) => panes[place]?.frame ?? null, null)
  const frames = useDeckState(({ panes }) => panes[place]?.frames ?? 0, 0)
  const isHeard = useDeckState(
    ({ audible, panes }) => audible === place && panes[place]?.hasSound === true,
    false,
  )
  const offset = useCompare(({ clipIds, offsets }) => offsets[clipIds[place] ?? ''] ?? 0)
  if (frame === null || frames === 0) return null
  return (
    <span className="frame-count">
      {isHeard ? <Volume2 className="frame-count__heard" aria-label={t('compare.heard')} /> : null}
      {offset === 0 ? null : (
        <span className="frame-count__offset">{t('compare.offset', { frames: signed(offset) })}</span>
      )}
      <span className="frame-count__number">{t('compare.frame', { frame: frame + 1, frames })}</span>
    </span>
  )
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : `−${-number}`
}
