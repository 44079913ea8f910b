/** Owns the compare room: its bar, the panes, the transport, and the place below for what differs and for judging. */

import { Columns2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Below } from './below.tsx'
import { CompareBar } from './compare-bar.tsx'
import { Stage } from './stage.tsx'
import { Transport } from './transport.tsx'
import { useRoomDeck } from './use-deck.ts'
import { useHeld } from './use-held.ts'
import { useClipRows } from './use-rows.ts'
import './compare.css'

export function Compare() {
  const clipIds = useCompare((state) => state.clipIds)
  const clips = useClipRows(clipIds)
  return clipIds.length === 0 ? <Empty /> : <Room clipIds={clipIds} clips={clips} />
}

function Empty() {
  const { t } = useTranslation()
  return (
    <div className="compare-empty">
      <Columns2 className="compare-empty__picture" aria-hidden />
      <p className="compare-empty__title">{t('compare.empty.title')}</p>
      <p className="quiet">{t('compare.empty.how')}</p>
      <ActionButton action="compare.choose" kind="primary" />
    </div>
  )
}

type RoomProps = { clipIds: readonly string[]; clips: readonly (Clip | undefined)[] }

function Room({ clipIds, clips }: RoomProps) {
  const { t } = useTranslation()
  const held = useHeld(clipIds)
  useRoomDeck(clipIds, held)
  const known = useMemo(() => clips.filter((clip) => clip !== undefined), [clips])
  return (
    <section className="compare" aria-label={t('frame.room.compare')}>
      <CompareBar clips={clips} />
      <Stage clipIds={clipIds} clips={clips} />
      <Transport />
      {known.length === clipIds.length ? <Below clips={known} /> : null}
    </section>
  )
}
