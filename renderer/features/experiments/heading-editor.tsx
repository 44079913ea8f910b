/** Owns the editor of a heading: the one field of its axis, and the way to take the row or column out. */

import { Trash2 } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, type RefObject, useRef } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import type { AxisValue } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { PARAMETER_LIMITS, RESOLUTIONS, STILL_MODELS } from '#shared/happyhorse.ts'
import { PROMPT_KEPT_MAX } from '#shared/shot.ts'
import { useWords } from '../../locales/words.ts'
import {
  type AxisName,
  closeHeading,
  draftHeading,
  isHeadingChanged,
  useExperiments,
} from '../../stores/experiments-store.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { Button } from '../../ui/button.tsx'
import { isJustCorrected, noteCorrection } from '../../ui/corrections.ts'
import { ChoiceField } from '../../ui/fields.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { notify } from '../../ui/toaster.tsx'
import { SeedEditor } from './seed-editor.tsx'
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
  const box = useRef<HTMLDivElement>(null)
  /** What is told later than it is asked about: both stand when the editor closes. */
  const said = useRef<string | null>(null)
  const list = useRef<readonly number[] | null>(null)
  const remove = () => {
    list.current = null
    closeHeading(false)
    onUpdate({ kind: 'removeValue', axis, at: place })
  }
  /** Left for another part of the page: a list is filled in, and whoever left by a key that runs cells sees that first. */
  const leave = ({ target, relatedTarget }: FocusEvent) => {
    const seeds = list.current
    // Another window came before this one: the field will have the focus again.
    if (!seeds || document.activeElement === target) return
    if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
    list.current = null
    noteCorrection()
    closeHeading(false)
    const taken = Math.min(seeds.length, sheet.experiment[axis].values.length - place)
    onUpdate({ kind: 'putValues', axis, at: place, taken, values: seeds.map((seed) => ({ seed })) })
  }
  /** Takes in what stands there; false when it was corrected, and whoever has the editor open is to see that first. */
  const keep = (isLeft: boolean): boolean => {
    // A number is told once its field is left.
    const field = document.activeElement
    if (field instanceof HTMLElement && box.current?.contains(field)) field.blur()
    const isCorrected = isJustCorrected() && useExperiments.getState().editing !== null
    if (isCorrected && !isLeft) return false
    closeHeading(true)
    // The editor is gone with what it said.
    if (isCorrected && said.current !== null) notify({ text: said.current, about: 'heading' })
    return true
  }
  const hearField = (event: KeyboardEvent) => {
    const field = fieldOf(event)
    if (!field) return
    if (event.key === 'Escape') list.current = null
    hear(event)
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    if (!keep(false)) field.focus()
  }
  if (!editing) return null
  return (
    <Popover
      className="menu heading-editor"
      isOpen
      triggerRef={trigger}
      placement="bottom start"
      onOpenChange={(open) => !open && keep(true)}
    >
      <Dialog className="heading-editor__dialog" aria-label={t('experiments.heading.edit')}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears the keys of the fields in it */}
        <div
          ref={box}
          className="heading-editor__box"
          onBlur={leave}
          onKeyDownCapture={hearField}
          onKeyDown={hear}
        >
          <ValueField
            value={editing.draft}
            place={place}
            sheet={sheet}
            onChange={draftHeading}
            onList={(seeds) => {
              list.current = seeds
            }}
            onSaid={(words) => {
              said.current = words
            }}
          />
          <div className="heading-editor__foot">
            {sheet.experiment[axis].values.length > 1 ? (
              <Button size="small" kind="ghost" icon={<Trash2 />} onPress={remove}>
                {t(`experiments.heading.remove.${axis}`)}
              </Button>
            ) : null}
            <span className="pick-bar__space" />
            <Button size="small" kind="primary" onPress={() => keep(false)}>
              {t('experiments.heading.done')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Popover>
  )
}

/** The field that hears a key before anybody else, for some keep Enter and Shift+Enter to themselves; none while stills are looked for. */
function fieldOf({ target }: KeyboardEvent): HTMLElement | null {
  if (!(target instanceof HTMLElement) || !target.matches('input, textarea')) return null
  return target.closest('[data-finds]') ? null : target
}

/** Escape throws away. */
function hear(event: KeyboardEvent): void {
  if (event.key !== 'Escape') return
  event.stopPropagation()
  closeHeading(false)
}

type ValueFieldProps = {
  value: AxisValue
  place: number
  sheet: ExperimentSheet
  onChange(value: AxisValue): void
  onList(seeds: readonly number[] | null): void
  /** What became of what was typed, when it is not that. */
  onSaid(words: string | null): void
}

function ValueField({ value, place, sheet, onChange, onList, onSaid }: ValueFieldProps) {
  const { t, model } = useWords()
  if (value.prompt !== undefined)
    return <PromptEditor text={value.prompt} onChange={(prompt) => onChange({ prompt })} />
  if (value.seed !== undefined) {
    const take = (seed: number) => onChange({ seed })
    return <SeedEditor seed={value.seed} onChange={take} onRefused={onSaid} {...{ place, onList }} />
  }
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
        onSaid={onSaid}
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
