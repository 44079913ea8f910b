/** Owns how work that takes long is begun, told and stopped. */

import { type LongWork, useLongWork } from '../stores/long-work-store.ts'

let begun = 0

/** Shows work until it has ended, however it ends. `tell` says how far it is; `signal` aborts once the user has stopped it. */
export async function longWork<Result>(
  text: string,
  work: (signal: AbortSignal, tell: (text: string, share: number) => void) => Promise<Result>,
): Promise<Result> {
  begun += 1
  const id = begun
  const line = new AbortController()
  const change = (patch: Partial<LongWork>) =>
    useLongWork.setState(({ works }) => ({
      works: works.map((one) => (one.id === id ? { ...one, ...patch } : one)),
    }))
  const stop = () => {
    change({ isStopping: true })
    line.abort()
  }
  useLongWork.setState(({ works }) => ({
    works: [...works, { id, text, share: 0, isStopping: false, stop }],
  }))
  try {
    return await work(line.signal, (now, share) => change({ text: now, share }))
  } finally {
    useLongWork.setState(({ works }) => ({ works: works.filter((one) => one.id !== id) }))
  }
}
