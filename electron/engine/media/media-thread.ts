/**
 * Owns the threads in which clips are decoded: started when needed, one errand at a time, replaced after a failure.
 * Decoding is native code fed with foreign bytes. After a frame that does not decode, mediabunny 1.61 rejects a promise
 * that nobody holds and leaves its decoder open; both stay in the thread instead of in the studio. A thread is never
 * terminated: native work that came back to it afterwards would end the whole process.
 */

import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { AppError, type AppErrorData, reasonOf } from '#shared/app-error.ts'
import type { Errands, LongErrands } from './media-worker.ts'

/** Asks the thread to end once its native work is done. */
export const LEAVE = 'leave'
/** Asks for the errand under way to be given up; it still answers. */
export const GIVE_UP = 'give up'

export type Errand = { name: keyof Errands | keyof LongErrands; args: unknown[] }
export type Answer = { result: unknown } | { error: AppErrorData } | { share: number }

/** For errands that take long: what is to be told meanwhile, and when the answer is not wanted any more. */
export type Aside = {
  /** Share done, 0–1, now and then. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** One thread and those who wait for it. */
class MediaThread {
  #idle: Worker | undefined
  #queue: Promise<unknown> = Promise.resolve()

  /** Runs an errand after those asked for before. @throws AppError */
  run(errand: Errand, aside: Aside = {}): Promise<unknown> {
    const done = this.#queue.then(() => {
      if (aside.signal?.aborted) throw givenUp()
      return this.#runNow(errand, aside)
    })
    this.#queue = done.catch(() => {})
    return done
  }

  #runNow(errand: Errand, { onProgress, signal }: Aside): Promise<unknown> {
    const worker = this.#idle ?? new Worker(new URL('./media-worker.ts', import.meta.url))
    this.#idle = undefined
    const stop = () => worker.postMessage(GIVE_UP)
    signal?.addEventListener('abort', stop, { once: true })
    return new Promise((resolve, reject) => {
      const giveUp = (detail: string, cause?: unknown) => {
        retire(worker)
        reject(new AppError('download-broken', { detail }, { cause }))
      }
      worker.removeAllListeners()
      worker.on('error', (error) => giveUp(`the clip does not decode (${wordsOf(error)})`, error))
      worker.on('exit', () => giveUp('the decoder stopped'))
      worker.on('message', (answer: Answer) => {
        if ('share' in answer) return onProgress?.(answer.share)
        if ('result' in answer) return resolve(this.#rest(worker, answer.result))
        retire(worker)
        const { code, values, requestId } = answer.error
        reject(new AppError(code, values, { requestId }))
      })
      worker.ref()
      worker.postMessage(errand)
    }).finally(() => signal?.removeEventListener('abort', stop))
  }

  /** An idle thread keeps no program alive; one that dies while idle is forgotten. */
  #rest(worker: Worker, result: unknown): unknown {
    const forget = () => {
      if (this.#idle === worker) this.#idle = undefined
    }
    worker.removeAllListeners().on('error', forget).on('exit', forget)
    worker.unref()
    this.#idle = worker
    return result
  }
}

/** Lets a thread go that may have decoders left open; it keeps no program alive. */
function retire(worker: Worker): void {
  worker.removeAllListeners().on('error', () => {})
  worker.unref()
  worker.postMessage(LEAVE)
  // −1 once it has ended.
  if (worker.threadId < 0) return
  const left = once(worker, 'exit').then(() => void leaving.delete(left))
  leaving.add(left)
}

const leaving = new Set<Promise<void>>()

/**
 * Resolves when every thread that was let go has ended, or after so many ms. A program that exits under the native work
 * of such a thread is aborted.
 */
export async function threadsLeft(longestMs: number): Promise<void> {
  const patience = new AbortController()
  const enough = pause(longestMs, undefined, { signal: patience.signal }).catch(() => {})
  await Promise.race([Promise.all(leaving), enough])
  patience.abort()
}

const quick = new MediaThread()
/** The pipeline's clips do not wait behind what takes long, and what the user waits for not behind hints. */
const long = { measuring: new MediaThread(), exporting: new MediaThread(), showing: new MediaThread() }

/** Runs an errand in the media thread, after those asked for before. @throws AppError */
export function inMediaThread<Name extends keyof Errands>(
  name: Name,
  args: Parameters<Errands[Name]>,
): ReturnType<Errands[Name]> {
  // The worker answers each errand with the result of its own function.
  return quick.run({ name, args }) as ReturnType<Errands[Name]>
}

/** Runs an errand that takes long in a thread of its own kind. @throws AppError, `given-up` when the signal aborted */
export function inLongThread<Name extends keyof LongErrands>(
  kind: keyof typeof long,
  name: Name,
  wish: Parameters<LongErrands[Name]>[0],
  aside: Aside = {},
): ReturnType<LongErrands[Name]> {
  return long[kind].run({ name, args: [wish] }, aside) as ReturnType<LongErrands[Name]>
}

export function givenUp(): AppError {
  return new AppError('given-up')
}

function wordsOf(error: unknown): string {
  return reasonOf(error)
}
