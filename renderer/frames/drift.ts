/** Owns the measure of how exactly panes follow the clock: what they show beside what is due, look by look. */

export type Drift = {
  /** Looks taken. */
  looks: number
  /** Share of looks, 0 to 1, in which no two panes were more than one frame apart. */
  together: number
  /** Largest distance between two panes so far, frames. */
  farthest: number
  /** Seconds of film that passed in a second of the last few; 1 is the speed asked for. */
  pace: number
}

/** Pace is told of so many seconds. */
const PACE_SECONDS = 2

export type DriftMeter = {
  /** One look: how many frames each pane is ahead of the clock (below 0: behind), and by how much the clock moved at the speed asked for. */
  note(nowMs: number, ahead: readonly number[], filmSeconds: number): void
  /** Forgets the pace: the clock was stopped or moved by hand. */
  pause(): void
  read(): Drift
}

export function makeDriftMeter(): DriftMeter {
  let [looks, together, farthest] = [0, 0, 0]
  let recent: { atMs: number; filmSeconds: number }[] = []
  return {
    note: (nowMs, ahead, filmSeconds) => {
      const apart = ahead.length ? Math.max(...ahead) - Math.min(...ahead) : 0
      looks += 1
      if (apart <= 1) together += 1
      farthest = Math.max(farthest, apart)
      recent = recent.filter(({ atMs }) => nowMs - atMs <= PACE_SECONDS * 1_000)
      recent.push({ atMs: nowMs, filmSeconds })
    },
    pause: () => {
      recent = []
    },
    read: () => ({ looks, together: looks ? together / looks : 1, farthest, pace: paceOf(recent) }),
  }
}

function paceOf(recent: readonly { atMs: number; filmSeconds: number }[]): number {
  const [first, ...rest] = recent
  const last = rest.at(-1)
  if (!first || !last || last.atMs <= first.atMs) return 1
  const film = rest.reduce((sum, one) => sum + one.filmSeconds, 0)
  return film / ((last.atMs - first.atMs) / 1_000)
}
