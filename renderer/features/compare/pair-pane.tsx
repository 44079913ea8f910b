/** Owns two takes laid over each other: which two, and the one picture they make. */

import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { choosePane, useCompare } from '../../stores/compare-store.ts'
import { FrameCount } from './frame-count.tsx'
import { PaneNote } from './pane-note.tsx'
import { PictureArea } from './picture-area.tsx'
import type { OnCanvas } from './stage.tsx'
import { TakeMenu } from './take-menu.tsx'
import { letterOf } from './take-name.ts'
import { WipeHandle } from './wipe-handle.tsx'

type PairPaneProps = { clips: readonly (Clip | undefined)[]; onCanvas: OnCanvas }

/** Two changes a second are one flash a second: far below three. */
const BLINK_MS = 700
/** Ratios closer than this are the same to the eye. */
const SAME_RATIO = 0.01

export function PairPane({ clips, onCanvas }: PairPaneProps) {
  const { t } = useTranslation()
  const [first, second] = useCompare((state) => state.pair)
  const layout = useCompare((state) => state.layout)
  const shown = useCompare((state) =>
    state.layout === 'blink' ? state.pair[state.showsSecond ? 1 : 0] : null,
  )
  useBlinking()
  const [a, b] = [clips[first], clips[second]]
  const differs = a && b && Math.abs(a.width / a.height / (b.width / b.height) - 1) > SAME_RATIO
  const name = t(`compare.pair.${layout}`, { first: letterOf(first), second: letterOf(second) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="pane pane--pair" role="group" aria-label={name}>
      <header className="pane__head">
        <Side place={first} clip={a} isShown={shown === null || shown === first} />
        <Side place={second} clip={b} isShown={shown === null || shown === second} />
      </header>
      <PictureArea place="pair" label={name} onCanvas={onCanvas} onChoose={() => choosePane(first)}>
        <PaneNote place={first} clip={a} />
        <PaneNote place={second} clip={b} />
        {layout === 'wipe' ? <WipeHandle /> : null}
        {shown === null ? null : <span className="pane__letter">{letterOf(shown)}</span>}
        {differs ? <p className="pane__ratio">{t('compare.fitted', { letter: letterOf(second) })}</p> : null}
      </PictureArea>
    </div>
  )
}

function Side({ place, clip, isShown }: { place: number; clip: Clip | undefined; isShown: boolean }) {
  return (
    <span className={isShown ? 'pane__side' : 'pane__side pane__side--away'}>
      <TakeMenu place={place} clip={clip} />
      <FrameCount place={place} />
    </span>
  )
}

/** Changes to and fro by itself while that is wanted. */
function useBlinking(): void {
  const isBlinking = useCompare((state) => state.isBlinking && state.layout === 'blink')
  const timer = useRef<ReturnType<typeof setInterval>>(undefined)
  useEffect(() => {
    if (!isBlinking) return
    const flip = () => useCompare.setState(({ showsSecond }) => ({ showsSecond: !showsSecond }))
    timer.current = setInterval(flip, BLINK_MS)
    return () => clearInterval(timer.current)
  }, [isBlinking])
}
