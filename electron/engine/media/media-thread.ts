/**
 * Owns the thread in which clips are decoded: started when needed, one errand at a time, replaced after a failure.
 * Decoding is native code fed with foreign bytes. After a frame that does not decode, mediabunny 1.61 rejects a promise
 * that nobody holds and leaves its decoder open; both stay in the thread instead of in the studio. A thread is never
 * terminated: native work that came back to it afterwards would end the whole process.
 */

import { Worker } from 'node:worker_threads'
import { AppError, type AppErrorData } from '#shared/app-error.ts'
import type { Errands } from './media-worker.ts'

/** Asks the thread to end once its native work is done. */
export const LEAVE = 'leave'

export type Errand = { name: keyof Errands; args: unknown[] }
export type Answer = { result: unknown } | { error: AppErrorData }

let idle: Worker | undefined
let queue: Promise<unknown> = Promise.resolve()

/** Runs an errand in the media thread, after those asked for before. @throws AppError */
export function inMediaThread<Name extends keyof Errands>(
  name: Name,
  args: Parameters<Errands[Name]>,
): ReturnType<Errands[Name]> {
  const done = queue.then(() => run({ name, args }))
  queue = done.catch(() => {})
  // The worker answers each errand with the result of its own function.
  return done as ReturnType<Errands[Name]>
}

function run(errand: Errand): Promise<unknown> {
  const worker = idle ?? new Worker(new URL('./media-worker.ts', import.meta.url))
  idle = undefined
  return new Promise((resolve, reject) => {
    const giveUp = (detail: string, cause?: unknown) => {
      retire(worker)
      reject(new AppError('download-broken', { detail }, { cause }))
    }
    worker.removeAllListeners()
    worker.on('error', (error) => giveUp(`the clip does not decode (${wordsOf(error)})`, error))
    worker.on('exit', () => giveUp('the decoder stopped'))
    worker.on('message', (answer: Answer) => {
      if ('result' in answer) return resolve(rest(worker, answer.result))
      retire(worker)
      const { code, values, requestId } = answer.error
      reject(new AppError(code, values, { requestId }))
    })
    worker.ref()
    worker.postMessage(errand)
  })
}

/** Lets a thread go that may have decoders left open; it keeps no program alive. */
function retire(worker: Worker): void {
  worker.removeAllListeners().on('error', () => {})
  worker.unref()
  worker.postMessage(LEAVE)
}

/** An idle thread keeps no program alive; one that dies while idle is forgotten. */
function rest(worker: Worker, result: unknown): unknown {
  const forget = () => {
    if (idle === worker) idle = undefined
  }
  worker.removeAllListeners().on('error', forget).on('exit', forget)
  worker.unref()
  idle = worker
  return result
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
