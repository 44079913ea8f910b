/** Owns the sound of one pane: follows the clock at normal speed, is silent at every other. */

import type { ClipSource } from './clip-source.ts'

export type Sound = {
  /** Called at each look: plays `source` from `seconds` of its own time, or goes on if that is where it is. Undefined: silence. */
  follow(source: ClipSource | undefined, seconds: number): void
  close(): void
}

/** Further apart than this from the picture, the sound starts anew; half a frame is not heard. */
const TOLERANCE_SECONDS = 0.06
/** Decoded so far ahead. */
const AHEAD_SECONDS = 0.6
/** Time the device gets for the first piece. */
const LEAD_SECONDS = 0.03

type Playing = { source: ClipSource; startedAt: number; from: number; stop: AbortController }

export function makeSound(): Sound {
  let context: AudioContext | undefined
  let playing: Playing | undefined
  const silence = () => {
    playing?.stop.abort()
    playing = undefined
  }
  const start = (source: ClipSource, seconds: number) => {
    context ??= new AudioContext({ latencyHint: 'interactive' })
    // Where the browser waits for a gesture first, the next press of a key is one.
    if (context.state === 'suspended') void context.resume().catch(() => {})
    const next = {
      source,
      startedAt: context.currentTime + LEAD_SECONDS,
      from: seconds + LEAD_SECONDS,
      stop: new AbortController(),
    }
    playing = next
    void feed(context, next).catch(() => {})
  }
  return {
    follow: (source, seconds) => {
      if (!source?.sound) return silence()
      if (playing?.source === source && context) {
        const heard = playing.from + (context.currentTime - playing.startedAt)
        if (Math.abs(heard - seconds) <= TOLERANCE_SECONDS) return
      }
      silence()
      start(source, seconds)
    },
    close: () => {
      silence()
      void context?.close().catch(() => {})
    },
  }
}

/** Hands pieces of sound to the device as their time comes. */
async function feed(context: AudioContext, { source, startedAt, from, stop }: Playing): Promise<void> {
  const pieces = source.sound?.(Math.max(0, from))
  if (!pieces) return
  const nodes = new Set<AudioBufferSourceNode>()
  stop.signal.addEventListener('abort', () => {
    for (const node of nodes) node.stop()
    void pieces.return()
  })
  for await (const { buffer, timestamp } of pieces) {
    if (stop.signal.aborted) return
    const at = startedAt + (timestamp - source.table.origin - from)
    const node = new AudioBufferSourceNode(context, { buffer })
    node.connect(context.destination)
    const late = context.currentTime - at
    if (late < buffer.duration) {
      node.start(Math.max(at, context.currentTime), Math.max(0, late))
      nodes.add(node)
      node.onended = () => nodes.delete(node)
    }
    const early = at - context.currentTime - AHEAD_SECONDS
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early * 1_000))
  }
}
