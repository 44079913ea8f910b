/** Owns the bar over the grid: adding, how many, how large, and how far an import is. */

import { FolderPlus, ImagePlus, Minus, Plus, Trash2 } from 'lucide-react'
import { ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useImport } from '../../stores/import-store.ts'
import { setTilePx, TILE_PX, useView } from '../../stores/view-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Slider } from '../../ui/slider.tsx'

export function BoardBar({ total }: { total: number | null }) {
  const { t } = useTranslation()
  const selected = useView((view) => view.selectedShots.length)
  const tilePx = useView((view) => view.tilePx)
  return (
    <div className="board-bar">
      <ActionButton action="shots.addFiles" icon={<ImagePlus />} />
      <ActionButton action="shots.addFolder" icon={<FolderPlus />} kind="ghost" />
      <ImportProgress />
      <span className="board-bar__space" />
      <span className="board-bar__count quiet" role="status">
        {total === null ? null : t('board.count', { count: total })}
        {selected > 0 ? ` · ${t('board.selected', { count: selected })}` : null}
      </span>
      {selected > 0 ? <ActionButton action="shots.remove" iconOnly icon={<Trash2 />} /> : null}
      <div className="board-bar__size">
        <ActionButton action="tiles.smaller" iconOnly size="small" icon={<Minus />} />
        <Slider bare label={t('board.size')} value={tilePx} {...TILE_PX} onChange={setTilePx} />
        <ActionButton action="tiles.larger" iconOnly size="small" icon={<Plus />} />
      </div>
    </div>
  )
}

function ImportProgress() {
  const { t } = useTranslation()
  const running = useImport((state) => state.running)
  if (!running) return null
  const { phase, done, total } = running
  const label = t(`board.importing.${phase}`)
  return (
    <ProgressBar
      className="board-bar__import"
      aria-label={label}
      value={done}
      maxValue={Math.max(1, total)}
      isIndeterminate={total === 0}
      valueLabel={total === 0 ? label : t('board.importing.count', { done, total })}
    >
      {({ percentage }) => (
        <>
          <span>
            {label} {total > 0 ? t('board.importing.count', { done, total }) : null}
          </span>
          <span className="bar">
            <span
              className={total > 0 ? 'bar__fill' : 'bar__fill bar__fill--unknown'}
              style={{ width: `${percentage ?? 40}%` }}
            />
          </span>
        </>
      )}
    </ProgressBar>
  )
}
