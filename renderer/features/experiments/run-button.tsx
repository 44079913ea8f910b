/** Owns the button that runs the open cells, with their number and their price. */

import { formatMoney } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { FitNote, PaidBeforeNote, PriceProblem } from '../../price-notes.tsx'
import { useExperiments } from '../../stores/experiments-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { useAction } from '../../ui/action-context.tsx'
import { Button } from '../../ui/button.tsx'

export function RunButton() {
  const { t } = useWords()
  const action = useAction('experiments.run')
  const { estimate, isPending, isRunning, changed, error } = useExperiments()
  const label = useLabel()
  // Not disabled while the price is worked out: a disabled button would lose the focus.
  const isBusy = isPending || isRunning
  const blocked = estimate?.blocked.length ?? 0
  return (
    <footer className="inspector__foot">
      {changed ? (
        <p className="inspector__changed" role="alert">
          {t('inspector.reason.changed')}
        </p>
      ) : null}
      {estimate && !isPending ? <PaidBeforeNote estimate={estimate} /> : null}
      {estimate && !isPending ? <FitNote estimate={estimate} /> : null}
      {error ? <PriceProblem error={error} /> : null}
      <Button
        kind="primary"
        size="large"
        isDisabled={!action.isEnabled && !isBusy}
        isPending={isBusy}
        pendingLabel={label}
        onPress={action.run}
        aria-describedby="run-reason"
      >
        <span className="inspector__queue-label">{label}</span>
      </Button>
      <p id="run-reason" className="field__note">
        {blocked > 0
          ? t('experiments.run.blocked', { count: blocked })
          : isBusy || action.isEnabled
            ? action.keys
            : null}
      </p>
    </footer>
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
