/** Owns what one run of the drill is: drawn whole from a seed and a number, so that it can be played again. */

import { MIXED_FAULTS, type Mixture } from '#electron/rehearsal/mixture.ts'
import { CAP_WINDOWS, type CapWindow } from '#shared/budget.ts'
import { drawsFrom } from '#shared/draws.ts'
import { HOUR_MS } from '#shared/time.ts'

export type PlannedJob = { prompt: string; seed: number }

/** Room for so many takes and a bit, in every life but the last. */
export type PlannedCap = { window: CapWindow; takes: number }

/** Where a life of the engine ends by SIGKILL. The n-th time counts from 1. */
export type Kill = {
  /** At the latest. */ afterMs: number
} /** Right after this event of a job was committed. */ & (
  | { at: 'event'; event: string; nth: number }
  /** When a create has gone out, or when its answer has come in and nobody has looked at it. */
  | { at: 'sent' | 'answered'; nth: number }
  /** So long after a create has gone out, while its answer is on the way. */
  | { at: 'between'; nth: number; laterMs: number }
  /** Between a clip's last rename and the commit that tells of it. */
  | { at: 'renamed'; nth: number }
  /** At any moment. */
  | { at: 'moment' }
)

/** What happens to an engine while it lives, besides what the service does. */
export type Disturbance =
  | { kind: 'none' }
  /** Its clock is set, by so much, after so many ms. */
  | { kind: 'clock'; byMs: number; afterMs: number }
  /** Every write of a clip fails for want of space until so many have failed. */
  | { kind: 'disk-full'; writes: number }
  /** The project's folder is gone, and comes back. */
  | { kind: 'unplugged'; forMs: number }
  /** The machine sleeps, an hour or a night and more: both clocks go on, connections are dead. */
  | { kind: 'sleep'; byMs: number; afterMs: number }

export type RunPlan = {
  index: number
  jobs: PlannedJob[]
  cap?: PlannedCap
  mixture: Mixture
  /** One for each life; the last life has none. */
  kills: Kill[]
  /** One for each life and one for the last. */
  disturbances: Disturbance[]
}

const COMMON_EVENTS = ['started', 'accepted', 'progressed', 'succeeded', 'saved']
const RARE_EVENTS = ['unanswered', 'found', 'absent', 'throttled', 'interrupted']
/** Clock jumps of every size that has its own meaning, up to a day and two hours either way. */
const JUMPS_MS = [-26, -5, -1, 1, 5, 26].map((hours) => hours * HOUR_MS)

/** Shorter than the service's memory, in hours of which no few make a whole day. */
const NAPS_MS = [1.7, 7, 20].map((hours) => hours * HOUR_MS)

/** The plan of run `index` of a drill. */
export function planOf(seed: number, index: number): RunPlan {
  const random = drawsFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  const lives = 2 + Math.floor(random() * 3)
  const cap = random() < 0.4 ? { window: pick(CAP_WINDOWS), takes: 1 + Math.floor(random() * 2) } : undefined
  return {
    index,
    jobs: jobsOf(index, random, cap),
    ...(cap ? { cap } : {}),
    mixture: { seed: Math.floor(random() * 1e9), odds: oddsOf(random), calls: 4 },
    kills: Array.from({ length: lives }, () => killOf(random, pick)),
    disturbances: Array.from({ length: lives + 1 }, () => disturbanceOf(random, pick)),
  }
}

/** One batch with a cap of its own is one still and one prompt; under any cap there is more than fits. */
function jobsOf(index: number, random: () => number, cap: PlannedCap | undefined): PlannedJob[] {
  const equal = random() < 0.3 || cap?.window === 'batch'
  const count = cap ? cap.takes + 1 : 1 + Math.floor(random() * 3)
  return Array.from({ length: count }, (_, place) => ({
    prompt: equal
      ? `run ${index}, the mist is drifting`
      : `run ${index}, take ${place}, the mist is drifting`,
    seed: index * 10 + place + 1,
  }))
}

/** A third of the runs meets no fault of the service; the others one to four kinds, each often. */
function oddsOf(random: () => number): Mixture['odds'] {
  if (random() < 0.33) return {}
  const kinds = 1 + Math.floor(random() * 4)
  const odds: Mixture['odds'] = {}
  for (let kind = 0; kind < kinds; kind += 1) {
    const fault = MIXED_FAULTS[Math.floor(random() * MIXED_FAULTS.length)]
    if (fault) odds[fault] = Math.round((0.15 + random() * 0.35) * 100) / 100
  }
  return odds
}

function killOf(random: () => number, pick: <Item>(items: readonly Item[]) => Item): Kill {
  const nth = 1 + Math.floor(random() * 3)
  const dice = random()
  // Long enough for the point to come, even on a busy machine.
  const afterMs = Math.round(4_000 + random() * 3_000)
  if (dice < 0.3) return { at: 'event', event: pick(COMMON_EVENTS), nth, afterMs }
  if (dice < 0.42) return { at: 'event', event: pick(RARE_EVENTS), nth: 1, afterMs }
  if (dice < 0.56) return { at: pick(['sent', 'answered'] as const), nth, afterMs }
  if (dice < 0.68) return { at: 'between', nth, laterMs: Math.round(random() * 40), afterMs }
  if (dice < 0.78) return { at: 'renamed', nth, afterMs }
  return { at: 'moment', afterMs: Math.round(random() * 1_500) }
}

function disturbanceOf(random: () => number, pick: <Item>(items: readonly Item[]) => Item): Disturbance {
  const dice = random()
  const afterMs = Math.round(random() * 800)
  if (dice < 0.2) return { kind: 'clock', byMs: pick(JUMPS_MS), afterMs }
  if (dice < 0.28) return { kind: 'disk-full', writes: 1 + Math.floor(random() * 3) }
  if (dice < 0.34) return { kind: 'unplugged', forMs: 200 + Math.round(random() * 800) }
  if (dice < 0.38) return { kind: 'sleep', byMs: 26 * HOUR_MS, afterMs }
  if (dice < 0.44) return { kind: 'sleep', byMs: pick(NAPS_MS), afterMs }
  return { kind: 'none' }
}
