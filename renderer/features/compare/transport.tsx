/** Owns the controls under the panes: the timeline, playing, stepping, speed, loop, sound, offset. */

import {
  ChevronFirst,
  ChevronLast,
  ImageDown,
  Pause,
  Play,
  Repeat,
  StepBack,
  StepForward,
  Undo2,
  Volume2,
  VolumeX,
  X,
} from 'lucide-react'
import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useCompare } from '../../stores/compare-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { IconButton } from '../../ui/button.tsx'
import { useDeck, useDeckState } from './deck-store.ts'
import { Timeline } from './timeline.tsx'
import { TimelineStrip } from './timeline-strip.tsx'

export function Transport() {
  const { t } = useTranslation()
  const isPlaying = useDeckState((state) => state.shuttle !== 0, false)
  const isHeard = useDeckState(({ audible }) => audible !== null, false)
  return (
    <Group className="transport" aria-label={t('player.controls')}>
      <Timeline />
      <TimelineStrip />
      <div className="transport__row">
        <ActionButton action="compare.start" iconOnly icon={<ChevronFirst />} />
        <ActionButton action="compare.frameBack" iconOnly icon={<StepBack />} />
        <ActionButton action="compare.toggle" iconOnly icon={isPlaying ? <Pause /> : <Play />} />
        <ActionButton action="compare.frameOn" iconOnly icon={<StepForward />} />
        <ActionButton action="compare.end" iconOnly icon={<ChevronLast />} />
        <Time />
        <span className="transport__space" />
        <LoopMark />
        <Offset />
        <Speed />
        <SaveFrame />
        <ActionButton action="compare.sound" iconOnly icon={isHeard ? <Volume2 /> : <VolumeX />} />
      </div>
    </Group>
  )
}

/** A frame that is saved bears the take's name. */
function SaveFrame() {
  const isBlind = useCompare((state) => state.isBlind)
  return isBlind ? null : <ActionButton action="compare.saveFrame" iconOnly icon={<ImageDown />} />
}

function Time() {
  const { t } = useTranslation()
  const at = useDeckState(({ position, span }) => (position - Math.min(0, span.from)).toFixed(3), '0.000')
  const of = useDeckState(({ span }) => (span.to - Math.min(0, span.from)).toFixed(3), '0.000')
  const shuttle = useDeckState((state) => state.shuttle, 0)
  return (
    <span className="transport__time">
      {t('player.time', { at, of })}
      {Math.abs(shuttle) > 1 || shuttle < 0 ? (
        <span>
          {shuttle < 0 ? t('player.backwards', { rate: -shuttle }) : t('player.speed', { rate: shuttle })}
        </span>
      ) : null}
    </span>
  )
}

function LoopMark() {
  const { t } = useTranslation()
  const loop = useDeckState((state) => state.loop, null)
  if (!loop) return null
  const words = t('player.loop', { from: loop.from.toFixed(2), to: loop.to.toFixed(2) })
  return (
    <span className="transport__loop">
      <Repeat aria-hidden />
      {words}
      <ActionButton action="compare.loopClear" iconOnly size="small" icon={<X />} />
    </span>
  )
}

/** By how many frames the current take runs ahead, and how to change that. */
function Offset() {
  const { t } = useTranslation()
  const offset = useCompare(({ clipIds, current, offsets }) => offsets[clipIds[current] ?? ''] ?? 0)
  return (
    <span className="transport__offset">
      <ActionButton
        action="compare.earlier"
        iconOnly
        kind="plain"
        size="small"
        icon={<span aria-hidden>−1</span>}
      />
      <span className="transport__number">{t('compare.offsetOf', { frames: offset })}</span>
      <ActionButton
        action="compare.later"
        iconOnly
        kind="plain"
        size="small"
        icon={<span aria-hidden>+1</span>}
      />
      {offset === 0 ? null : <ActionButton action="compare.unshift" iconOnly size="small" icon={<Undo2 />} />}
    </span>
  )
}

function Speed() {
  const { t } = useTranslation()
  const deck = useDeck((store) => store.deck)
  const speed = useDeckState((state) => state.speed, 1)
  return (
    <span className="transport__speed">
      <ActionButton
        action="compare.slower"
        iconOnly
        kind="plain"
        size="small"
        icon={<span aria-hidden>‹</span>}
      />
      <IconButton
        label={t('compare.normalSpeed')}
        kind="plain"
        size="small"
        onPress={() => deck?.setSpeed(1)}
      >
        <span className="transport__number">{t('compare.speed', { speed })}</span>
      </IconButton>
      <ActionButton
        action="compare.faster"
        iconOnly
        kind="plain"
        size="small"
        icon={<span aria-hidden>›</span>}
      />
    </span>
  )
}
