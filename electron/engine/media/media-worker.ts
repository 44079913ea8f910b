/** Owns the media thread's own side: one errand in, its result or its error out. */

import { parentPort } from 'node:worker_threads'
import { AppError, toAppError } from '#shared/app-error.ts'
import { checkClip } from './clip-check.ts'
import { writeFrame, writePoster } from './clip-frames.ts'
import { type Answer, type Errand, LEAVE } from './media-thread.ts'

const errands = { probe: checkClip, saveFrame: writeFrame, makePoster: writePoster }
/** What the thread can be asked for. */
export type Errands = typeof errands

async function answer({ name, args }: Errand): Promise<Answer> {
  try {
    // The pair comes from one typed call, `inMediaThread`; messages lose that.
    const run = errands[name] as (...args: unknown[]) => Promise<unknown>
    return { result: await run(...args) }
  } catch (error) {
    return { error: toAppError(error).toJSON() }
  }
}

parentPort?.on('message', (errand: Errand | typeof LEAVE) => {
  if (errand === LEAVE) {
    parentPort?.close()
    return
  }
  void answer(errand).then((reply) => parentPort?.postMessage(reply))
})

// What no errand waits for must not end the thread under native work; it answers the errand under way, if there is one.
process.on('unhandledRejection', (reason) => {
  const detail = `the clip does not decode (${reason instanceof Error ? reason.message : String(reason)})`
  parentPort?.postMessage({ error: new AppError('download-broken', { detail }).toJSON() } satisfies Answer)
})
