/** Owns the bar above the table: what is chosen, what differs in it, and the way to compare it. */

import { CircleAlert, CircleCheck, Columns2, Plus, X } from 'lucide-react'
import { type ComparedRecipe, differencesAmong } from '#shared/differences.ts'
import type { Cell } from '#shared/experiment.ts'
import { useWords } from '../../locales/words.ts'
import { COMPARED } from '../../stores/compare-store.ts'
import { placeKey, useExperiments } from '../../stores/experiments-store.ts'
import { useCells } from '../../stores/open-cells.ts'
import { ActionButton } from '../../ui/action-context.tsx'

export function PickBar() {
  const { t } = useWords()
  const cells = useCells()
  const picked = useExperiments((state) => state.picked)
  const chosen = picked.flatMap((key) => cells.find((cell) => placeKey(cell) === key) ?? [])
  return (
    <div className="pick-bar">
      {chosen.length === 0 ? (
        <span className="pick-bar__how quiet">{t('experiments.pick.how')}</span>
      ) : (
        <>
          <span>{t('experiments.pick.count', { count: chosen.length })}</span>
          {chosen.length > 1 ? <Differences cells={chosen} /> : null}
        </>
      )}
      {chosen.length > 0 ? <span className="pick-bar__space" /> : null}
      <span className="pick-bar__buttons">
        {chosen.length > 0 ? (
          <>
            {chosen.length > COMPARED.most ? (
              <span className="quiet">{t('experiments.pick.most', { count: COMPARED.most })}</span>
            ) : null}
            <ActionButton action="experiments.compare" size="small" icon={<Columns2 />} />
            <ActionButton action="experiments.clear" size="small" kind="ghost" iconOnly icon={<X />} />
          </>
        ) : (
          <>
            <ActionButton action="experiments.addRow" size="small" kind="ghost" icon={<Plus />} />
            <ActionButton action="experiments.addColumn" size="small" kind="ghost" icon={<Plus />} />
          </>
        )}
      </span>
    </div>
  )
}

/** A cell that shows a take is compared by the first frame that was sent as well. */
function comparedOf({ recipe, job }: Cell): ComparedRecipe {
  return { ...recipe, stillId: recipe.shotId, frameSha256: job?.frameSha256 ?? '' }
}

/** One thing may differ; with more nobody can say which of them made the difference. */
function Differences({ cells }: { cells: readonly Cell[] }) {
  const { t, language } = useWords()
  const fields = differencesAmong(cells.map(comparedOf))
  const names = new Intl.ListFormat(language).format(fields.map((one) => t(`words.recipe.${one}`)))
  if (fields.length === 0) return <span className="quiet">{t('experiments.differs.none')}</span>
  if (fields.length === 1) {
    return (
      <span className="differs differs--one">
        <CircleCheck aria-hidden />
        {t('experiments.differs.one', { name: names })}
      </span>
    )
  }
  return (
    <span className="differs differs--many" role="status">
      <CircleAlert aria-hidden />
      <strong>{t('experiments.differs.count', { count: fields.length })}</strong>
      {t('experiments.differs.many', { names })}
    </span>
  )
}
