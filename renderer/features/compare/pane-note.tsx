/** Owns what lies over a pane's picture: that it is being opened, cannot be shown, flashes, has ended or not begun. */

import { FileX2, Trash2, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HeldClip } from '../../clips/held-clip.tsx'
import { useCompare } from '../../stores/compare-store.ts'
import { useDeckState } from './deck-store.ts'

/** A take in the trash is not played, though a browser may still have it. */
export function isThrownAway(clip: Clip | undefined): boolean {
  return clip !== undefined && clip.trashedAt !== null
}

/** Frames of the clock that are no difference, s. */
const SLACK_SECONDS = 0.001

export function PaneNote({ place, clip }: { place: number; clip: Clip | undefined }) {
  const { t } = useTranslation()
  const status = useDeckState(({ panes }) => panes[place]?.status ?? 'opening', 'opening')
  const edge = useDeckState(({ panes, position }) => {
    const span = panes[place]?.span
    if (!span || panes[place]?.status !== 'ready') return null
    if (position < span.from - SLACK_SECONDS) return 'before' as const
    return position >= span.to - SLACK_SECONDS ? ('ended' as const) : null
  }, null)
  const isBlind = useCompare((state) => state.isBlind)
  if (isThrownAway(clip)) {
    return (
      <div className="pane__note" role="alert">
        <Trash2 aria-hidden />
        <span>{t('compare.fault.trashed')}</span>
      </div>
    )
  }
  if (status === 'held') return clip ? <HeldClip clip={clip} isCovered={isBlind} /> : null
  if (status === 'opening') return <p className="pane__note quiet">{t('player.loading')}</p>
  if (status !== 'ready') {
    return (
      <div className="pane__note" role="alert">
        {status === 'missing' ? <FileX2 aria-hidden /> : <TriangleAlert aria-hidden />}
        <span>{t(`compare.fault.${status}`)}</span>
        {clip && !isBlind ? <span className="pane__path mono">{clip.path}</span> : null}
      </div>
    )
  }
  return edge === null ? null : <span className="pane__edge">{t(`compare.${edge}`)}</span>
}
