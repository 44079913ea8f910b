/** Owns the Board: the grid of shots, its bar, and what stands there while it is empty. */

import { FolderPlus, ImagePlus, Images } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { GridLayout, GridList, type Selection, Size, Virtualizer } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Shot } from '#shared/shot.ts'
import { STEP, want, wantMore, windowOf } from '../../stores/row-windows.ts'
import { boardKey, matchesFilter, shotView, useShots } from '../../stores/shots-store.ts'
import { openDialog, useView } from '../../stores/view-store.ts'
import { focusPrompt } from '../../typing/prompt-focus.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { EmptyHead } from '../../ui/empty-head.tsx'
import { idsOf, keysOf } from '../../ui/selected-keys.ts'
import './board.css'
import { BoardBar } from './board-bar.tsx'
import { BoardContext } from './board-context.ts'
import { ShotCard } from './shot-card.tsx'

/** Height of the caption under a picture, in px. */
const CAPTION_PX = 30

export function Board() {
  const projectId = useView((view) => view.projectId)
  const { shots, total, isKnown } = useBoardShots(projectId)
  const isEmpty = total === 0
  useFocusOnceEmpty(total)
  return (
    <section className="board">
      {isEmpty ? null : <BoardBar total={total} />}
      {isEmpty ? (
        <EmptyBoard />
      ) : (
        <ShotGrid key={projectId} shots={shots} isKnown={isKnown} projectId={projectId} />
      )}
    </section>
  )
}

/** The fetched shots that match the filter, and how many there are on the board in all. */
function useBoardShots(projectId: string | null) {
  const filter = useView((view) => view.filter)
  const key = boardKey(projectId ?? '', filter)
  const shots = useShots(
    useShallow((state) => {
      const held = windowOf(state, key).ids.flatMap((id) => shotView(state, id) ?? [])
      // One that has just left the filter is not waited for.
      return filter === 'all' ? held : held.filter((shot) => matchesFilter(shot, filter))
    }),
  )
  const matching = useShots((state) => windowOf(state, key).total)
  const total = useShots((state) => windowOf(state, boardKey(projectId ?? '', 'all')).total)
  useEffect(() => {
    if (!projectId) return
    useShots.setState((state) => want(state, key, Math.max(STEP, windowOf(state, key).ids.length), 'board'))
    return () => useShots.setState((state) => want(state, key, 0, 'board'))
  }, [projectId, key])
  return { shots, total, isKnown: matching !== null }
}

/** With the last shot its card goes, and the focus in it: it moves on to what can be done with an empty board. */
function useFocusOnceEmpty(total: number | null): void {
  const before = useRef<number | null>(null)
  useEffect(() => {
    const isEmptied = total === 0 && before.current !== null && before.current > 0
    before.current = total
    if (isEmptied && document.activeElement === document.body)
      document.querySelector<HTMLElement>('.board-empty button')?.focus()
  }, [total])
}

type ShotGridProps = { shots: readonly Shot[]; isKnown: boolean; projectId: string | null }

function ShotGrid({ shots, isKnown, projectId }: ShotGridProps) {
  const { t } = useTranslation()
  const tilePx = useView((view) => view.tilePx)
  const selected = useView((view) => view.selectedShots)
  const filter = useView((view) => view.filter)
  const [playing, setPlaying] = useState<string | null>(null)
  const layoutOptions = useMemo(() => layoutFor(tilePx), [tilePx])
  const lastId = shots.at(-1)?.id
  const onLast = useCallback(() => {
    if (projectId) useShots.setState((state) => wantMore(state, boardKey(projectId, filter), 'board'))
  }, [projectId, filter])
  const shared = useMemo(
    () => ({ playing, onPlaying: setPlaying, lastId, onLast }),
    [playing, lastId, onLast],
  )
  return (
    <BoardContext value={shared}>
      <Virtualizer layout={GridLayout} layoutOptions={layoutOptions}>
        <GridList
          className="board__grid"
          aria-label={t('board.grid')}
          layout="grid"
          items={shots}
          selectionMode="multiple"
          selectionBehavior="replace"
          disallowTypeAhead
          selectedKeys={useMemo(() => keysOf(selected), [selected])}
          onSelectionChange={(keys) => selectShots(keys, shots)}
          onAction={(key) => openShot(String(key))}
          renderEmptyState={() =>
            filter === 'all' || !isKnown ? null : <p className="board__none">{t('board.empty.filtered')}</p>
          }
        >
          {(shot) => <ShotCard shot={shot} />}
        </GridList>
      </Virtualizer>
    </BoardContext>
  )
}

function layoutFor(tilePx: number) {
  const size = new Size(tilePx, tilePx + CAPTION_PX)
  const space = new Size(10, 10)
  return {
    minItemSize: size,
    maxItemSize: new Size(tilePx * 1.6, tilePx * 1.6 + CAPTION_PX),
    minSpace: space,
    preserveAspectRatio: true,
    maxHorizontalSpace: 10,
  }
}

function selectShots(keys: Selection, shots: readonly Shot[]): void {
  useView.setState({ selectedShots: keys === 'all' ? shots.map((one) => one.id) : idsOf(keys) })
}

/** Plays the newest clip; a shot without one gets its prompt edited. */
function openShot(id: string): void {
  const shot = useShots.getState().byId[id]
  if (shot?.clipId) openDialog({ kind: 'player', shotId: id, clipId: shot.clipId })
  else {
    useView.setState({ selectedShots: [id] })
    focusPrompt()
  }
}

function EmptyBoard() {
  const { t } = useTranslation()
  return (
    <div className="board-empty">
      <div className="board-empty__target">
        <EmptyHead icon={Images} title={t('board.empty.title')} />
        <p className="quiet">{t('board.empty.text')}</p>
        <div className="board-empty__buttons">
          <ActionButton action="shots.addFiles" kind="primary" icon={<ImagePlus />} />
          <ActionButton action="shots.addFolder" icon={<FolderPlus />} />
        </div>
        <p className="board-empty__try">
          <span className="quiet">{t('board.empty.try')}</span>
          <ActionButton action="shots.samples" />
        </p>
      </div>
    </div>
  )
}
