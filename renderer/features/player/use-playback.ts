/** Owns playing one clip: position by frames, shuttle in both directions, a loop region. */

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { wrapped } from '../../frames/clock.ts'
import { type FrameTable, frameAt, middleOf, timeOf } from '../../frames/frame-table.ts'
import { nextRate, type Region, regionWith } from '../../frames/transport.ts'
import { type PlayerCommand, usePlayer } from '../../stores/player-store.ts'

type Video = RefObject<HTMLVideoElement | null>
/** So close to the end, playing starts over. */
const END_SLACK_SECONDS = 0.02

/** An element's time within a frame is exact; the end of one is not the beginning of the next. */
const SLACK_SECONDS = 0.000_05

type Timing = Pick<Clip, 'durationMs'> & { table: FrameTable }

/** Number of the frame an element shows at a time of its own, s. */
export function frameShown(table: FrameTable, seconds: number): number {
  return frameAt(table, seconds - table.origin, SLACK_SECONDS)
}

/** `onSaveFrame` is told when the frame on screen begins, s from the first one. */
export function usePlayback(
  video: Video,
  clip: Timing,
  onStep: (step: -1 | 1) => void,
  onSaveFrame: (seconds: number) => void,
) {
  const { isPlaying, isMuted, runs, listeners } = useElement(video)
  const [atSeconds, setAtSeconds] = useState(0)
  const [rate, setRate] = useState(1)
  const [loop, setLoop] = useState<Region | null>(null)
  const seek = useCallback(
    (seconds: number) => {
      const element = video.current
      if (!element) return
      element.currentTime = Math.min(Math.max(0, seconds), clip.durationMs / 1_000)
      setAtSeconds(element.currentTime)
    },
    [video, clip],
  )
  useShuttle(video, rate, loop, clip.durationMs / 1_000, seek)
  useClock(video, runs, loop, seek, setAtSeconds)
  const send = useCallback(
    (command: PlayerCommand) => {
      const element = video.current
      if (element)
        deedsOn(element, { clip, runs, loop, rate, seek, setRate, setLoop, onStep, onSaveFrame })[command]()
    },
    [video, clip, runs, loop, rate, seek, onStep, onSaveFrame],
  )
  const clearLoop = () => setLoop(null)
  return {
    isPlaying: isPlaying || rate < 0,
    isMuted,
    atSeconds,
    rate,
    loop,
    seek,
    send,
    listeners,
    clearLoop,
  }
}

/** What the element says of itself. */
function useElement(video: Video) {
  const [isPlaying, setIsPlaying] = useState(false)
  const isMuted = usePlayer((state) => state.isMuted)
  /** True while it is to go on; an end it has run into does not stop that. What is said of a pause comes late: who makes one says so at once. */
  const runs = useRef(false)
  const listeners = useMemo(
    () => ({
      onPlay: () => {
        runs.current = !(video.current?.paused ?? true)
        setIsPlaying(true)
      },
      onPause: () => {
        runs.current &&= video.current?.ended ?? false
        setIsPlaying(false)
      },
    }),
    [video],
  )
  return { isPlaying, isMuted, runs, listeners }
}

type Playing = {
  clip: Timing
  runs: RefObject<boolean>
  loop: Region | null
  rate: number
  seek(seconds: number): void
  setRate(rate: number): void
  setLoop(change: (now: Region | null) => Region): void
  onStep(step: -1 | 1): void
  onSaveFrame(seconds: number): void
}

/** What each command does to the element. */
function deedsOn(element: HTMLVideoElement, playing: Playing): Record<PlayerCommand, () => void> {
  const { clip, runs, loop, rate, seek, setRate, setLoop, onStep, onSaveFrame } = playing
  const end = clip.durationMs / 1_000
  const run = () => void element.play().catch(() => {})
  const halt = () => {
    runs.current = false
    element.pause()
  }
  const stop = () => {
    halt()
    setRate(1)
  }
  const play = () => {
    setRate(1)
    if (element.currentTime >= end - END_SLACK_SECONDS) element.currentTime = loop?.from ?? 0
    run()
  }
  const step = (frames: number, from = element.currentTime) => {
    stop()
    const last = clip.table.times.length - 1
    const wanted = Math.min(last, Math.max(0, frameShown(clip.table, from) + frames))
    seek(clip.table.origin + middleOf(clip.table, wanted))
  }
  const shuttle = (direction: -1 | 1) => {
    const next = nextRate(element.paused && rate > 0 ? 0 : rate, direction)
    setRate(next)
    if (next > 0) run()
    else halt()
  }
  return {
    toggle: () => (element.paused && rate > 0 ? play() : stop()),
    pause: stop,
    back: () => shuttle(-1),
    forward: () => shuttle(1),
    frameBack: () => step(-1),
    frameOn: () => step(1),
    start: () => seek(0),
    end: () => step(0, end),
    loopIn: () => setLoop((now) => regionWith(now, { from: element.currentTime }, end)),
    loopOut: () => setLoop((now) => regionWith(now, { to: element.currentTime }, end)),
    mute: toggleMute,
    saveFrame: () => onSaveFrame(timeOf(clip.table, frameShown(clip.table, element.currentTime))),
    previousTake: () => onStep(-1),
    nextTake: () => onStep(1),
  }
}

function toggleMute(): void {
  usePlayer.setState(({ isMuted }) => ({ isMuted: !isMuted }))
}

/** Forwards the element plays faster itself; backwards it cannot, so it is stepped, from the end again past the start. */
function useShuttle(
  video: Video,
  rate: number,
  loop: Region | null,
  end: number,
  seek: (seconds: number) => void,
): void {
  useEffect(() => {
    const element = video.current
    if (!element) return
    if (rate > 0) {
      element.playbackRate = rate
      return
    }
    let handle = 0
    let before = performance.now()
    const turn = (now: number) => {
      const next = element.currentTime + (rate * (now - before)) / 1_000
      seek(wrapped(next, rate, loop ?? { from: 0, to: end }))
      before = now
      handle = requestAnimationFrame(turn)
    }
    handle = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(handle)
  }, [video, rate, loop, end, seek])
}

/** Follows the picture frame by frame and keeps it inside the loop. Without a region the whole clip repeats. */
function useClock(
  video: Video,
  runs: RefObject<boolean>,
  loop: Region | null,
  seek: (seconds: number) => void,
  onTime: (seconds: number) => void,
): void {
  useEffect(() => {
    const element = video.current
    if (!element) return
    let handle = 0
    const look = () => {
      onTime(element.currentTime)
      if (loop && !element.paused && element.currentTime >= loop.to) seek(loop.from)
      handle = requestAnimationFrame(look)
    }
    handle = requestAnimationFrame(look)
    const repeat = () => {
      // Stepping onto the last frame ends an element as well, though it stands.
      if (!runs.current) return
      seek(loop?.from ?? 0)
      void element.play().catch(() => {})
    }
    element.addEventListener('ended', repeat)
    return () => {
      cancelAnimationFrame(handle)
      element.removeEventListener('ended', repeat)
    }
  }, [video, runs, loop, seek, onTime])
}
