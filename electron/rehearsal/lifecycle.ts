/** Owns the life of tasks as a pure function of time: who runs in which slot, and how each one ends. */

import { LIFETIMES, RATE_LIMITS } from '#shared/happyhorse.ts'
import { REFUSALS } from './refusal.ts'
import type { TaskRecord } from './store.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Virtual ms from submit to start when a slot is free, as in the pages' own sample (.425 → .463). */
const START_LAG_MS = 38

/** Share of the render after which a task is refused by moderation, or vanishes. */
const EARLY_END = 0.5

/** What a task needs to show for its life to be reckoned. */
export type Life = Pick<
  TaskRecord,
  'taskId' | 'status' | 'fate' | 'renderMs' | 'createdAt' | 'startedAt' | 'endedAt' | 'failure' | 'clip'
>

/** One change that time has brought. */
export type Change = Pick<Life, 'taskId' | 'status' | 'startedAt' | 'endedAt' | 'failure'>

/**
 * Everything that happened to one model's unfinished tasks (oldest first) up to `now`, in order. Slots freed
 * between two looks are filled at the moment they were freed, so how often one looks changes nothing.
 */
export function advance(lane: readonly Life[], now: number, clock: VirtualClock): Change[] {
  const changes: Change[] = []
  const running = lane.filter((life) => life.status === 'RUNNING')
  const waiting = lane.filter((life) => life.status === 'PENDING')
  const freeSince = Array.from({ length: RATE_LIMITS.runningPerModel - running.length }, () => 0)
  for (;;) {
    const slot = freeSince[0]
    const next = waiting[0]
    const startedAt = slot === undefined || !next ? Infinity : Math.max(readyAt(next, clock), slot)
    const ending = earliestEnding(running, clock)
    if (next && startedAt <= now && startedAt <= (ending?.endedAt ?? Infinity)) {
      freeSince.shift()
      waiting.shift()
      running.push({ ...next, status: 'RUNNING', startedAt })
      changes.push({ taskId: next.taskId, status: 'RUNNING', startedAt, endedAt: null, failure: null })
    } else if (ending && ending.endedAt <= now) {
      running.splice(
        running.findIndex(({ taskId }) => taskId === ending.taskId),
        1,
      )
      freeSince.push(ending.endedAt)
      changes.push(ending)
    } else return changes
  }
}

/** The next moment at which time alone changes something; Infinity when only a finished clip can. */
export function nextChangeAt(lane: readonly Life[], clock: VirtualClock): number {
  const running = lane.filter((life) => life.status === 'RUNNING')
  const waiting = lane.find((life) => life.status === 'PENDING')
  const start = waiting && running.length < RATE_LIMITS.runningPerModel ? readyAt(waiting, clock) : Infinity
  return Math.min(start, earliestEnding(running, clock)?.endedAt ?? Infinity)
}

/** True when the service no longer knows the task: it vanished, or its data is older than 24 virtual hours. */
export function isForgotten(life: Life, now: number, clock: VirtualClock): boolean {
  return life.status === 'UNKNOWN' || now >= forgottenAt(life, clock)
}

/**
 * When a finished task is forgotten. The pages give 24 h once from completion and once for the id; from
 * completion is taken, so that a task can always be collected.
 */
export function forgottenAt(life: Pick<Life, 'endedAt'>, clock: VirtualClock): number {
  return life.endedAt === null ? Infinity : life.endedAt + clock.kept(LIFETIMES.taskMs)
}

function readyAt(life: Life, clock: VirtualClock): number {
  return life.createdAt + clock.real(START_LAG_MS)
}

type Ending = Change & { endedAt: number }

function earliestEnding(running: readonly Life[], clock: VirtualClock): Ending | undefined {
  const endings = running.map((life) => endingOf(life, clock))
  return endings.reduce<Ending | undefined>(
    (first, ending) => (ending.endedAt < (first?.endedAt ?? Infinity) ? ending : first),
    undefined,
  )
}

function endingOf(life: Life, clock: VirtualClock): Ending {
  const startedAt = life.startedAt ?? life.createdAt
  const after = (virtualMs: number) => startedAt + clock.real(virtualMs)
  const end = (status: Life['status'], endedAt: number, failure: Life['failure'] = null): Ending => {
    return { taskId: life.taskId, status, startedAt, endedAt, failure: failure && asFailure(failure) }
  }
  if (life.fate === 'vanishes') return end('UNKNOWN', after(life.renderMs * EARLY_END))
  if (life.fate === 'output-moderated') {
    return end('FAILED', after(life.renderMs * EARLY_END), REFUSALS.outputModerated)
  }
  // Only the drawn time counts towards the three hours: a slow machine must not fail a task.
  if (life.renderMs > LIFETIMES.renderMs) return end('FAILED', after(LIFETIMES.renderMs), REFUSALS.timedOut)
  if (life.failure) return end('FAILED', after(life.renderMs), life.failure)
  return end('SUCCEEDED', Math.max(after(life.renderMs), life.clip?.readyAt ?? Infinity))
}

function asFailure({ code, message }: { code: string; message: string }) {
  return { code, message }
}
