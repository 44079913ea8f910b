/** Owns the scenarios: which faults the service plays, decided by counters and never by chance. */

import { draw } from './draws.ts'
import { REFUSALS, type Refusal } from './refusal.ts'

export const SCENARIOS = [
  'happy',
  'slow',
  'throttled',
  'drops-reply',
  'moderated',
  'flaky-polls',
  'broken-download',
  'link-expires',
  'unknown-task',
] as const
export type ScenarioName = (typeof SCENARIOS)[number]

/** True for a name of {@link SCENARIOS}. */
export function isScenario(name: unknown): name is ScenarioName {
  return SCENARIOS.some((known) => known === name)
}

/** How a new task will go; decided when it is created and kept with it. */
export type Fate = 'succeeds' | 'output-moderated' | 'vanishes'

/** What happens to one answer before it leaves. */
export type ReplyFault =
  | { kind: 'none' | 'drop' | 'half' | 'twice' }
  | { kind: 'late'; ms: number }
  /** A page instead of JSON: a gateway's (502) or a captive portal's (200). */
  | { kind: 'html'; status: 200 | 502 }
  | { kind: 'refuse'; refusal: Refusal }
  /** An error although the task was made. */
  | { kind: 'refuse-made'; refusal: Refusal }

/** What may happen to one download. */
export const ALL_DOWNLOAD_FAULTS = ['truncate', 'reset', 'fail', 'garble', 'swap', 'expire'] as const
export type DownloadFault = 'none' | (typeof ALL_DOWNLOAD_FAULTS)[number]

const NONE = { kind: 'none' } as const
const THROTTLES = [REFUSALS.rateQuota, REFUSALS.burst, REFUSALS.concurrency] as const
const POLL_FAULTS: readonly ReplyFault[] = [
  { kind: 'refuse', refusal: REFUSALS.internal },
  { kind: 'refuse', refusal: REFUSALS.unavailable },
  { kind: 'refuse', refusal: REFUSALS.rateQuota },
  { kind: 'html', status: 502 },
  { kind: 'drop' },
  { kind: 'html', status: 200 },
]
/** Offsets drawn below this reach every place of both cycles. */
const COMMON_CYCLE = 9 * POLL_FAULTS.length
const DOWNLOAD_FAULTS = ['truncate', 'reset', 'fail'] as const

/** Render times are multiplied by this. */
export function slowness(name: ScenarioName): number {
  return name === 'slow' ? 5 : 1
}

/** A third of the calls, three in a row of nine: bursts, as a guard against bursts would make them. */
function throttleOf(count: number): ReplyFault {
  const place = count % 9
  const refusal = place >= 3 ? THROTTLES[place - 3] : undefined
  return refusal ? { kind: 'refuse', refusal } : NONE
}

/** Fault of the `count`-th create (from 0) before it is looked at. */
export function createFault(name: ScenarioName, count: number): ReplyFault {
  return name === 'throttled' ? throttleOf(count) : NONE
}

/** Fault of the `count`-th *valid* create: refused by moderation, or made and its reply lost. */
export function acceptFault(name: ScenarioName, count: number): ReplyFault {
  if (name === 'drops-reply' && count % 2 === 0) return { kind: 'drop' }
  if (name === 'moderated' && count % 4 === 2) return { kind: 'refuse', refusal: REFUSALS.inputModerated }
  return NONE
}

/**
 * Fault of the `count`-th look (from 0) at one thing. Counted for each task by itself: with one shared counter
 * two tasks polled in turn would split into one always heard and one never.
 */
export function lookFault(name: ScenarioName, subject: string, count: number): ReplyFault {
  const offset = Math.floor(draw(0, subject) * COMMON_CYCLE)
  if (name === 'throttled') return throttleOf(count + offset)
  if (name !== 'flaky-polls' || count % 2 === 1) return NONE
  return POLL_FAULTS[(count / 2 + offset) % POLL_FAULTS.length] ?? NONE
}

/** Fate of the `count`-th accepted task (from 0) of the scenario. */
export function fateOf(name: ScenarioName, count: number): Fate {
  if (count % 3 !== 1) return 'succeeds'
  if (name === 'moderated') return 'output-moderated'
  return name === 'unknown-task' ? 'vanishes' : 'succeeds'
}

/** Fault of the `attempt`-th download (from 0) of one clip: each fault once, then none. */
export function downloadFault(name: ScenarioName, ordinal: number, attempt: number): DownloadFault {
  if (name !== 'broken-download' || attempt >= DOWNLOAD_FAULTS.length) return 'none'
  return DOWNLOAD_FAULTS[(ordinal + attempt) % DOWNLOAD_FAULTS.length] ?? 'none'
}

/** True when the `issue`-th link (from 0) of a clip is to die within seconds; every second one lives on. */
export function linkDiesSoon(name: ScenarioName, issue: number): boolean {
  return name === 'link-expires' && issue % 2 === 0
}
