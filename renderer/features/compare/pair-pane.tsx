/** Owns two takes laid over each other: which two, which of them is meant, and the one picture they make. */

import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { choosePane, useCompare } from '../../stores/compare-store.ts'
import { useDeckState } from './deck-store.ts'
import { FrameCount } from './frame-count.tsx'
import { PaneMarks } from './pane-marks.tsx'
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
      <PictureArea place="pair" label={name} onCanvas={onCanvas} onChoose={chooseAt}>
        {shown === second ? null : <SideNote side={0} clip={a} />}
        {shown === first ? null : <SideNote side={1} clip={b} />}
        {layout === 'wipe' ? <WipeHandle /> : null}
        {shown === null ? null : <span className="pane__letter">{letterOf(shown)}</span>}
        {differs ? <p className="pane__ratio">{t('compare.fitted', { letter: letterOf(second) })}</p> : null}
      </PictureArea>
    </div>
  )
}

/** Where a wipe is pressed, one of the two is seen; elsewhere both are. */
function chooseAt(share: number): void {
  const { layout, pair, wipeAt } = useCompare.getState()
  if (layout === 'wipe') choosePane(pair[share < wipeAt ? 0 : 1])
}

type SideProps = { place: number; clip: Clip | undefined; isShown: boolean }

function Side({ place, clip, isShown }: SideProps) {
  const isCurrent = useCompare((state) => state.current === place)
  const isBlind = useCompare((state) => state.isBlind)
  const classes = ['pane__side', isCurrent && 'pane__side--current', !isShown && 'pane__side--away']
  return (
    <span
      className={classes.filter(Boolean).join(' ')}
      aria-current={isCurrent}
      onPointerDown={() => choosePane(place)}
    >
      <TakeMenu place={place} clip={clip} />
      <FrameCount place={place} />
      {clip && !isBlind ? <PaneMarks clip={clip} /> : null}
    </span>
  )
}

/** What has to be said of one of the two, in the part of the picture that is its own. */
function SideNote({ side, clip }: { side: 0 | 1; clip: Clip | undefined }) {
  const place = useCompare((state) => state.pair[side])
  const layout = useCompare((state) => state.layout)
  const wipeAt = useCompare((state) => state.wipeAt)
  const other = useCompare((state) => state.pair[side === 0 ? 1 : 0])
  const isOtherShown = useDeckState(({ panes }) => panes[other]?.status === 'ready', false)
  const isAlone = layout === 'blink' || (layout !== 'wipe' && isOtherShown)
  const part = isAlone ? 1 : layout === 'wipe' ? (side === 0 ? wipeAt : 1 - wipeAt) : 0.5
  const style: CSSProperties = { [side === 0 ? 'left' : 'right']: 0, width: `${part * 100}%` }
  return (
    <div className="pane__side-note" style={style}>
      <PaneNote place={place} clip={clip} />
    </div>
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
