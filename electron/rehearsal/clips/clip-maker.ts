/** Owns the queue in front of the clip workers: starts them, feeds them, replaces those that fall over. */

import { Worker } from 'node:worker_threads'
import type { Task } from '#shared/happyhorse.ts'
import type { Tier } from './clip-size.ts'
import type { ClipReply } from './clip-worker.ts'
import type { RenderJob } from './render-clip.ts'
import { openTinyShelf } from './tiny-shelf.ts'

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

type Errand = { job: RenderJob; resolve(clip: Uint8Array): void; reject(reason: Error): void }

/** A worker and what it is busy with. */
type Hand = { worker: Worker; errand: Errand | undefined }

/**
 * Opens a clip maker. `workers` (default 1) render side by side; they start with the first request. `tiny`
 * serves miniature clips instead, each rendered once and kept.
 */
export function openClipMaker(options: { tiny?: boolean; workers?: number } = {}): ClipMaker {
  const pool = openPool(options.workers ?? 1)
  if (!options.tiny) {
    return { make: (request) => pool.render({ ...request, tiny: false }), close: pool.close }
  }
  const shelf = openTinyShelf(pool.render)
  return { make: shelf.make, close: pool.close }
}

function openPool(limit: number): { render(job: RenderJob): Promise<Uint8Array>; close(): Promise<void> } {
  const waiting: Errand[] = []
  const hands = new Set<Hand>()
  let closed = false

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const free = [...hands].find((hand) => !hand.errand) ?? (hands.size < limit ? hire() : undefined)
      if (!free) return
      free.errand = waiting.shift()
      free.worker.ref()
      free.worker.postMessage(free.errand?.job)
    }
  }

  function hire(): Hand {
    const hand: Hand = { worker: new Worker(new URL('./clip-worker.ts', import.meta.url)), errand: undefined }
    hand.worker.on('message', (reply: ClipReply) => finish(hand, reply))
    hand.worker.on('error', (error) => dismiss(hand, error))
    hand.worker.on('exit', (code) => dismiss(hand, new Error(`The clip worker ended with code ${code}`)))
    hands.add(hand)
    return hand
  }

  function finish(hand: Hand, reply: ClipReply): void {
    const { errand } = hand
    hand.errand = undefined
    // An idle worker must not keep its host alive.
    hand.worker.unref()
    if ('clip' in reply) errand?.resolve(reply.clip)
    else errand?.reject(new Error(reply.reason))
    dispatch()
  }

  function dismiss(hand: Hand, reason: unknown): void {
    hands.delete(hand)
    hand.errand?.reject(reason instanceof Error ? reason : new Error(String(reason)))
    hand.errand = undefined
    dispatch()
  }

  return {
    render: (job) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The clip maker is closed'))
        waiting.push({ job, resolve, reject })
        dispatch()
      }),
    close: async () => {
      closed = true
      for (const errand of waiting.splice(0)) errand.reject(new Error('The clip maker is closed'))
      await Promise.all([...hands].map((hand) => hand.worker.terminate()))
    },
  }
}
