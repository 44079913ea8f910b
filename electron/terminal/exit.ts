/** Owns how a command ends: its exit status, and being stopped by Ctrl-C. */

/** Exit statuses of `gallop`. */
export const EXIT = {
  allSaved: 0,
  /** Usage or internal error. */
  error: 1,
  /** Some were blocked or failed; each said why. */
  some: 2,
  /** 128 + SIGINT, as shells expect. */
  interrupted: 130,
} as const

/** The command line asks for something that cannot be, or the user has said no to what it asks for. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly code: 'usage' | 'declined'

  constructor(message: string, code: 'usage' | 'declined' = 'usage') {
    super(message)
    this.code = code
  }
}

/** Ctrl-C came before anything was queued. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** A terminal and the process that started us may both pass on one Ctrl-C; within this time they are one. */
const ONE_PRESS_MS = 400

/**
 * Watches for Ctrl-C. The first press aborts the signal, the second ends the process at once.
 * @returns how to stop watching, and the signal
 */
export function watchInterrupt(now: () => number = Date.now): { signal: AbortSignal; end(): void } {
  const controller = new AbortController()
  let pressedAt: number | undefined
  const press = () => {
    if (pressedAt === undefined) {
      pressedAt = now()
      controller.abort()
    } else if (now() - pressedAt > ONE_PRESS_MS) process.exit(EXIT.interrupted)
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, press)
  return {
    signal: controller.signal,
    end: () => {
      for (const name of names) process.off(name, press)
    },
  }
}

/** What the work gives. @throws Interrupted as soon as the signal aborts, and leaves the work to whoever closes the studio */
export function orInterrupted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const stop = aborted(signal).then((): never => {
    throw new Interrupted()
  })
  return Promise.race([stop, work])
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
