/** Owns the rail at the left of the Board: which shots are shown. */

import { Ban, CircleCheck, Clapperboard, Images } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { windowOf } from '../../stores/row-windows.ts'
import {
  matchesFilter,
  SHOT_FILTERS,
  type ShotFilter,
  type ShotsState,
  useShots,
} from '../../stores/shots-store.ts'
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

/** How many shots match; as text, for beyond what is fetched it is "at least". */
function countOf(state: ShotsState, projectId: string | null, filter: ShotFilter): string {
  const { ids, total } = windowOf(state, projectId ?? '')
  if (total === null) return ''
  if (filter === 'all') return String(total)
  const found = ids.filter((id) => {
    const shot = state.byId[id]
    return shot && matchesFilter(shot, filter)
  }).length
  return ids.length < total ? `${found}+` : String(found)
}

function FilterButton({ filter }: { filter: ShotFilter }) {
  const { t } = useTranslation()
  const projectId = useView((view) => view.projectId)
  const isOn = useView((view) => view.filter === filter)
  const count = useShots((state) => countOf(state, projectId, filter))
  const { run } = useAction(`filter.${filter}`)
  return (
    <button type="button" className="rail__item" aria-pressed={isOn} onClick={run}>
      {ICONS[filter]}
      <span className="rail__name">{t(`board.filter.${filter}`)}</span>
      <span className="rail__count">{count}</span>
    </button>
  )
}
