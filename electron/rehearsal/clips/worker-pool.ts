/** Owns a queue in front of worker threads: starts them when needed, feeds them one by one, replaces the fallen. */

import type { Worker } from 'node:worker_threads'

/** A worker answers each message with one of these, in order. */
export type Answer<Result> = { result: Result } | { reason: string }

/**
 * Asks a worker to give up what it does and to leave. Terminating it from outside would end the whole process when
 * native work of its comes back afterwards.
 */
export const LEAVE = 'leave'

export type WorkerPool<Errand, Result> = {
  /** Rejects with the worker's reason, when the worker dies under it, or when the pool is closed. */
  run(errand: Errand): Promise<Result>
  /** Rejects what waits or runs, and resolves when every worker has left. Safe to call twice. */
  close(): Promise<void>
}

type Place<Errand, Result> = { errand: Errand; resolve(result: Result): void; reject(reason: Error): void }
type Hand<Errand, Result> = { worker: Worker; place: Place<Errand, Result> | undefined }

/** A pool of at most `limit` workers, each made by `start` when there is work for it. */
export function openWorkerPool<Errand, Result>(
  limit: number,
  start: () => Worker,
): WorkerPool<Errand, Result> {
  const waiting: Place<Errand, Result>[] = []
  const hands = new Set<Hand<Errand, Result>>()
  let closed = false

  function dispatch(): void {
    while (waiting.length > 0 && !closed) {
      const free = [...hands].find((hand) => !hand.place) ?? (hands.size < limit ? hire() : undefined)
      if (!free) return
      free.place = waiting.shift()
      free.worker.ref()
      free.worker.postMessage(free.place?.errand)
    }
  }

  function hire(): Hand<Errand, Result> {
    const hand: Hand<Errand, Result> = { worker: start(), place: undefined }
    hand.worker.on('message', (answer: Answer<Result>) => finish(hand, answer))
    hand.worker.on('error', (error) => dismiss(hand, error))
    hand.worker.on('exit', (code) => dismiss(hand, new Error(`The worker ended with code ${code}`)))
    hands.add(hand)
    return hand
  }

  function finish(hand: Hand<Errand, Result>, answer: Answer<Result>): void {
    const { place } = hand
    hand.place = undefined
    // An idle worker must not keep its host alive.
    hand.worker.unref()
    if ('result' in answer) place?.resolve(answer.result)
    else place?.reject(new Error(answer.reason))
    dispatch()
  }

  function dismiss(hand: Hand<Errand, Result>, reason: unknown): void {
    hands.delete(hand)
    hand.place?.reject(reason instanceof Error ? reason : new Error(String(reason)))
    hand.place = undefined
    dispatch()
  }

  return {
    run: (errand) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('The worker pool is closed'))
        waiting.push({ errand, resolve, reject })
        dispatch()
      }),
    close: async () => {
      closed = true
      for (const place of waiting.splice(0)) place.reject(new Error('The worker pool is closed'))
      await Promise.all([...hands].map(({ worker }) => left(worker)))
    },
  }
}

/** A frame takes a fraction of a second even on a busy machine; who needs longer is stuck. */
const LEAVE_MAX_MS = 20_000

function left(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const stuck = setTimeout(() => void worker.terminate(), LEAVE_MAX_MS)
    worker.once('exit', () => {
      clearTimeout(stuck)
      resolve()
    })
    worker.ref()
    worker.postMessage(LEAVE)
  })
}
