/** Owns how fast and how much at once. */

import { useWords } from '../../locales/words.ts'
import { useStudio } from '../../stores/studio-store.ts'
import { NumberField } from '../../ui/number-field.tsx'
import type { PageProps } from './settings-dialog.tsx'

export function PacePage({ settings: { limits }, onChange }: PageProps) {
  const { t } = useWords()
  const save = (change: Partial<typeof limits>) => void onChange({ limits: { ...limits, ...change } })
  return (
    <>
      <p className="quiet">{t('settings.pace.text')}</p>
      <AccountQuota />
      <NumberField
        label={t('settings.pace.submits')}
        value={limits.submitsPerSecond}
        min={0.1}
        max={50}
        step={0.1}
        onChange={(submitsPerSecond) => save({ submitsPerSecond })}
      />
      <NumberField
        label={t('settings.pace.inFlight')}
        value={limits.inFlightPerModel}
        min={1}
        max={500}
        onChange={(inFlightPerModel) => save({ inFlightPerModel })}
      />
      <NumberField
        label={t('settings.pace.queries')}
        value={limits.queriesPerSecond}
        min={0.1}
        max={20}
        step={0.1}
        onChange={(queriesPerSecond) => save({ queriesPerSecond })}
      />
    </>
  )
}

/** What the account tells of itself, if it does. */
function AccountQuota() {
  const { t } = useWords()
  const quota = useStudio(({ status }) => status?.quota ?? null)
  if (quota?.submitsPerSecond == null || quota.running === null) return null
  const { submitsPerSecond: submits, running } = quota
  return <p className="quiet">{t('settings.pace.told', { submits, running })}</p>
}
