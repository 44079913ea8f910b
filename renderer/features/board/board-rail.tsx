/** Owns the rail at the left of the Board: which shots are shown. */

import { Ban, CircleCheck, Clapperboard, Images } from 'lucide-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { SHOT_FILTERS, type ShotFilter } from '#shared/shot.ts'
import { want, windowOf } from '../../stores/row-windows.ts'
import { boardKey, useShots } from '../../stores/shots-store.ts'
import { useView } from '../../stores/view-store.ts'
import { useAction } from '../../ui/action-context.tsx'

const ICONS: Record<ShotFilter, ReactNode> = {
  all: <Images aria-hidden />,
  ready: <CircleCheck aria-hidden />,
  blocked: <Ban aria-hidden />,
  taken: <Clapperboard aria-hidden />,
}

export function BoardRail() {
  const { t } = useTranslation()
  useCounts(useView((view) => view.projectId))
  return (
    <div className="rail">
      <h2 className="rail__head">{t('board.filters')}</h2>
      <ul>
        {SHOT_FILTERS.map((filter) => (
          <li key={filter}>
            <FilterButton filter={filter} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How many shots each filter shows: a window of one row tells, whatever else is held of it. */
function useCounts(projectId: string | null): void {
  useEffect(() => {
    if (!projectId) return
    const keys = SHOT_FILTERS.map((filter) => boardKey(projectId, filter))
    const wantOfEach = (rows: number) =>
      useShots.setState((state) => keys.reduce((next, key) => want(next, key, rows, 'board-rail'), state))
    wantOfEach(1)
    return () => wantOfEach(0)
  }, [projectId])
}

function FilterButton({ filter }: { filter: ShotFilter }) {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const isOn = useView((view) => view.filter === filter)
  const count = useShots((state) => windowOf(state, boardKey(projectId ?? '', filter)).total)
  const { run } = useAction(`filter.${filter}`)
  return (
    <button type="button" className="rail__item" aria-pressed={isOn} onClick={run}>
      {ICONS[filter]}
      <span className="rail__name">{t(`board.filter.${filter}`)}</span>
      <span className="rail__count">{count}</span>
    </button>
  )
}
