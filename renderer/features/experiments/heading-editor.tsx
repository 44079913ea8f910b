/** Owns the editor of a heading: the one field of its axis, and the way to take the row or column out. */

import { Dices, Trash2 } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import type { AxisValue } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { PARAMETER_LIMITS, RESOLUTIONS, STILL_MODELS } from '#shared/happyhorse.ts'
import { PROMPT_KEPT_MAX } from '#shared/shot.ts'
import { drawSeed } from '../../draw-seed.ts'
import type { OnUpdate } from '../../experiments.ts'
import { useWords } from '../../locales/words.ts'
import { readSeed } from '../../read-seed.ts'
import { useRefused } from '../../refused-text.ts'
import {
  type AxisName,
  closeHeading,
  draftHeading,
  isHeadingChanged,
  useExperiments,
} from '../../stores/experiments-store.ts'
import { Button } from '../../ui/button.tsx'
import { isJustCorrected } from '../../ui/corrections.ts'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { StillEditor } from './still-editor.tsx'

type HeadingEditorProps = {
  trigger: RefObject<HTMLElement | null>
  sheet: ExperimentSheet
  axis: AxisName
  place: number
  onUpdate: OnUpdate
}

export function HeadingEditor({ trigger, sheet, axis, place, onUpdate }: HeadingEditorProps) {
  const { t } = useWords()
  const editing = useExperiments((state) => state.editing)
  const remove = () => {
    closeHeading(false)
    onUpdate({ kind: 'removeValue', axis, at: place })
  }
  if (!editing) return null
  return (
    <Popover
      className="menu heading-editor"
      isOpen
      triggerRef={trigger}
      placement="bottom start"
      onOpenChange={(open) => !open && closeHeading(true)}
    >
      <Dialog className="heading-editor__dialog" aria-label={t('experiments.heading.edit')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the fields in it */}
        <div className="heading-editor__box" onKeyDownCapture={hearField} onKeyDown={hear}>
          <ValueField value={editing.draft} onChange={draftHeading} sheet={sheet} />
          <div className="heading-editor__foot">
            {sheet.experiment[axis].values.length > 1 ? (
              <Button size="small" kind="ghost" icon={<Trash2 />} onPress={remove}>
                {t(`experiments.heading.remove.${axis}`)}
              </Button>
            ) : null}
            <span className="pick-bar__space" />
            <Button size="small" kind="primary" onPress={() => closeHeading(true)}>
              {t('experiments.heading.done')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Popover>
  )
}

/** Before a field hears them, for some keep these keys to themselves: Enter saves, Shift+Enter begins a new line. */
function hearField(event: KeyboardEvent): void {
  const { target } = event
  if (!(target instanceof HTMLElement) || !target.matches('input, textarea')) return
  if (target.closest('[data-finds]')) return
  hear(event)
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
  event.preventDefault()
  event.stopPropagation()
  // A number is told once its field is left.
  target.blur()
  // What became of it is read first.
  if (isJustCorrected()) target.focus()
  else closeHeading(true)
}

/** Escape throws away. */
function hear(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  closeHeading(false)
}

type ValueFieldProps = { value: AxisValue; onChange(value: AxisValue): void; sheet: ExperimentSheet }

function ValueField({ value, onChange, sheet }: ValueFieldProps) {
  const { t, model } = useWords()
  if (value.prompt !== undefined)
    return <PromptEditor text={value.prompt} onChange={(prompt) => onChange({ prompt })} />
  if (value.seed !== undefined)
    return <SeedEditor seed={value.seed} onChange={(seed) => onChange({ seed })} />
  if (value.durationSeconds !== undefined) {
    const { min, max } = PARAMETER_LIMITS.durationSeconds
    return (
      <NumberField
        label={t('inspector.duration')}
        value={value.durationSeconds}
        min={min}
        max={max}
        format={{ style: 'unit', unit: 'second', unitDisplay: 'narrow' }}
        steps={{ less: t('inspector.durationLess'), more: t('inspector.durationMore') }}
        onChange={(durationSeconds) => onChange({ durationSeconds })}
      />
    )
  }
  if (value.model !== undefined) {
    const choices = STILL_MODELS.map((id) => ({ id, label: model(id) }))
    return (
      <ChoiceField
        label={t('inspector.model')}
        value={value.model}
        choices={choices}
        onChange={(next) => onChange({ model: next })}
      />
    )
  }
  if (value.resolution !== undefined) {
    const choices = RESOLUTIONS.map((id) => ({ id, label: id }))
    return (
      <ChoiceField
        label={t('inspector.resolution')}
        value={value.resolution}
        choices={choices}
        onChange={(resolution) => onChange({ resolution })}
      />
    )
  }
  return <StillEditor shotId={value.shotId ?? ''} sheet={sheet} onChange={(shotId) => onChange({ shotId })} />
}

function PromptEditor({ text, onChange }: { text: string; onChange(text: string): void }) {
  const { t } = useWords()
  return (
    <TextBox
      label={t('inspector.prompt')}
      value={text}
      onChange={onChange}
      className="prompt__text"
      rows={5}
      maxLength={PROMPT_KEPT_MAX}
      autoFocus
      spellCheck
      onFocus={(event) => selectUntyped(event.currentTarget)}
    />
  )
}

/** The next letter replaces all, unless something was typed already: the editor has moved along with its row then. */
function selectUntyped(field: HTMLTextAreaElement): void {
  if (isHeadingChanged(useExperiments.getState()))
    field.setSelectionRange(field.value.length, field.value.length)
  else field.select()
}

const SEED_LIMITS = PARAMETER_LIMITS.seed

/** What is typed stays as typed until it is a seed, and what is none is said; pasting a number with a label works. */
function SeedEditor({ seed, onChange }: { seed: number; onChange(seed: number): void }) {
  const { t } = useWords()
  const [typed, setTyped] = useState(String(seed))
  const take = (text: string) => {
    setTyped(text)
    const read = readSeed(text)
    if (read !== undefined) onChange(read)
  }
  const isSeed = readSeed(typed) !== undefined
  const { leave } = useRefused(isSeed ? null : typed)
  const note = isSeed ? t('inspector.seedNote') : t('inspector.seedBad', SEED_LIMITS)
  return (
    <>
      <div className="row-of-fields">
        <TextField label={t('inspector.seed')} value={typed} onChange={take} onBlur={leave} autoFocus />
        <Button icon={<Dices />} onPress={() => take(String(drawSeed()))}>
          {t('inspector.seedNew')}
        </Button>
      </div>
      <p className={isSeed ? 'field__note' : 'field__said'} role="status">
        {note}
      </p>
    </>
  )
}
