/** Owns the button that runs the open cells, with their number and their price. */

import { formatMoney } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { PaidBeforeNote } from '../../prices/price-notes.tsx'
import { PricedFoot } from '../../prices/priced-foot.tsx'
import { useExperiments } from '../../stores/experiments-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { useAction } from '../../ui/action-context.tsx'

export function RunButton() {
  const { t } = useWords()
  const action = useAction('experiments.run')
  const { estimate, isPending, isRunning, changed, error } = useExperiments()
  const label = useLabel()
  const isBusy = isPending || isRunning
  const blocked = estimate?.blocked.length ?? 0
  const keys = isBusy || action.isEnabled ? action.keys : null
  return (
    <PricedFoot
      {...{ action, label, estimate, isPending, isBusy, changed, error }}
      note={blocked > 0 ? t('experiments.run.blocked', { count: blocked }) : keys}
    >
      {estimate && !isPending ? <PaidBeforeNote estimate={estimate} /> : null}
    </PricedFoot>
  )
}

function useLabel(): string {
  const { t } = useWords()
  const { estimate, isRunning, sheet } = useExperiments()
  const rehearsal = useStudio(({ status }) => status?.rehearsal ?? false)
  if (isRunning) return t('inspector.queueing')
  if (!estimate) return t('inspector.queuePending')
  if (estimate.clips === 0) {
    const isAllRun = estimate.blocked.length === 0 && Boolean(sheet?.takes.length)
    return t(isAllRun ? 'experiments.run.none' : 'experiments.run.nothing')
  }
  const values = { count: estimate.clips, cost: formatMoney(estimate.cost) }
  return rehearsal ? t('experiments.run.rehearsal', values) : t('experiments.run.cost', values)
}
