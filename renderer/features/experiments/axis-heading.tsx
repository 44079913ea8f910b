/** Owns one heading: the value of its row or column in full, and the editor it opens. */

import { Pencil } from 'lucide-react'
import { useRef } from 'react'
import { DialogTrigger } from 'react-aria-components'
import type { AxisValue } from '#shared/experiment.ts'
import type { ExperimentSheet } from '#shared/experiment-contract.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { useWords } from '../../locales/words.ts'
import { type AxisName, closeHeading, editHeading, useExperiments } from '../../stores/experiments-store.ts'
import type { OnUpdate } from '../../sync/experiments.ts'
import { Picture } from '../../ui/picture.tsx'
import { HeadingEditor } from './heading-editor.tsx'
import { PromptWords } from './prompt-words.tsx'

type AxisHeadingProps = {
  sheet: ExperimentSheet
  axis: AxisName
  place: number
  value: AxisValue
  onUpdate: OnUpdate
}

export function AxisHeading({ sheet, axis, place, value, onUpdate }: AxisHeadingProps) {
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  const [row, column] = axis === 'rows' ? [place, -1] : [-1, place]
  const isAt = useExperiments(({ at }) => at.row === row && at.column === column)
  const isEditing = useExperiments(({ editing }) => editing?.axis === axis && editing.place === place)
  const words = useValueWords(sheet, value)
  return (
    <th className={`heading heading--${axis}`} scope={axis === 'rows' ? 'row' : 'col'}>
      <button
        ref={button}
        type="button"
        data-place={`${row}/${column}`}
        className="heading__button"
        tabIndex={isAt ? 0 : -1}
        aria-label={`${words}. ${t('experiments.heading.edit')}`}
        onFocus={() => useExperiments.setState({ at: { row, column } })}
        onClick={() => editHeading(axis, place)}
      >
        <HeadingValue sheet={sheet} axis={axis} value={value} place={place} />
        <Pencil className="heading__pencil" aria-hidden />
      </button>
      {/* Whatever closes it keeps what was typed; Escape alone throws it away. */}
      <DialogTrigger isOpen={isEditing} onOpenChange={(open) => !open && closeHeading(true)}>
        {isEditing ? <HeadingEditor trigger={button} {...{ sheet, axis, place, onUpdate }} /> : null}
      </DialogTrigger>
    </th>
  )
}

/** What a heading says, for those who hear it. */
function useValueWords(sheet: ExperimentSheet, value: AxisValue): string {
  const { t, model } = useWords()
  if (value.prompt !== undefined) return value.prompt || t('player.noPrompt')
  if (value.seed !== undefined) return t('experiments.cell.seed', { seed: value.seed })
  if (value.model !== undefined) return model(value.model)
  if (value.durationSeconds !== undefined) return t('inspector.seconds', { count: value.durationSeconds })
  if (value.shotId !== undefined) return sheet.shots.find(({ id }) => id === value.shotId)?.still.name ?? ''
  return value.resolution ?? ''
}

function HeadingValue({ sheet, axis, value, place }: Omit<AxisHeadingProps, 'onUpdate'>) {
  const words = useValueWords(sheet, value)
  const { field, values } = sheet.experiment[axis]
  if (field === 'prompt') {
    const isHeld = place > 0 && Boolean(value.prompt)
    return <PromptWords text={words} before={isHeld ? (values[0]?.prompt ?? '') : undefined} />
  }
  const still = field === 'shotId' ? sheet.shots.find(({ id }) => id === value.shotId)?.still : undefined
  return (
    <span className={field === 'seed' ? 'heading__value mono' : 'heading__value'}>
      {still ? (
        <span className="heading__picture">
          <Picture src={HOST_PATHS.file('thumbnail', still.id)} fit="cover" />
        </span>
      ) : null}
      {field === 'seed' ? value.seed : words}
    </span>
  )
}
