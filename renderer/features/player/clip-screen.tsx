/** Owns the picture of one clip and its controls. */

import {
  ChevronFirst,
  ChevronLast,
  ImageDown,
  Pause,
  Play,
  Repeat,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
  X,
} from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Group } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { ClipStrip } from '../../clips/clip-strip.tsx'
import type { FlashSafety } from '../../clips/flash-safety.ts'
import { HeldClip } from '../../clips/held-clip.tsx'
import { frameFrom, saveFrame } from '../../deeds/saved-frames.ts'
import type { FrameTable } from '../../frames/frame-table.ts'
import { usePlayer } from '../../stores/player-store.ts'
import { ActionButton } from '../../ui/action-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Slider } from '../../ui/slider.tsx'
import { MissingClip } from './missing-clip.tsx'
import { useFrameTable } from './use-frame-table.ts'
import { frameShown, usePlayback } from './use-playback.ts'
import { useStart } from './use-start.ts'

type ClipScreenProps = {
  clip: Clip
  pickFolder(): Promise<string | undefined>
  onStep(step: -1 | 1): void
  hasBefore: boolean
  hasAfter: boolean
}

export function ClipScreen({ clip, pickFolder, onStep, hasBefore, hasAfter }: ClipScreenProps) {
  const { t } = useTranslation()
  const video = useRef<HTMLVideoElement>(null)
  const table = useFrameTable(clip)
  const timing = useMemo(() => ({ durationMs: clip.durationMs, table }), [clip.durationMs, table])
  const save = useCallback((seconds: number) => void saveFrame(clip.id, frameFrom(seconds)), [clip.id])
  const playback = usePlayback(video, timing, onStep, save)
  const [failed, setFailed] = useState(false)
  const isMissing = clip.missingAt !== null
  const isThrownAway = clip.trashedAt !== null
  const isGone = isMissing || isThrownAway
  const { safety, send } = useStart(clip, video, playback.send)
  useEffect(() => {
    usePlayer.setState({ send })
    return () => usePlayer.setState({ send: null })
  }, [send])
  return (
    <>
      <div className="screen">
        {isThrownAway ? <p role="alert">{t('compare.fault.trashed')}</p> : null}
        {isMissing && !isThrownAway ? (
          <MissingClip clip={clip} pickFolder={pickFolder} onFound={() => setFailed(false)} />
        ) : null}
        {failed && !isGone ? <p role="alert">{t('player.missing')}</p> : null}
        <video
          ref={video}
          className="screen__video"
          // A file that was found again is asked for anew.
          key={clip.path}
          src={isGone ? undefined : HOST_PATHS.file('clip', clip.id)}
          poster={HOST_PATHS.file('poster', clip.id)}
          aria-label={t('player.video')}
          playsInline
          muted={playback.isMuted}
          hidden={failed || isGone}
          onClick={() => send('toggle')}
          onError={() => setFailed(true)}
          {...playback.listeners}
        />
        {isGone || failed ? null : <StartNote clip={clip} safety={safety} isPlaying={playback.isPlaying} />}
      </div>
      <Controls clip={clip} table={table} playback={playback} hasBefore={hasBefore} hasAfter={hasAfter} />
    </>
  )
}

type StartNoteProps = { clip: Clip; safety: FlashSafety; isPlaying: boolean }

/** Why the clip does not play: it flashes, or it is not known yet whether it does. */
function StartNote({ clip, safety, isPlaying }: StartNoteProps) {
  const { t } = useTranslation()
  if (safety === 'flashing') return <HeldClip clip={clip} />
  if (safety === 'safe' || isPlaying) return null
  return (
    <p className="screen__note" role="status">
      {t('measures.held.looking')}
    </p>
  )
}

type ControlsProps = {
  clip: Clip
  table: FrameTable
  playback: ReturnType<typeof usePlayback>
  hasBefore: boolean
  hasAfter: boolean
}

function Controls({ clip, table, playback, hasBefore, hasAfter }: ControlsProps) {
  const { t } = useTranslation()
  const { isMuted, atSeconds, rate, seek } = playback
  const seconds = clip.durationMs / 1_000
  const speed = rate < 0 ? t('player.backwards', { rate: -rate }) : t('player.speed', { rate })
  return (
    <Group className="controls" aria-label={t('player.controls')}>
      <Slider
        bare
        label={t('player.position')}
        value={Math.min(atSeconds, seconds)}
        min={0}
        max={seconds}
        step={1 / clip.frameRate}
        onChange={seek}
      />
      <ClipStrip clip={clip} />
      <div className="controls__row">
        <Transport isPlaying={playback.isPlaying} />
        <Place clip={clip} table={table} atSeconds={atSeconds} />
        <span className="controls__space" />
        <LoopMark playback={playback} />
        {rate === 1 ? null : <span>{speed}</span>}
        <ActionButton action="player.saveFrame" iconOnly icon={<ImageDown />} />
        <ActionButton action="player.mute" iconOnly icon={isMuted ? <VolumeX /> : <Volume2 />} />
        {hasBefore || hasAfter ? (
          <>
            <ActionButton action="player.previousTake" size="small" isDisabled={!hasBefore} />
            <ActionButton action="player.nextTake" size="small" isDisabled={!hasAfter} />
          </>
        ) : null}
      </div>
    </Group>
  )
}

function Transport({ isPlaying }: { isPlaying: boolean }) {
  const icon = isPlaying ? <Pause fill="currentColor" /> : <Play fill="currentColor" />
  return (
    <>
      <ActionButton action="player.start" iconOnly icon={<ChevronFirst />} />
      <ActionButton action="player.frameBack" iconOnly icon={<StepBack />} />
      <ActionButton action="player.toggle" iconOnly kind="plain" icon={icon} />
      <ActionButton action="player.frameOn" iconOnly icon={<StepForward />} />
      <ActionButton action="player.end" iconOnly icon={<ChevronLast />} />
    </>
  )
}

/** Where the picture stands, in seconds and in frames counted from 1. */
function Place({ clip, table, atSeconds }: { clip: Clip; table: FrameTable; atSeconds: number }) {
  const { t } = useTranslation()
  const frame = frameShown(table, atSeconds) + 1
  const times = { at: atSeconds.toFixed(2), of: (clip.durationMs / 1_000).toFixed(2) }
  return (
    <span className="controls__time">
      <span>{t('player.time', times)}</span>
      <span className="quiet">{t('player.frame', { frame, frames: table.times.length })}</span>
    </span>
  )
}

function LoopMark({ playback: { loop, clearLoop } }: { playback: ReturnType<typeof usePlayback> }) {
  const { t } = useTranslation()
  if (!loop) return null
  const text = t('player.loop', { from: loop.from.toFixed(2), to: loop.to.toFixed(2) })
  return (
    <Button
      size="small"
      kind="ghost"
      icon={<Repeat aria-hidden />}
      aria-label={`${text}. ${t('player.loopClear')}`}
      onPress={clearLoop}
    >
      {text}
      <X aria-hidden />
    </Button>
  )
}
