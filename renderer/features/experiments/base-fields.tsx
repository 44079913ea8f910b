/** Owns the part of the recipe that all cells share: whatever is no axis. */

import { Dices } from 'lucide-react'
import type { AxisField, CellRecipe, Experiment } from '#shared/experiment.ts'
import { modelFacts, PARAMETER_LIMITS, RESOLUTIONS, STILL_MODELS } from '#shared/happyhorse.ts'
import { PROMPT_KEPT_MAX } from '#shared/shot.ts'
import { drawSeed } from '../../deeds/draw-seed.ts'
import { useWords } from '../../locales/words.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { useSeedTyping } from '../../typing/seed-typing.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceField, Switch, TextField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextBox } from '../../ui/text-box.tsx'

type BaseFieldsProps = { experiment: Experiment; onUpdate: OnUpdate }

export function BaseFields({ experiment, onUpdate }: BaseFieldsProps) {
  const { t, model } = useWords()
  const { base, rows, columns } = experiment
  const isFree = (field: AxisField) => rows.field !== field && columns.field !== field
  const edit = (patch: Partial<CellRecipe>) => onUpdate({ kind: 'base', base: patch })
  const offered = RESOLUTIONS.filter(
    (one) => !isFree('model') || modelFacts(base.model)?.resolutions.includes(one),
  )
  const { min, max } = PARAMETER_LIMITS.durationSeconds
  return (
    <>
      {isFree('prompt') ? <PromptField text={base.prompt} onChange={(prompt) => edit({ prompt })} /> : null}
      {isFree('seed') ? <SeedField seed={base.seed} onChange={(seed) => edit({ seed })} /> : null}
      <div className="pair">
        {isFree('model') ? (
          <ChoiceField
            label={t('inspector.model')}
            value={base.model}
            choices={STILL_MODELS.map((id) => ({ id, label: model(id) }))}
            onChange={(next) => edit({ model: next })}
          />
        ) : null}
        {isFree('resolution') ? (
          <ChoiceField
            label={t('inspector.resolution')}
            value={base.resolution}
            choices={offered.map((id) => ({ id, label: id }))}
            onChange={(resolution) => edit({ resolution })}
          />
        ) : null}
      </div>
      {isFree('durationSeconds') ? (
        <NumberField
          label={t('inspector.duration')}
          value={base.durationSeconds}
          min={min}
          max={max}
          format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
          steps={{ less: t('inspector.durationLess'), more: t('inspector.durationMore') }}
          onChange={(durationSeconds) => edit({ durationSeconds })}
        />
      ) : null}
      <Switch
        label={t('inspector.watermark')}
        isOn={base.watermark}
        onChange={(watermark) => edit({ watermark })}
      />
    </>
  )
}

/** Each text is another recipe, with other takes: the table follows what is typed. */
function PromptField({ text, onChange }: { text: string; onChange(text: string): void }) {
  const { t } = useWords()
  return (
    <TextBox
      label={t('inspector.prompt')}
      value={text}
      onChange={onChange}
      className="prompt__text"
      rows={3}
      maxLength={PROMPT_KEPT_MAX}
      placeholder={t('inspector.promptPlaceholder')}
    />
  )
}

function SeedField({ seed, onChange }: { seed: number; onChange(seed: number): void }) {
  const { t } = useWords()
  const { text, type, leave, isBad, refused } = useSeedTyping({ seed, onChange })
  return (
    <div>
      <div className="row-of-fields one-seed">
        <TextField
          label={t('experiments.oneSeed')}
          value={text}
          onChange={type}
          onBlur={leave}
          onEnter={leave}
        />
        <Button icon={<Dices />} onPress={() => onChange(drawSeed())}>
          {t('inspector.seedNew')}
        </Button>
      </div>
      {isBad || refused !== null ? (
        <p className="field__said" role="status">
          {isBad
            ? t('inspector.seedBad', PARAMETER_LIMITS.seed)
            : t('inspector.seedKept', { typed: refused, max: PARAMETER_LIMITS.seed.max })}
        </p>
      ) : null}
    </div>
  )
}
