/** Owns how often the page draws what happens by itself: at once while little does, together and seldom while much does. */

/** Between two drawings, ms. */
const REST_MS = { shortest: 100, longest: 1_000 } as const
/** A drawing is followed by a rest of so many times its length: most of a slow machine's time is left for the user's hand. */
const RESTS_PER_DRAWING = 4

export type Paced = {
  /** Takes something in, so that it is drawn: at once, or with all that comes until the rest is over. */
  soon(takeIn: () => void): void
  /** Takes in what waits. */
  now(): void
}

/** How long to rest after a drawing that took so long, both in ms. */
export function restAfter(drawingMs: number): number {
  return Math.min(REST_MS.longest, Math.max(REST_MS.shortest, drawingMs * RESTS_PER_DRAWING))
}

export function paced(): Paced {
  let waiting: (() => void)[] = []
  let isResting = false
  const now = () => {
    const all = waiting
    waiting = []
    for (const takeIn of all) orReport(takeIn)
  }
  const drawAndRest = () => {
    isResting = true
    const began = performance.now()
    now()
    // What was taken in is drawn before the next task begins: there it is known how long that took.
    setTimeout(() => setTimeout(wake, restAfter(performance.now() - began)))
  }
  const wake = () => {
    isResting = false
    if (waiting.length > 0) drawAndRest()
  }
  return {
    soon: (takeIn) => {
      waiting.push(takeIn)
      if (!isResting) drawAndRest()
    },
    now,
  }
}

/** What breaks keeps nothing else from being drawn. */
function orReport(takeIn: () => void): void {
  try {
    takeIn()
  } catch (thrown) {
    reportError(thrown)
  }
}
