/** Owns scrubbing: the pointer's place over a card is the clip's place in time. One video at most, and only while it is needed. */

import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Clip } from '#shared/clip.ts'
import { HOST_PATHS } from '#shared/host.ts'
import { MovingClip } from '../../clips/moving-clip.tsx'

/** A pointer that rests this long wants to see the clip; one that passes by does not. */
const REST_MS = 90

type ScrubProps = { clip: Pick<Clip, 'id' | 'durationMs'>; children: ReactNode }

export function Scrub({ clip, children }: ScrubProps) {
  const [isOver, setOver] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const video = useRef<HTMLVideoElement>(null)
  const part = useRef(0)
  const line = useRef<HTMLSpanElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  const show = () => {
    if (line.current) line.current.style.transform = `scaleX(${part.current})`
    const element = video.current
    // One seek at a time; the next one goes to where the pointer is by then.
    if (!element || element.seeking || element.readyState < 1) return
    const seconds = Math.min(part.current, 0.999) * (clip.durationMs / 1_000)
    if (Math.abs(element.currentTime - seconds) > 0.01) element.currentTime = seconds
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.pointerType === 'touch') return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    part.current = Math.min(1, Math.max(0, (event.clientX - left) / width))
    show()
  }
  const onPointerEnter = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') timer.current = setTimeout(() => setOver(true), REST_MS)
  }
  const onPointerLeave = () => {
    clearTimeout(timer.current)
    setOver(false)
  }
  return (
    <div
      className="scrub"
      onPointerEnter={onPointerEnter}
      onPointerMove={onPointerMove}
      onPointerLeave={onPointerLeave}
    >
      {children}
      {isOver ? (
        <MovingClip clipId={clip.id}>
          <video
            ref={video}
            className="scrub__clip"
            src={HOST_PATHS.file('clip', clip.id)}
            muted
            playsInline
            preload="auto"
            tabIndex={-1}
            aria-hidden
            onLoadedMetadata={show}
            onSeeked={show}
          />
          <span className="scrub__line" ref={line} />
        </MovingClip>
      ) : null}
    </div>
  )
}
