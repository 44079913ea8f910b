/** Owns the inspector: the settings of the selected shots, and the button that queues their takes. */

import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { Shot } from '#shared/shot.ts'
import { shotView, thumbnailOf, useShots } from '../../stores/shots-store.ts'
import { useView } from '../../stores/view-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Picture } from '../../ui/picture.tsx'
import { Findings } from './findings.tsx'
import './inspector.css'
import { PromptField } from './prompt-field.tsx'
import { QueueButton } from './queue-button.tsx'
import { RecipeFields } from './recipe-fields.tsx'
import { SeedField } from './seed-field.tsx'

export function Inspector() {
  const { t } = useTranslation()
  const selected = useView((view) => view.selectedShots)
  const shots = useShots(useShallow((state) => selected.flatMap((id) => shotView(state, id) ?? [])))
  if (shots.length === 0) {
    return (
      <div className="inspector inspector--none">
        <p>{t('inspector.none')}</p>
        <p className="quiet">{t('inspector.noneMore')}</p>
      </div>
    )
  }
  return (
    <div className="inspector">
      <Head shots={shots} />
      <div className="inspector__fields">
        <PromptField shots={shots} />
        <RecipeFields shots={shots} />
        <SeedField shots={shots} />
      </div>
      <QueueButton shots={shots} />
    </div>
  )
}

function Head({ shots }: { shots: readonly Shot[] }) {
  const { t } = useTranslation()
  const [first, ...others] = shots
  if (!first) return null
  const { still } = first
  if (others.length > 0) {
    return (
      <header className="inspector__head">
        <div className="stack" aria-hidden>
          {shots.slice(0, 4).map((shot) => (
            <span key={shot.id} className="stack__picture">
              <Picture src={thumbnailOf(shot.still)} fit="cover" />
            </span>
          ))}
        </div>
        <h2 className="inspector__name">{t('inspector.many', { count: shots.length })}</h2>
        <ActionButton action="experiments.new" size="small" icon={<FlaskConical />} />
      </header>
    )
  }
  return (
    <header className="inspector__head">
      <div className="inspector__picture">
        <Picture src={thumbnailOf(still)} />
      </div>
      <h2 className="inspector__name">{still.name}</h2>
      <p className="quiet">
        {still.width && still.height
          ? t('inspector.size', { width: still.width, height: still.height })
          : null}
        {still.format ? ` · ${still.format.toUpperCase()}` : null}
      </p>
      <div className="inspector__buttons">
        {first.clipId ? <ActionButton action="shots.play" size="small" /> : null}
        <ActionButton action="experiments.new" size="small" icon={<FlaskConical />} />
      </div>
      <Findings findings={still.findings} />
    </header>
  )
}
