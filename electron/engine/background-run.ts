/** Owns the life of work that goes on behind everything else: begun once, ended once, waited for. */

export class BackgroundRun {
  readonly #work: (signal: AbortSignal) => Promise<void>
  readonly #leave = new AbortController()
  #running: Promise<void> | undefined

  /** `work` returns soon after its signal aborts. */
  constructor(work: (signal: AbortSignal) => Promise<void>) {
    this.#work = work
  }

  start(): void {
    this.#running ??= this.#work(this.#leave.signal)
  }

  async stop(): Promise<void> {
    this.#leave.abort()
    await this.#running
  }
}
