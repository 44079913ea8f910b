/** Owns time as the engine sees it: a clock that tests can hold still. */

export type Clock = {
  /** Epoch ms. */
  now(): number
  /** Resolves after `ms`, or at once when the signal aborts; never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
