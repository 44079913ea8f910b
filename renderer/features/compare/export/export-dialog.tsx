/** Owns the dialog that takes a comparison out of the studio: as what, laid out how, with which words and sound. */

import { Download, Square } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EXPORT_FORMS, type ExportForm } from '#shared/comparison-contract.ts'
import { useClipMeasures } from '../../../clips/clip-measures.ts'
import { FlashingChoice } from '../../../clips/flashing-choice.tsx'
import { useWords } from '../../../locales/words.ts'
import { useCompare } from '../../../stores/compare-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { type Choice, ChoiceField, Switch } from '../../../ui/fields.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { Progress } from '../../../ui/progress.tsx'
import { useDeckState } from '../deck-store.ts'
import { letterOf } from '../take-name.ts'
import { clockOf, type ExportChoices, firstChoices, placesOf, wishOf } from './export-wish.ts'
import { useExport } from './use-export.ts'
import './export.css'

export function ExportDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const [choices, setChoices] = useState(firstChoices)
  const change = (patch: Partial<ExportChoices>) => setChoices((before) => ({ ...before, ...patch }))
  const { share, isBusy, problem, start, stop } = useExport(onClose)
  return (
    <Dialog title={t('exporting.title')} closeLabel={t('frame.close')} onClose={isBusy ? stop : onClose}>
      <div className="dialog__body">
        <FormField choices={choices} onChange={change} isDisabled={isBusy} />
        <LayoutField choices={choices} onChange={change} isDisabled={isBusy} />
        <SoundField choices={choices} onChange={change} isDisabled={isBusy} />
        <FlashingField choices={choices} onChange={change} isDisabled={isBusy} />
        <Labels choices={choices} onChange={change} isDisabled={isBusy} />
        <p className="quiet">{t('exporting.place')}</p>
        {problem ? <Refused error={problem} /> : null}
      </div>
      <footer className="dialog__foot export__foot">
        {isBusy ? (
          <>
            {/* Not where Export was: a double click would stop what it has started. */}
            <Button icon={<Square />} onPress={stop}>
              {t('exporting.stop')}
            </Button>
            <Progress label={t('exporting.progress')} share={share} />
          </>
        ) : (
          <Button kind="primary" icon={<Download />} onPress={() => start(wishOf(choices))}>
            {t('exporting.start')}
          </Button>
        )}
      </footer>
    </Dialog>
  )
}

type FieldProps = {
  choices: ExportChoices
  onChange(patch: Partial<ExportChoices>): void
  isDisabled?: boolean
}

function FormField({ choices, onChange, isDisabled = false }: FieldProps) {
  const { t } = useTranslation()
  const at = useDeckState((state) => (clockOf(state).atMs / 1000).toFixed(2), '0.00')
  const forms = EXPORT_FORMS.map((id): Choice<ExportForm> => {
    return { id, label: t(`exporting.forms.${id}`), note: t(`exporting.formNotes.${id}`, { at }) }
  })
  return (
    <ChoiceField
      label={t('exporting.form')}
      value={choices.form}
      choices={forms}
      note={t(`exporting.formNotes.${choices.form}`, { at })}
      onChange={(form) => onChange({ form })}
      isDisabled={isDisabled}
    />
  )
}

function LayoutField({ choices, onChange, isDisabled = false }: FieldProps) {
  const { t } = useTranslation()
  const count = useCompare((state) => state.clipIds.length)
  const [first, second] = useCompare((state) => state.pair)
  const letters = { first: letterOf(first), second: letterOf(second) }
  return (
    <ChoiceField
      label={t('exporting.layout')}
      value={choices.layout}
      choices={[
        { id: 'grid', label: t('exporting.layouts.grid', { count }) },
        { id: 'wipe', label: t('exporting.layouts.wipe', letters) },
      ]}
      onChange={(layout) => onChange({ layout })}
      isDisabled={isDisabled}
    />
  )
}

/** A picture has no sound, and silent takes have none to give. */
function SoundField({ choices, onChange, isDisabled = false }: FieldProps) {
  const { t } = useTranslation()
  const heard = useDeckState(
    (state) => state.panes.map(({ hasSound }) => (hasSound ? '1' : '0')).join(''),
    '',
  )
  const pair = useCompare((state) => state.pair)
  const places = [...heard].flatMap((one, place) => {
    const isShown = choices.layout === 'grid' || pair.includes(place)
    return one === '1' && isShown ? [place] : []
  })
  if (choices.form === 'frame' || places.length === 0) return null
  const chosen = places.includes(choices.soundOf ?? -1) ? String(choices.soundOf) : 'none'
  return (
    <ChoiceField
      label={t('exporting.sound')}
      value={chosen}
      choices={[
        { id: 'none', label: t('exporting.silent') },
        ...places.map((place) => ({
          id: String(place),
          label: t('exporting.soundOf', { letter: letterOf(place) }),
        })),
      ]}
      onChange={(id) => onChange({ soundOf: id === 'none' ? null : Number(id) })}
      isDisabled={isDisabled}
    />
  )
}

/** Only where something flashes: a video plays by itself, a page waits to be asked, a picture stands still. */
function FlashingField({ choices, onChange, isDisabled = false }: FieldProps) {
  const { t } = useTranslation()
  const clipIds = useCompare((state) => state.clipIds)
  const pair = useCompare((state) => state.pair)
  const measures = useClipMeasures(clipIds)
  const flashing = placesOf({ clipIds, pair }, choices.layout).filter(
    (place) => measures[place]?.values?.flash.exceeds,
  )
  if (choices.form === 'frame' || flashing.length === 0) return null
  if (choices.form === 'folder') return <p className="quiet">{t('exporting.flashing.page')}</p>
  return (
    <FlashingChoice
      which={t('exporting.flashing.panes', {
        count: flashing.length,
        letters: flashing.map(letterOf).join(', '),
      })}
      value={choices.flashing}
      onChange={(chosen) => onChange({ flashing: chosen })}
      isDisabled={isDisabled}
    />
  )
}

function Labels({ choices: { labels }, onChange, isDisabled = false }: FieldProps) {
  const { t } = useTranslation()
  const isBlind = useCompare((state) => state.isBlind)
  if (isBlind) return <p>{t('exporting.blind')}</p>
  const label = (name: keyof typeof labels, words: string) => (
    <Switch
      label={words}
      isOn={labels[name]}
      isDisabled={isDisabled}
      onChange={(isOn) => onChange({ labels: { ...labels, [name]: isOn } })}
    />
  )
  return (
    <fieldset className="export__labels">
      <legend className="field__label">{t('exporting.labels')}</legend>
      {label('title', t('exporting.labelTitle'))}
      {label('prompt', t('exporting.labelPrompt'))}
      {label('seed', t('exporting.labelSeed'))}
    </fieldset>
  )
}

function Refused({ error }: { error: NonNullable<ReturnType<typeof useExport>['problem']> }) {
  const words = useWords()
  return <Problem {...words.problem(error)} />
}
