/** Owns the button that says exactly what it will do and what that costs, and why it cannot when it cannot. */

import { useTranslation } from 'react-i18next'
import { formatMoney } from '#shared/cost.ts'
import type { Shot } from '#shared/shot.ts'
import { useWords } from '../../locales/words.ts'
import { PricedFoot } from '../../prices/priced-foot.tsx'
import { isBlocked } from '../../stores/shots-store.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { type TakesState, useTakes } from '../../stores/takes-store.ts'
import { useView } from '../../stores/view-store.ts'
import { useAction } from '../../ui/action-context.tsx'
import { Switch } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'

/** Most takes of one shot in one batch. */
const MOST_TAKES = 100

export function QueueButton({ shots }: { shots: readonly Shot[] }) {
  const action = useAction('takes.queue')
  const state = useTakes()
  const label = useLabel(state)
  const reason = useReason(state, shots)
  const { estimate, isPending, isQueueing, changed, error } = state
  return (
    <PricedFoot
      {...{ action, label, estimate, isPending, changed }}
      isBusy={isPending || isQueueing}
      error={changed ? null : error}
      note={reason ?? action.keys}
    >
      <TakesField />
      {shots.length > 1 ? <OneDraw /> : null}
    </PricedFoot>
  )
}

function TakesField() {
  const { t } = useTranslation()
  const takes = useView((view) => view.takes)
  return (
    <div className="inspector__takes">
      <span className="field__label" aria-hidden>
        {t('inspector.takes')}
      </span>
      <NumberField
        bare
        label={t('inspector.takes')}
        value={takes}
        min={1}
        max={MOST_TAKES}
        onChange={(next) => useView.setState({ takes: next })}
        steps={{ less: t('inspector.takesLess'), more: t('inspector.takesMore') }}
      />
    </div>
  )
}

/** Seed lock of a batch: what differs between its clips is then the still, not the seed. */
function OneDraw() {
  const { t } = useTranslation()
  const isOn = useView((view) => view.oneDraw)
  return (
    <Switch
      label={t('experiments.oneDraw')}
      isOn={isOn}
      onChange={(oneDraw) => useView.setState({ oneDraw })}
    />
  )
}

function useLabel({ estimate, isQueueing, isPending }: TakesState): string {
  const { t } = useTranslation()
  const rehearsal = useStudio(({ status }) => status?.rehearsal ?? false)
  if (isQueueing) return t('inspector.queueing')
  if (!estimate) return t(isPending ? 'inspector.queuePending' : 'inspector.queueNone')
  if (estimate.clips === 0) return t('inspector.queueNone')
  const values = { count: estimate.clips, cost: formatMoney(estimate.cost) }
  return rehearsal ? t('inspector.queueRehearsal', values) : t('inspector.queue', values)
}

/** Why nothing can be queued, or what is left out. */
function useReason({ estimate, error }: TakesState, shots: readonly Shot[]): string | undefined {
  const { t, error: errorWords, finding } = useWords()
  if (error || !estimate) return undefined
  const [firstBlocked] = estimate.blocked
  if (!firstBlocked) return undefined
  if (estimate.clips > 0) return t('inspector.reason.someBlocked', { count: estimate.blocked.length })
  if (shots.some((shot) => shot.still.inspectedAt === null)) return t('inspector.reason.checking')
  const block = shots.find(isBlocked)?.still.findings.find((one) => one.level === 'block')
  const { what, why } = errorWords(firstBlocked.error)
  return t('inspector.reason.blocked', {
    count: shots.length,
    why: block ? finding(block).says : `${what}. ${why}`,
  })
}
