/** Owns the panel beside the table: the recipe all cells share, the cell one is at, and the button that runs the open ones. */

import { Film, ImageDown, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { AXIS_FIELDS, type AxisField, type Experiment } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { firstValues } from '../../experiment-values.ts'
import type { ExperimentDeeds } from '../../experiments.ts'
import { useWords } from '../../locales/words.ts'
import { type AxisName, useExperiments } from '../../stores/experiments-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { ChoiceField, TextField } from '../../ui/fields.tsx'
import { Picture } from '../../ui/picture.tsx'
import { BaseFields } from './base-fields.tsx'
import { CellDetails } from './cell-details.tsx'
import { RunButton } from './run-button.tsx'

export function ExperimentSide({ onUpdate }: { onUpdate: ExperimentDeeds['update'] }) {
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
        <div className="cell-details cell-details__buttons experiment-export">
          <ActionButton action="experiments.exportVideo" size="small" icon={<Film />} />
          <ActionButton action="experiments.exportPicture" size="small" icon={<ImageDown />} />
          <ActionButton action="experiments.remove" size="small" kind="ghost" icon={<Trash2 />} />
        </div>
      </div>
      <RunButton />
    </div>
  )
}

function Head({ sheet, onUpdate }: { sheet: ExperimentSheet; onUpdate: ExperimentDeeds['update'] }) {
  const { t } = useWords()
  const { name, base } = sheet.experiment
  const [draft, setDraft] = useState(name)
  useEffect(() => setDraft(name), [name])
  const still = sheet.shots.find(({ id }) => id === base.shotId)?.still
  const save = () => {
    if (draft.trim() && draft.trim() !== name) void onUpdate({ name: draft.trim() })
    else setDraft(name)
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
        value={draft}
        onChange={setDraft}
        onBlur={save}
        onSubmit={save}
      />
    </header>
  )
}

type AxisChoiceProps = { axis: AxisName; experiment: Experiment; onUpdate: ExperimentDeeds['update'] }

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
    void onUpdate({ [axis]: { field, values: firstValues(field, experiment.base) } })
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
