/** Owns one pane of the grid: its head, its picture, and what has to be said about it. */

import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { COMPARED, choosePane, removePane, useCompare } from '../../stores/compare-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { FrameCount } from './frame-count.tsx'
import { PaneMarks } from './pane-marks.tsx'
import { PaneNote } from './pane-note.tsx'
import { PictureArea } from './picture-area.tsx'
import type { OnCanvas } from './stage.tsx'
import { TakeMenu } from './take-menu.tsx'
import { takeName } from './take-name.ts'

type PaneProps = { place: number; clip: Clip | undefined; onCanvas: OnCanvas }

export function Pane({ place, clip, onCanvas }: PaneProps) {
  const { t } = useTranslation()
  const isCurrent = useCompare((state) => state.current === place)
  const isBlind = useCompare((state) => state.isBlind)
  const canLeave = useCompare((state) => state.clipIds.length > COMPARED.least)
  const name = takeName(t, place, clip, isBlind)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      className={isCurrent ? 'pane pane--current' : 'pane'}
      role="group"
      aria-label={name}
      aria-current={isCurrent}
    >
      <header className="pane__head">
        <TakeMenu place={place} clip={clip} />
        <FrameCount place={place} />
        {clip && !isBlind ? <PaneMarks clip={clip} /> : null}
        {canLeave && !isBlind ? (
          <span className="pane__leave">
            <IconButton label={t('compare.removePane')} size="small" onPress={() => removePane(place)}>
              <X />
            </IconButton>
          </span>
        ) : null}
      </header>
      <PictureArea place={place} label={name} onCanvas={onCanvas} onChoose={() => choosePane(place)}>
        <PaneNote place={place} clip={clip} />
      </PictureArea>
    </div>
  )
}
