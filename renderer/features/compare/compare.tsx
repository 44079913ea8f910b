/** Owns the compare room: its bar, the panes, the transport, and the place below for what differs and for judging. */

import { Columns2 } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { useFlashSafety } from '../../clips/flash-safety.ts'
import { useCompare } from '../../stores/compare-store.ts'
import { useVoting } from '../../stores/voting-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { EmptyHead } from '../../ui/empty-head.tsx'
import { Below } from './below.tsx'
import { CompareBar } from './compare-bar.tsx'
import { OpenSession } from './judging/open-session.tsx'
import { Results } from './judging/results.tsx'
import { isThrownAway } from './pane-note.tsx'
import { Stage } from './stage.tsx'
import { Transport } from './transport.tsx'
import { useRoomDeck } from './use-deck.ts'
import { useClipRows } from './use-rows.ts'
import './compare.css'
import './judging/judging.css'

type CompareProps = { voting: { extend(votes: number): Promise<void>; refresh(): Promise<void> } }

export function Compare({ voting }: CompareProps) {
  const results = useVoting((state) => state.results)
  const { refresh } = voting
  useEffect(() => void refresh(), [refresh])
  const clipIds = useCompare((state) => state.clipIds)
  const clips = useClipRows(clipIds)
  if (results) return <Results results={results} onExtend={(votes) => void voting.extend(votes)} />
  return clipIds.length === 0 ? <Empty /> : <Room clipIds={clipIds} clips={clips} />
}

function Empty() {
  const { t } = useTranslation()
  return (
    <div className="compare-empty">
      <EmptyHead icon={Columns2} title={t('compare.empty.title')} />
      <p className="quiet">{t('compare.empty.how')}</p>
      <ActionButton action="compare.choose" kind="primary" />
      <OpenSession />
    </div>
  )
}

type RoomProps = { clipIds: readonly string[]; clips: readonly (Clip | undefined)[] }

function Room({ clipIds, clips }: RoomProps) {
  const { t } = useTranslation()
  const safety = useFlashSafety(clipIds)
  const held = useMemo(
    () => clipIds.filter((_, place) => safety[place] === 'flashing' || isThrownAway(clips[place])),
    [clipIds, safety, clips],
  )
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
