/** Owns the media thread's own side: one errand in, its result or its error out. */

import { parentPort } from 'node:worker_threads'
import { AppError, reasonOf, toAppError } from '#shared/app-error.ts'
import { checkClip } from './clip-check.ts'
import { readFrameTimes, writeFrame, writeMiddlePicture, writePoster } from './clip-frames.ts'
import { readDistances } from './measuring/clip-distances.ts'
import { measureClip } from './measuring/clip-measures.ts'
import { type Answer, type Errand, GIVE_UP, LEAVE } from './media-thread.ts'
import { writeSheetPicture, writeSheetVideo } from './sheets/sheet-files.ts'

const errands = {
  probe: checkClip,
  saveFrame: writeFrame,
  makePoster: writePoster,
  frameTimes: readFrameTimes,
}
/** What the thread can be asked for. */
export type Errands = typeof errands

const longErrands = {
  measure: measureClip,
  distances: readDistances,
  sheetVideo: writeSheetVideo,
  sheetPicture: writeSheetPicture,
  middlePicture: writeMiddlePicture,
}
/** The same for what takes long: each takes its wish and a {@link Talk}. */
export type LongErrands = typeof longErrands

const all = { ...errands, ...longErrands }
let underWay = new AbortController()

async function answer({ name, args }: Errand): Promise<Answer> {
  try {
    // The pair comes from one typed call, `inMediaThread` or `inLongThread`; messages lose that.
    const run = all[name] as (...args: unknown[]) => Promise<unknown>
    underWay = new AbortController()
    const tell = (share: number) => parentPort?.postMessage({ share } satisfies Answer)
    return { result: await run(...args, { signal: underWay.signal, tell }) }
  } catch (error) {
    return { error: toAppError(error).toJSON() }
  }
}

parentPort?.on('message', (message: Errand | typeof LEAVE | typeof GIVE_UP) => {
  if (message === LEAVE) parentPort?.close()
  else if (message === GIVE_UP) underWay.abort()
  else void answer(message).then((reply) => parentPort?.postMessage(reply))
})

// What no errand waits for must not end the thread under native work; it answers the errand under way, if there is one.
process.on('unhandledRejection', (reason) => {
  const detail = `the clip does not decode (${reasonOf(reason)})`
  parentPort?.postMessage({ error: new AppError('download-broken', { detail }).toJSON() } satisfies Answer)
})
