/** Owns the panel beside the table: the recipe all cells share, the cell one is at, and the button that runs the open ones. */

import { Film, ImageDown, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { AXIS_FIELDS, type AxisField, type Experiment } from '#shared/experiment.ts'
import { NAME_MAX, NOTES_MAX } from '#shared/experiment-change.ts'
import { type ExperimentSheet, MOMENTS } from '#shared/experiment-contract.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { valuesFor } from '../../deeds/experiment-values.ts'
import { useWords } from '../../locales/words.ts'
import { type AxisName, useExperiments } from '../../stores/experiments-store.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { Picture } from '../../ui/picture.tsx'
import { TextBox } from '../../ui/text-box.tsx'
import { BaseFields } from './base-fields.tsx'
import { CellDetails } from './cell-details.tsx'
import { RunButton } from './run-button.tsx'

export function ExperimentSide({ onUpdate }: { onUpdate: OnUpdate }) {
  const { t } = useWords()
  const sheet = useExperiments((state) => state.sheet)
  if (!sheet) {
    return (
      <div className="inspector inspector--none">
        <p className="quiet">{t('experiments.none')}</p>
      </div>
    )
  }
  const { experiment } = sheet
  return (
    <div className="inspector" key={experiment.id}>
      <Head sheet={sheet} onUpdate={onUpdate} />
      <div className="inspector__fields">
        <div className="pair pair--even">
          <AxisChoice axis="rows" experiment={experiment} onUpdate={onUpdate} />
          <AxisChoice axis="columns" experiment={experiment} onUpdate={onUpdate} />
        </div>
        <BaseFields experiment={experiment} onUpdate={onUpdate} />
        <CellDetails />
        <Notes notes={experiment.notes} onUpdate={onUpdate} />
        <ExportPart />
      </div>
      <RunButton />
    </div>
  )
}

function Head({ sheet, onUpdate }: { sheet: ExperimentSheet; onUpdate: OnUpdate }) {
  const { t } = useWords()
  const { name, base } = sheet.experiment
  const [draft, setDraft] = useState<string | null>(null)
  const still = sheet.shots.find(({ id }) => id === base.shotId)?.still
  // A name that is empty for a moment, on the way to another one, is none.
  const rename = (text: string) => {
    setDraft(text)
    if (text.trim()) onUpdate({ kind: 'name', name: text.trim().slice(0, NAME_MAX) })
  }
  return (
    <header className="inspector__head experiment-head">
      {still ? (
        <span className="experiment-head__picture">
          <Picture src={HOST_PATHS.file('thumbnail', still.id)} fit="cover" />
        </span>
      ) : null}
      <TextField
        label={t('experiments.name')}
        value={draft ?? name}
        onChange={rename}
        onBlur={() => setDraft(null)}
      />
    </header>
  )
}

/** What one wants to find out, and what one has found. */
function Notes({ notes, onUpdate }: { notes: string; onUpdate: OnUpdate }) {
  const { t } = useWords()
  const note = (text: string) => onUpdate({ kind: 'notes', notes: text })
  return (
    <div className="cell-details">
      <TextBox
        label={t('experiments.notes')}
        value={notes}
        onChange={note}
        className="experiment-notes"
        rows={2}
        maxLength={NOTES_MAX}
        placeholder={t('experiments.notesPlaceholder')}
      />
    </div>
  )
}

function ExportPart() {
  const { t } = useWords()
  const moment = useExperiments((state) => state.moment)
  return (
    <div className="cell-details">
      <ChoiceField
        label={t('experiments.export.moment')}
        value={moment}
        choices={MOMENTS.map((id) => ({ id, label: t(`experiments.export.moments.${id}`) }))}
        onChange={(next) => useExperiments.setState({ moment: next })}
      />
      <div className="cell-details__buttons">
        <ActionButton action="experiments.exportPicture" size="small" icon={<ImageDown />} />
        <ActionButton action="experiments.exportVideo" size="small" icon={<Film />} />
        <ActionButton action="experiments.remove" size="small" kind="ghost" icon={<Trash2 />} />
      </div>
    </div>
  )
}

type AxisChoiceProps = { axis: AxisName; experiment: Experiment; onUpdate: OnUpdate }

/** Which one thing differs along this side. */
function AxisChoice({ axis, experiment, onUpdate }: AxisChoiceProps) {
  const { t } = useWords()
  const other = experiment[axis === 'rows' ? 'columns' : 'rows'].field
  const choices = AXIS_FIELDS.filter((field) => field !== other).map((id) => ({
    id,
    label: t(`experiments.axis.${id}`),
  }))
  const change = (field: AxisField) => {
    if (field === experiment[axis].field) return
    onUpdate({ kind: 'field', axis, field, values: valuesFor(experiment, axis, field) })
  }
  return (
    <ChoiceField
      label={t(`experiments.${axis}`)}
      value={experiment[axis].field}
      choices={choices}
      onChange={change}
    />
  )
}
