/** Owns the rail of the Experiments room: every experiment of the project, newest first. */

import { FlaskConical } from 'lucide-react'
import type { ExperimentSummary } from '#shared/experiment-contract.ts'
import { useWords } from '../../locales/words.ts'
import { openExperiment, useExperiments } from '../../stores/experiments-store.ts'

export function ExperimentList() {
  const { t } = useWords()
  const list = useExperiments((state) => state.list)
  return (
    <div className="rail">
      <h2 className="rail__head">{t('experiments.list')}</h2>
      <ul>
        {(list ?? []).map((one) => (
          <li key={one.id}>
            <ListItem summary={one} />
          </li>
        ))}
      </ul>
      {list?.length === 0 ? <p className="rail__none quiet">{t('experiments.none')}</p> : null}
    </div>
  )
}

function ListItem({ summary: { id, name, rows, columns, filled, live } }: { summary: ExperimentSummary }) {
  const { t } = useWords()
  const isOpen = useExperiments((state) => state.openId === id)
  const counts = { filled, count: rows * columns }
  return (
    <button
      type="button"
      className="rail__item"
      aria-pressed={isOpen}
      title={name}
      onClick={() => openExperiment(id)}
    >
      <FlaskConical aria-hidden />
      <span className="rail__name experiments-rail__name">
        <span className="experiments-rail__title">{name}</span>
        <span className="quiet">
          {t('experiments.size', { rows, columns })}
          {live > 0 ? ` · ${t('experiments.live', { count: live })}` : null}
        </span>
      </span>
      <span className="rail__count" aria-hidden title={t('experiments.filled', counts)}>
        {t('experiments.filledShort', counts)}
      </span>
      <span className="visually-hidden">{t('experiments.filled', counts)}</span>
    </button>
  )
}
