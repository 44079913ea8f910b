/** Owns what new shots start with. */

import { modelFacts, PARAMETER_LIMITS, RESOLUTIONS, STILL_MODELS } from '#shared/happyhorse.ts'
import { useWords } from '../../locales/words.ts'
import { ChoiceField, Switch } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { PageProps } from './settings-dialog.tsx'

export function DefaultsPage({ settings: { defaults }, onChange }: PageProps) {
  const { t, model: modelName } = useWords()
  const save = (change: Partial<typeof defaults>) => void onChange({ defaults: change })
  const offered = RESOLUTIONS.filter((one) => modelFacts(defaults.model)?.resolutions.includes(one))
  return (
    <>
      <p className="quiet">{t('settings.defaults.text')}</p>
      <ChoiceField
        label={t('inspector.model')}
        value={defaults.model}
        choices={STILL_MODELS.map((id) => ({ id, label: modelName(id) }))}
        onChange={(model) => {
          const keeps = modelFacts(model)?.resolutions.includes(defaults.resolution)
          save({ model, ...(keeps ? {} : { resolution: '720P' }) })
        }}
      />
      <ChoiceField
        label={t('inspector.resolution')}
        value={defaults.resolution}
        choices={offered.map((id) => ({ id, label: id }))}
        onChange={(resolution) => save({ resolution })}
      />
      <NumberField
        label={t('inspector.duration')}
        value={defaults.durationSeconds}
        min={PARAMETER_LIMITS.durationSeconds.min}
        max={PARAMETER_LIMITS.durationSeconds.max}
        format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
        onChange={(durationSeconds) => save({ durationSeconds })}
      />
      <Switch
        label={t('inspector.watermark')}
        isOn={defaults.watermark}
        onChange={(watermark) => save({ watermark })}
      />
    </>
  )
}
