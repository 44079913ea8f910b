/** Owns the worker's side of clip making: one request in, one clip or one reason out. */

import { parentPort } from 'node:worker_threads'
import { type RenderJob, renderClip } from './render-clip.ts'
import { type Answer, LEAVE } from './worker-pool.ts'

const port = parentPort
if (!port) throw new Error('clip-worker.ts runs in a worker thread only')

let leaving = false

port.on('message', (job: RenderJob | typeof LEAVE) => {
  if (job === LEAVE) {
    leaving = true
    // The thread ends by itself once the encoder has given back what it holds.
    port.close()
    return
  }
  void answer(job).then((reply) => {
    port.postMessage(reply, 'result' in reply ? [reply.result.buffer] : [])
  })
})

async function answer(job: RenderJob): Promise<Answer<Uint8Array<ArrayBuffer>>> {
  try {
    // A Buffer arrives as a plain Uint8Array.
    const firstFrame = job.firstFrame && Buffer.from(job.firstFrame)
    return {
      result: await renderClip({ ...job, ...(firstFrame && { firstFrame }) }, Math.random, () => leaving),
    }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
