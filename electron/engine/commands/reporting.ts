/** Owns how something that takes long is told while it goes on, over a line that may be hung up at any time. */

/** Share of the work between two reports; more of them would flood a line. */
const LEAST_STEP = 0.01

/**
 * Runs `work` and yields its progress (as `{ kind: 'progress', share }`), then its result. Whoever ends the iteration, or
 * aborts the signal, ends the work as well.
 */
export async function* reporting<Result>(
  signal: AbortSignal | undefined,
  work: (leave: AbortSignal, onProgress: (share: number) => void) => Promise<Result>,
): AsyncGenerator<Result | { kind: 'progress'; share: number }, void> {
  const hangUp = new AbortController()
  const leave = signal ? AbortSignal.any([signal, hangUp.signal]) : hangUp.signal
  let share = 0
  let wake = () => {}
  let isOver = false
  const done = work(leave, (next) => {
    share = next
    wake()
  }).finally(() => {
    isOver = true
    wake()
  })
  try {
    for (let told = -1; !isOver; ) {
      if (share - told >= LEAST_STEP) {
        told = share
        yield { kind: 'progress', share }
      } else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    yield await done
  } finally {
    hangUp.abort()
    await done.catch(() => {})
  }
}
