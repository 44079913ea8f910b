/** Owns the media thread's own side: one errand in, its result or its error out. */

import { parentPort } from 'node:worker_threads'
import { toAppError } from '#shared/app-error.ts'
import { checkClip } from './clip-check.ts'
import { writeFrame, writePoster } from './clip-frames.ts'
import type { Answer, Errand } from './media-thread.ts'

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

parentPort?.on('message', (errand: Errand) => {
  void answer(errand).then((reply) => parentPort?.postMessage(reply))
})
