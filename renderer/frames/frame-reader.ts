/** Owns the decoded frames of one clip around the playhead: decodes towards what is wanted, lets go of the rest. */

import type { VideoSample } from 'mediabunny'
import type { ClipSource } from './clip-source.ts'
import { type Aim, nextToDecode, urgency } from './decode-plan.ts'
import { frameAt, keyOf } from './frame-table.ts'

export type FrameReader = {
  /** Says where the playhead is and where it goes. */
  aim(aim: Aim): void
  /** A decoded frame; it stays the reader's and is valid until the page's next turn. */
  frame(number: number): VideoSample | undefined
  /** Other numbers of frames held at most. */
  setCapacity(frames: number): void
  close(): void
}

type ReaderEvents = { onArrival(): void; onFault(error: unknown): void }

/** One pass of a decoder over frames in order. */
type Run = { pictures: ReturnType<ClipSource['pictures']>; next: number }

/** Starts reading; nothing is decoded before the first aim. */
export function startReader(source: ClipSource, capacity: number, events: ReaderEvents): FrameReader {
  const held = new Map<number, VideoSample>()
  /** Frames the container names and the decoder never gave. */
  const lost = new Set<number>()
  let room = capacity
  let aim: Aim | undefined
  let run: Run | undefined
  let isWorking = false
  let isClosed = false

  const has = (number: number) => held.has(number) || lost.has(number)
  const letGo = (to: number) => {
    const wish = aim
    if (!wish || held.size <= to) return
    const byNeed = [...held.keys()].sort((a, b) => urgency(wish, b) - urgency(wish, a))
    for (const number of byNeed.slice(0, held.size - to)) {
      held.get(number)?.close()
      held.delete(number)
    }
  }
  const take = (picture: VideoSample, number: number) => {
    if (isClosed || held.has(number)) return picture.close()
    held.set(number, picture)
    letGo(room)
    if (held.has(number)) events.onArrival()
  }
  const advance = async (wanted: number) => {
    run = await runTowards(source, run, wanted)
    const { value: picture, done } = await run.pictures.next()
    const number = done ? undefined : frameAt(source.table, picture.timestamp - source.table.origin)
    if (number === undefined || number > wanted) lost.add(wanted)
    if (done || number === undefined) {
      run = undefined
    } else {
      run.next = number + 1
      take(picture, number)
    }
    if (aim && lost.has(aim.at)) throw new Error(`The decoder gave no frame ${aim.at}`)
  }
  const work = async () => {
    if (isWorking) return
    isWorking = true
    try {
      while (!isClosed && aim) {
        const wanted = nextToDecode(aim, room, has, run?.next ?? null)
        if (wanted === undefined) break
        await advance(wanted)
      }
    } catch (thrown) {
      if (!isClosed) events.onFault(thrown)
      aim = undefined
    } finally {
      isWorking = false
      if (isClosed) await run?.pictures.return()
    }
  }
  return {
    aim: (next) => {
      aim = next
      void work()
    },
    frame: (number) => held.get(number),
    setCapacity: (frames) => {
      room = frames
      letGo(room)
    },
    close: () => {
      isClosed = true
      for (const picture of held.values()) picture.close()
      held.clear()
      if (!isWorking) void run?.pictures.return()
    },
  }
}

/** The run that is under way, when going on reaches the frame no later than a new one would. */
async function runTowards(source: ClipSource, run: Run | undefined, wanted: number): Promise<Run> {
  const key = keyOf(source.table, wanted)
  if (run && run.next <= wanted && key <= run.next) return run
  await run?.pictures.return()
  return { pictures: source.pictures(key), next: key }
}
