/** Owns model, resolution, duration and watermark of the selected shots; mixed values are shown as such. */

import { useTranslation } from 'react-i18next'
import {
  modelFacts,
  PARAMETER_LIMITS,
  RESOLUTIONS,
  type Resolution,
  STILL_MODELS,
} from '#shared/happyhorse.ts'
import type { Shot, ShotPatch } from '#shared/shot.ts'
import { useWords } from '../../locales/words.ts'
import { type Common, commonOf, editShots } from '../../stores/shots-store.ts'
import { ChoiceField, Switch } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Slider } from '../../ui/slider.tsx'

const { durationSeconds: DURATION } = PARAMETER_LIMITS

function sharedValue<T>(common: Common<T> | undefined): T | null {
  return common && !common.mixed ? common.value : null
}

export function RecipeFields({ shots }: { shots: readonly Shot[] }) {
  const { t, model: modelName } = useWords()
  const edit = (patch: ShotPatch) =>
    editShots(
      shots.map((shot) => shot.id),
      patch,
    )
  const resolution = sharedValue(commonOf(shots.map((shot) => shot.resolution)))
  const offered = RESOLUTIONS.filter((one) => shots.every((shot) => offers(shot.model, one)))
  return (
    <>
      <div className="pair">
        <ChoiceField
          label={t('inspector.model')}
          value={sharedValue(commonOf(shots.map((shot) => shot.model)))}
          placeholder={t('inspector.mixed')}
          choices={STILL_MODELS.map((id) => ({ id, label: modelName(id) }))}
          onChange={(model) => {
            const best = modelFacts(model)?.resolutions.at(-1)
            const lost = shots.filter((shot) => !offers(model, shot.resolution)).map((shot) => shot.id)
            edit({ model })
            if (lost.length > 0 && best) editShots(lost, { resolution: '720P' })
          }}
        />
        <ChoiceField
          label={t('inspector.resolution')}
          value={resolution}
          placeholder={t('inspector.mixed')}
          choices={offered.map((id) => ({ id, label: id }))}
          onChange={(next) => edit({ resolution: next })}
        />
      </div>
      <DurationField shots={shots} onChange={(durationSeconds) => edit({ durationSeconds })} />
      <WatermarkField shots={shots} onChange={(watermark) => edit({ watermark })} />
    </>
  )
}

function offers(model: string, resolution: Resolution): boolean {
  return modelFacts(model)?.resolutions.includes(resolution) ?? false
}

type PartProps<T> = { shots: readonly Shot[]; onChange(value: T): void }

function DurationField({ shots, onChange }: PartProps<number>) {
  const { t } = useTranslation()
  const common = commonOf(shots.map((shot) => shot.durationSeconds))
  const value = sharedValue(common) ?? DURATION.default
  return (
    <div className="field">
      <span className="field__label field__label--split" aria-hidden>
        {t('inspector.duration')}
        {common?.mixed ? <span className="mixed">{t('inspector.mixed')}</span> : null}
      </span>
      <div className="pair pair--wide-first">
        <Slider
          bare
          label={t('inspector.duration')}
          value={value}
          min={DURATION.min}
          max={DURATION.max}
          onChange={onChange}
        />
        <NumberField
          bare
          label={t('inspector.duration')}
          value={common?.mixed ? Number.NaN : value}
          min={DURATION.min}
          max={DURATION.max}
          onChange={onChange}
          format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
          // From mixed values no step leads anywhere: one second more would be the shortest clip for all.
          {...(common?.mixed
            ? {}
            : { steps: { less: t('inspector.durationLess'), more: t('inspector.durationMore') } })}
        />
      </div>
    </div>
  )
}

function WatermarkField({ shots, onChange }: PartProps<boolean>) {
  const { t } = useTranslation()
  const common = commonOf(shots.map((shot) => shot.watermark))
  return (
    <Switch
      label={t('inspector.watermark')}
      isOn={sharedValue(common) ?? false}
      onChange={onChange}
      aside={common?.mixed ? <span className="mixed">{t('inspector.mixed')}</span> : null}
    />
  )
}
