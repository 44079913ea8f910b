/** Owns playing one clip: position by frames, shuttle in both directions, a loop region. */

import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import type { PlayerCommand } from '../../stores/player-store.ts'
import { frameStart, nextRate, type Region, regionWith } from './frames.ts'

type Video = RefObject<HTMLVideoElement | null>
type Timing = Pick<Clip, 'frameRate' | 'frames' | 'durationMs'>

export function usePlayback(video: Video, clip: Timing, onStep: (step: -1 | 1) => void) {
  const [isPlaying, setIsPlaying] = useState(false)
  const [isMuted, setIsMuted] = useState(false)
  const [atSeconds, setAtSeconds] = useState(0)
  const [rate, setRate] = useState(1)
  const [loop, setLoop] = useState<Region | null>(null)
  const end = clip.durationMs / 1_000

  const seek = useCallback(
    (seconds: number) => {
      const element = video.current
      if (!element) return
      element.currentTime = Math.min(Math.max(0, seconds), end)
      setAtSeconds(element.currentTime)
    },
    [video, end],
  )
  useShuttle(video, rate, seek)
  useClock(video, loop, seek, setAtSeconds)

  const send = useCallback(
    (command: PlayerCommand) => {
      const element = video.current
      if (!element) return
      const stop = () => {
        element.pause()
        setRate(1)
      }
      const play = () => {
        setRate(1)
        if (element.currentTime >= end - 0.02) element.currentTime = loop?.from ?? 0
        void element.play().catch(() => {})
      }
      const step = (frames: number) => {
        stop()
        seek(frameStart(element.currentTime, frames, clip))
      }
      const shuttle = (direction: -1 | 1) => {
        const next = nextRate(element.paused && rate > 0 ? 0 : rate, direction)
        setRate(next)
        if (next > 0) void element.play().catch(() => {})
        else element.pause()
      }
      const deeds: Record<PlayerCommand, () => void> = {
        toggle: () => (element.paused && rate > 0 ? play() : stop()),
        pause: stop,
        back: () => shuttle(-1),
        forward: () => shuttle(1),
        frameBack: () => step(-1),
        frameOn: () => step(1),
        start: () => seek(0),
        end: () => {
          stop()
          seek(frameStart(end, 0, clip))
        },
        loopIn: () => setLoop((now) => regionWith(now, { from: element.currentTime }, end)),
        loopOut: () => setLoop((now) => regionWith(now, { to: element.currentTime }, end)),
        mute: () => {
          element.muted = !element.muted
        },
        previousTake: () => onStep(-1),
        nextTake: () => onStep(1),
      }
      deeds[command]()
    },
    [video, clip, end, loop, rate, seek, onStep],
  )

  const listeners = useMemo(
    () => ({
      onPlay: () => setIsPlaying(true),
      onPause: () => setIsPlaying(false),
      onVolumeChange: () => setIsMuted(video.current?.muted ?? false),
    }),
    [video],
  )
  const isRunning = isPlaying || rate < 0
  return {
    isPlaying: isRunning,
    isMuted,
    atSeconds,
    rate,
    loop,
    seek,
    send,
    listeners,
    clearLoop: () => setLoop(null),
  }
}

/** Forwards the element plays faster itself; backwards it cannot, so it is stepped. */
function useShuttle(video: Video, rate: number, seek: (seconds: number) => void): void {
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
      seek(element.currentTime + (rate * (now - before)) / 1_000)
      before = now
      if (element.currentTime > 0) handle = requestAnimationFrame(turn)
    }
    handle = requestAnimationFrame(turn)
    return () => cancelAnimationFrame(handle)
  }, [video, rate, seek])
}

/** Follows the picture frame by frame and keeps it inside the loop. Without a region the whole clip repeats. */
function useClock(
  video: Video,
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
      seek(loop?.from ?? 0)
      void element.play().catch(() => {})
    }
    element.addEventListener('ended', repeat)
    return () => {
      cancelAnimationFrame(handle)
      element.removeEventListener('ended', repeat)
    }
  }, [video, loop, seek, onTime])
}
