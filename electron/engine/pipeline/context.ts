/** Owns what the steps of the pipeline work with. */

import type { ClipFacts } from '#shared/clip.ts'
import type { ServiceId, Settings } from '#shared/settings.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/time.ts'
import type { Clock } from '../clock.ts'
import type { Gate } from '../database/due-jobs.ts'
import type { Tables } from '../database/tables.ts'
import type { HappyHorseClient } from '../happyhorse/client.ts'
import type { Profile } from '../happyhorse/profile.ts'
import type { Log } from '../log.ts'
import { backoffMs } from './backoff.ts'
import { RECOVERY_PAUSES } from './learnt-pace.ts'
import type { QueryBudget } from './query-budget.ts'
import type { Quotas } from './quotas.ts'
import type { TableWatch } from './table-watch.ts'

/** Reading clips is the media module's work; the pipeline gets it handed in. */
type ClipMedia = {
  /** @throws AppError `download-broken` when it is no playable MP4 with frames. */
  probe(path: string): Promise<Omit<ClipFacts, 'sha256'>>
  makePoster(clipPath: string, target: string): Promise<void>
}

export type Pace = {
  /** Between two looks at one task. */
  pollMs: number
  /** The same for the rehearsal service, whose time runs faster. */
  rehearsalPollMs?: number
  /** First pause after a fault; it doubles with every further one. */
  backoffMs: number
  /** How long after a lost answer an empty list is believed: the list may lag behind. */
  settleMs: number
  /** Between two searches for a lost answer. */
  searchMs: number
  /** How long a download may bring no byte. */
  stallMs: number
  /** How long a request in flight may still be answered while stopping. */
  graceMs: number
}
export const DEFAULT_PACE: Omit<Pace, 'pollMs'> = {
  backoffMs: SECOND_MS,
  settleMs: MINUTE_MS,
  searchMs: 3 * SECOND_MS,
  stallMs: 30 * SECOND_MS,
  graceMs: 5 * SECOND_MS,
}

export type PipelineContext = {
  tables: Tables
  clock: Clock
  log: Log
  random(): number
  newId(): string
  settings(): Settings
  client(): HappyHorseClient
  /** @throws AppError when a key or an address is missing; the queue waits then. */
  profileOf(job: Gate): Promise<Profile>
  /** What tells a key from others without telling it. */
  printOf(profile: Profile): string
  media: ClipMedia
  pace: Pace
  /** Only what this run has queued is submitted; what others queued waits for theirs. */
  ownBatchesOnly: boolean
  /** Gallop's own version, for sidecars. */
  version: string
  /** One budget for polls, lists and cancels. */
  queries: QueryBudget
  /** What accounts tell of their own limits. */
  quotas: Quotas
  skew: ClockSkew
  /** In [0, 1): where in a beat the looks of this run lie. */
  phase: number
  /** What windows show at a glance is not what it was, though no row has changed. */
  statusMoved(): void
  tableWatch: TableWatch
  uploads: Map<string, { url: string; at: number }>
  /** Aborts when the pipeline stops: whatever can be done again. */
  leaving: AbortSignal
  /** Aborts a while later: requests whose answer is worth waiting for. */
  left: AbortSignal
}

/** Pause before the next try of a step that went wrong `attempt` times. */
export function pauseFor(
  { pace, random }: Pick<PipelineContext, 'pace' | 'random'>,
  attempt: number,
  retryAfterMs?: number,
): number {
  return backoffMs({ attempt, random: random(), baseMs: pace.backoffMs, retryAfterMs })
}

/** How long a refusal for the rate is felt at most. */
export function recoveryMsOf({ pollMs, rehearsalPollMs }: Pace, service: ServiceId): number {
  return RECOVERY_PAUSES * (service === 'rehearsal' ? (rehearsalPollMs ?? pollMs) : pollMs)
}

/** A date that is off by more than hours is a broken header, or a clock that nothing can be told by. */
export const CLOCK_OFF_MAX_MS = 48 * HOUR_MS

/** How far a service's clock is ahead of ours, by base URL, in ms. */
export class ClockSkew {
  readonly #ahead = new Map<string, number>()

  learn(baseUrl: string, serverDate: number | undefined, now: number): void {
    if (serverDate === undefined || Math.abs(serverDate - now) > CLOCK_OFF_MAX_MS) return
    this.#ahead.set(baseUrl, serverDate - now)
  }

  /** Our clock has moved: what was measured by it says nothing any more. */
  forget(): void {
    this.#ahead.clear()
  }

  /** Zero as long as nothing was measured. */
  ahead(baseUrl: string): number {
    return this.measured(baseUrl) ?? 0
  }

  measured(baseUrl: string): number | undefined {
    return this.#ahead.get(baseUrl)
  }
}
