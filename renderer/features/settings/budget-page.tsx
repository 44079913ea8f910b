/** Owns the caps on spending: three amounts, each with what counts against it now. An empty field is no cap. */

import { X } from 'lucide-react'
import type { CapWindow, Spending } from '#shared/budget.ts'
import { formatMoney, MICROS } from '#shared/cost.ts'
import { useWords } from '../../locales/words.ts'
import { CAP_FORMAT, CAP_RANGE } from '../../prices/cap-units.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { PageProps } from './settings-dialog.tsx'

const CAPS = [
  { window: 'batch', key: 'batchMicros' },
  { window: 'day', key: 'dayMicros' },
  { window: 'month', key: 'monthMicros' },
] as const

export function BudgetPage({ settings: { caps }, onChange }: PageProps) {
  const { t } = useWords()
  const currency = useStudio(({ status }) => status?.spent.currency ?? 'CNY')
  return (
    <>
      <p className="quiet">{t('settings.budget.text', { currency })}</p>
      {CAPS.map(({ window, key }) => (
        <CapField
          key={key}
          window={window}
          micros={caps[key]}
          currency={currency}
          onChange={(micros) => void onChange({ caps: { [key]: micros } })}
        />
      ))}
    </>
  )
}

type CapFieldProps = {
  window: CapWindow
  micros: number | null
  currency: string
  onChange(micros: number | null): void
}

function CapField({ window, micros, currency, onChange }: CapFieldProps) {
  const { t } = useWords()
  const what = t(`settings.budget.${window}`)
  const use = useUse(window)
  return (
    <div className="cap">
      <NumberField
        label={what}
        value={micros === null ? Number.NaN : micros / MICROS}
        {...CAP_RANGE}
        format={{ ...CAP_FORMAT, currency }}
        onChange={(units) => onChange(Math.round(units * MICROS))}
        onEmpty={() => onChange(null)}
        note={micros === null ? `${t('settings.budget.none')} · ${use}` : use}
      />
      {micros === null ? null : (
        <IconButton size="small" label={t('settings.budget.remove', { what })} onPress={() => onChange(null)}>
          <X />
        </IconButton>
      )}
    </div>
  )
}

/** What counts in a window now, in words; a batch has no present one. */
function useUse(window: CapWindow): string {
  const { t } = useWords()
  const status = useStudio((state) => state.status)
  if (!status || window === 'batch') return t('settings.budget.batchNote')
  const use: Spending = status.budget[window]
  const money = (micros: number) => formatMoney({ ...status.spent, micros })
  const spent = money(use.spentMicros + use.doubtedMicros)
  const reserved = money(use.reservedMicros)
  if (use.doubtedMicros === 0) return t('settings.budget.used', { spent, reserved })
  return t('settings.budget.usedDoubted', { spent, reserved, doubted: money(use.doubtedMicros) })
}
