/** Owns the worker's side of clip making: one request in, one clip or one reason out. */

import { parentPort } from 'node:worker_threads'
import { type RenderJob, renderClip } from './render-clip.ts'

/** What the worker answers, one per request and in order. */
export type ClipReply = { clip: Uint8Array<ArrayBuffer> } | { reason: string }

const port = parentPort
if (!port) throw new Error('clip-worker.ts runs in a worker thread only')

port.on('message', (job: RenderJob) => {
  void answer(job).then((reply) => {
    port.postMessage(reply, 'clip' in reply ? [reply.clip.buffer] : [])
  })
})

async function answer(job: RenderJob): Promise<ClipReply> {
  try {
    const firstFrame = job.firstFrame && Buffer.from(job.firstFrame)
    return { clip: await renderClip({ ...job, ...(firstFrame && { firstFrame }) }, Math.random) }
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}
