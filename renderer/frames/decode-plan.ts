/** Owns which frames are worth holding in memory and which are decoded next. Pure. */

/** What a reader is after. Frames are numbers; `from` and `to` are the first and last of what repeats. */
export type Aim = {
  at: number
  /** Where the picture is going: 1 on, −1 back, 0 it stands still. */
  direction: -1 | 0 | 1
  from: number
  to: number
}

/** Frames kept behind the playhead while it runs on, for a step back after a stop. */
const KEPT_BEHIND = 8

/** How soon a frame may be needed: 0 is now. What is least urgent is let go first. */
export function urgency({ at, direction, from, to }: Aim, frame: number): number {
  if (direction === 0) return Math.abs(frame - at)
  const ahead = (frame - at) * direction
  if (ahead >= 0) return ahead
  if (-ahead <= KEPT_BEHIND) return -ahead
  const isInside = frame >= from && frame <= to
  // What lies behind comes again after the loop has closed.
  return isInside ? to - from + 1 + ahead : Math.max(to - from + 1, -ahead)
}

/** How many frames to either side should be held for an aim, of `capacity` in all. */
function goals({ direction }: Aim, capacity: number): { ahead: number; behind: number } {
  if (direction > 0) return { ahead: capacity - KEPT_BEHIND, behind: 0 }
  if (direction < 0) return { ahead: 0, behind: capacity - 2 }
  return { ahead: Math.floor(capacity / 2), behind: Math.floor(capacity / 2) - 1 }
}

type Has = (frame: number) => boolean

/**
 * The frame to decode next; undefined when enough is held. `next` is what a decoder that runs already gives next.
 * Frames behind are fetched in large bites, for each bite begins at a key frame that may be far back.
 */
export function nextToDecode(aim: Aim, capacity: number, has: Has, next: number | null): number | undefined {
  if (!has(aim.at)) return aim.at
  const { ahead, behind } = goals(aim, capacity)
  const on = firstGap(aim, 1, ahead, has)
  if (on && (on.frame === next || on.away <= ahead / 2)) return on.frame
  const back = firstGap(aim, -1, behind, has)
  if (!back || back.away > behind / 2) return undefined
  const start = biteStart(aim, behind)
  // A bite that is being taken is swallowed whole.
  return next !== null && next > start && next <= back.frame ? next : start
}

function firstGap({ at, direction, from, to }: Aim, way: 1 | -1, most: number, has: Has) {
  let frame = at
  for (let away = 1; away <= most; away++) {
    frame += way
    const isOut = way > 0 ? frame > to : frame < from
    if (isOut) {
      // What repeats comes round again; what stands still ends there.
      if (direction !== way) return undefined
      frame = way > 0 ? from : to
    }
    if (frame === at) return undefined
    if (!has(frame)) return { frame, away }
  }
  return undefined
}

function biteStart({ at, from, to, direction }: Aim, behind: number): number {
  if (at > from || direction === 0) return Math.max(from, at - behind)
  return Math.max(from, to - behind)
}
