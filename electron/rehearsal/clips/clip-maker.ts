/** Owns the making of clips as the rehearsal service sees it: requests in, MP4 bytes out, nothing blocked meanwhile. */

import { Worker } from 'node:worker_threads'
import type { Task } from '#shared/happyhorse.ts'
import type { Tier } from './clip-size.ts'
import type { RenderJob } from './render-clip.ts'
import { openTinyShelf } from './tiny-shelf.ts'
import { openWorkerPool } from './worker-pool.ts'

/**
 * What a task asks for. `firstFrame` is the encoded still (for reference-to-video the first reference); without
 * one a scene is drawn from the prompt. `ratio` such as `16:9` counts for text- and reference-to-video only.
 * `durationSeconds` is a whole number from 3 to 15.
 */
export type ClipRequest = {
  task: Task
  firstFrame?: Buffer
  prompt: string
  seed: number
  durationSeconds: number
  tier: Tier
  ratio?: string
  watermark: boolean
}

export type ClipMaker = {
  /** The bytes of an MP4; rejects when the still cannot be decoded, the worker dies, or the maker is closed. */
  make(request: ClipRequest): Promise<Uint8Array>
  /** Stops the workers; what still waits is rejected. Safe to call twice. */
  close(): Promise<void>
}

/**
 * Opens a clip maker. `workers` (default 1) render side by side; they start with the first request and wait,
 * without holding the process, for the next. `tiny` serves miniature clips instead, each rendered once and kept.
 */
export function openClipMaker(options: { tiny?: boolean; workers?: number } = {}): ClipMaker {
  const startWorker = () => new Worker(new URL('./clip-worker.ts', import.meta.url))
  const pool = openWorkerPool<RenderJob, Uint8Array>(options.workers ?? 1, startWorker)
  if (!options.tiny) return { make: (request) => pool.run({ ...request, tiny: false }), close: pool.close }
  const shelf = openTinyShelf(pool.run)
  return { make: shelf.make, close: pool.close }
}
