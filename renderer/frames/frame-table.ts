/** Owns the frames of a clip as its container tells them: when each is shown and where decoding may begin. */

/** One packet of the container, times in s. */
export type PacketFacts = { timestamp: number; duration: number; isKey: boolean }

export type FrameTable = {
  /** Container time of the first frame, s; all other times count from it. */
  origin: number
  /** When each frame is first shown, s, in the order of presentation. */
  times: Float64Array
  /** When the last frame ends, s. */
  end: number
  /** Numbers of the frames that can be decoded without the ones before, ascending. */
  keys: readonly number[]
}

/** Containers round times, to whole ms at worst; half of one either way is the same moment. */
export const SAME_MOMENT_SECONDS = 0.001

/** Makes the table from packets in any order. Nothing is averaged: each frame has the time written beside it. */
export function makeFrameTable(packets: readonly PacketFacts[]): FrameTable {
  const shown = [...packets].sort((a, b) => a.timestamp - b.timestamp)
  const [first] = shown
  const last = shown.at(-1)
  if (!first || !last) throw new RangeError('A clip without frames has no table')
  const origin = first.timestamp
  const times = Float64Array.from(shown, ({ timestamp }) => timestamp - origin)
  const keys = shown.flatMap(({ isKey }, frame) => (isKey ? [frame] : []))
  // Writers that do not know how long the last frame lasts say 0: it then lasts as long as the one before.
  const before = times.at(-2)
  const lasting = last.duration > 0 || before === undefined ? last.duration : last.timestamp - origin - before
  return { origin, times, end: last.timestamp - origin + lasting, keys }
}

/** The table of a clip of which no more than its average is known yet. */
export function evenTable(frames: number, frameRate: number): FrameTable {
  const times = Float64Array.from({ length: Math.max(1, frames) }, (_, frame) => frame / frameRate)
  return { origin: 0, times, end: frames / frameRate, keys: [0] }
}

/**
 * Number of the frame on screen at `seconds`: the last that began by then; the first before, the last after the clip.
 * A frame that begins within `slack` s counts as begun.
 */
export function frameAt({ times }: FrameTable, seconds: number, slack = SAME_MOMENT_SECONDS): number {
  let low = 0
  let high = times.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((times[middle] ?? 0) <= seconds + slack) low = middle
    else high = middle - 1
  }
  return low
}

/** When a frame is first shown, s; numbers beyond the clip's stand for its first or last frame. */
export function timeOf({ times }: FrameTable, frame: number): number {
  return times[Math.min(times.length - 1, Math.max(0, frame))] ?? 0
}

/** The middle of a frame, s from the first one's start: no rounding leads from there to another frame. */
export function middleOf(table: FrameTable, frame: number): number {
  const last = table.times.length - 1
  const next = frame < last ? timeOf(table, frame + 1) : table.end
  return (timeOf(table, frame) + Math.max(next, timeOf(table, frame))) / 2
}

/** The frame from which decoding has to begin to see `frame`. */
export function keyOf({ keys }: FrameTable, frame: number): number {
  return keys.findLast((key) => key <= frame) ?? 0
}

/** Length of the first so many frames, s; below zero for less than none. What a pane's offset in frames is in time. */
export function lengthOf(table: FrameTable, frames: number): number {
  return Math.sign(frames) * timeOf(table, Math.abs(frames))
}
