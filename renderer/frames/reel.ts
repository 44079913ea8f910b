/** Owns one take on the clock: its file, its decoded frames, and the frames by which it runs ahead of the clock. */

import type { VideoSample } from 'mediabunny'
import { type ClipFault, ClipFaultError, type ClipSource, openClipSource } from './clip-source.ts'
import { type FrameReader, startReader } from './frame-reader.ts'
import { frameAt, lengthOf, timeOf } from './frame-table.ts'
import type { Region } from './transport.ts'

export type ReelStatus = 'opening' | 'ready' | ClipFault

export type Reel = {
  id: string
  status(): ReelStatus
  /** There once the file has been read. */
  source(): ClipSource | undefined
  /** From its first frame to the end of its last, s on the clock; nothing while it is not ready. */
  span(): Region | undefined
  /** Number of the frame that is due at a moment of the clock. */
  due(seconds: number): number
  /** When a frame is due, s on the clock. */
  timeOf(frame: number): number
  aim(seconds: number, direction: -1 | 0 | 1, span: Region): void
  picture(frame: number): VideoSample | undefined
  /** Which frame the picture held under a number really is, by its own time; undefined when none is held. */
  numberOf(frame: number): number | undefined
  setOffset(frames: number): void
  /** Bytes its frames may take in memory. */
  setRoom(bytes: number): void
  close(): void
}

/** Fewest frames held, however large they are: less would not carry a decoder that reorders. */
const FEWEST_FRAMES = 16
/** Decoded frames are I420: 12 bits for each pixel. */
const BYTES_PER_PIXEL = 1.5

export type ReelEvents = {
  /** It is ready, or has failed. */
  onStatus(): void
  /** It has a frame more. */
  onArrival(): void
}

/** Opens a take. */
export function openReel(id: string, url: string, events: ReelEvents): Reel {
  let status: ReelStatus = 'opening'
  let source: ClipSource | undefined
  let reader: FrameReader | undefined
  let offset = 0
  let roomBytes = 0
  let isClosed = false

  const fail = (thrown: unknown) => {
    status = thrown instanceof ClipFaultError ? thrown.fault : 'unreadable'
    if (!isClosed) events.onStatus()
  }
  const capacity = () => {
    if (!source) return FEWEST_FRAMES
    const frames = Math.floor(roomBytes / (source.width * source.height * BYTES_PER_PIXEL))
    return Math.max(FEWEST_FRAMES, Math.min(source.table.times.length, frames))
  }
  const open = async () => {
    const opened = await openClipSource(url)
    if (isClosed) return opened.close()
    source = opened
    reader = startReader(opened, capacity(), { onArrival: events.onArrival, onFault: fail })
    status = 'ready'
    events.onStatus()
  }
  open().catch(fail)

  const shift = () => (source ? lengthOf(source.table, offset) : 0)
  const due = (seconds: number) => (source ? frameAt(source.table, seconds + shift()) : 0)
  return {
    id,
    status: () => status,
    source: () => source,
    span: () =>
      source && status === 'ready' ? { from: -shift(), to: source.table.end - shift() } : undefined,
    due,
    timeOf: (frame) => (source ? timeOf(source.table, frame) - shift() : 0),
    aim: (seconds, direction, { from, to }) =>
      reader?.aim({ at: due(seconds), direction, from: due(from), to: due(to) }),
    picture: (frame) => reader?.frame(frame),
    numberOf: (frame) => {
      const picture = reader?.frame(frame)
      return picture && source && frameAt(source.table, picture.timestamp - source.table.origin)
    },
    setOffset: (frames) => {
      offset = frames
    },
    setRoom: (bytes) => {
      roomBytes = bytes
      reader?.setCapacity(capacity())
    },
    close: () => {
      isClosed = true
      reader?.close()
      source?.close()
    },
  }
}
